"""A PostgreSQL that is killed and started again, with its settings as they come: every commit is on disk."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import cluster

# What makes commits safe is on: fsync, synchronous_commit, full_page_writes.
AS_IT_COMES = {"listen_addresses": "", "max_connections": "60"}
TRIES = 50  # to start, while processes of the killed one are still there


@dataclass(frozen=True)
class Stubborn(cluster.Cluster):
    """A running server that comes back."""

    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill(self, number: signal.Signals) -> None:
        """End the server at once: SIGQUIT is ``pg_ctl stop -m immediate``, SIGKILL is nobody's wish."""
        server = self.running.pop()
        server.send_signal(number)
        server.wait(timeout=30)

    def start(self) -> None:
        """Start the server again as soon as nothing of the killed one is left."""
        for _try in range(TRIES):
            try:
                self.running.append(cluster.start(self.folder, AS_IT_COMES))
            except RuntimeError:
                time.sleep(0.2)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())


@contextmanager
def stubborn() -> Iterator[Stubborn]:
    """Start such a server in a new folder, stop it and remove the folder at the end."""
    folder = Path(tempfile.mkdtemp(prefix="donthu-pg-"))
    server = Stubborn(folder)
    try:
        cluster.found(folder)
        server.start()
        yield server
    finally:
        for each in server.running:
            each.send_signal(signal.SIGINT)
            each.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
