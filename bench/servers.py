"""Where a measure takes place: the embedded database, and a PostgreSQL server that keeps what it is told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.cluster import Cluster, running
from tests.machine import postgres_programs

# As it comes out of the box, with as much memory as a small machine can give; nothing is left unwritten.
SERIOUS = {"listen_addresses": "", "max_connections": "60", "shared_buffers": "512MB"}
EMBEDDED, SERVER = "SQLite", "PostgreSQL"


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="donthu-bench-") as place:
        yield Path(place)


@contextmanager
def server() -> Iterator[Cluster | None]:
    """Give a PostgreSQL server of one's own, or None where the machine has none."""
    if postgres_programs() is None:
        print("PostgreSQL is not on this machine; its rows are left out.")
        yield None
        return
    with running(SERIOUS) as cluster:
        yield cluster


def fresh(cluster: Cluster) -> str:
    """Make an empty database and give its address."""
    return cluster.create(f"bench_{uuid4().hex[:12]}")
