"""What is examined: one committed point of a database, with its papers and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from app.files.store import Store
from app.sealing.keyring import KeyRing
from db.session import Database
from db.upgrade import is_current

ROWS = 500  # read at a time


@dataclass(frozen=True, kw_only=True)
class Patient:
    """A database at one committed point; ``ring`` is None where the key file is missing.

    ``hashes`` says whether each paper is read and compared with its digest, or only looked for.
    """

    session: Session
    embedded: bool
    current: bool  # whether it has the shape of this release
    store: Store
    ring: KeyRing | None
    hashes: bool = True

    def stream(self, statement: Executable) -> Iterator[Any]:
        """Read the rows of a statement, a few hundred at a time."""
        return iter(self.session.execute(statement, execution_options={"yield_per": ROWS}))

    def batches(self, statement: Executable) -> Iterator[list[Any]]:
        """Read the rows of a statement in batches, to look up what belongs to each batch at once."""
        rows = self.stream(statement)
        while batch := list(islice(rows, ROWS)):
            yield batch


@contextmanager
def admitted(database: Database, *, store: Store, ring: KeyRing | None, hashes: bool) -> Iterator[Patient]:
    """Take a database in at one committed point; it can go on working meanwhile."""
    current = is_current(database)
    with database.snapshot() as session:
        yield Patient(
            session=session,
            embedded=database.embedded,
            current=current,
            store=store,
            ring=ring,
            hashes=hashes,
        )
