"""A whole copy of an embedded database, made while the office goes on writing."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pysqlite3


class CopyDamagedError(RuntimeError):
    """The copy of the database does not hold; the disk or the memory of this machine may be failing."""


def copy(source: Path, target: Path) -> None:
    """Write the last committed state of a database file as another file, checked and safely on disk.

    Nobody who writes has to wait: the copy reads beside them. A crash leaves the whole copy or none.

    Raises: CopyDamagedError, OSError, and the driver's errors when the disk is full.
    """
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # nobody else reads it, ever
    try:
        with closing(pysqlite3.connect(str(source), isolation_level=None)) as connection:
            connection.execute("PRAGMA busy_timeout=5000")
            connection.execute("VACUUM INTO ?", (str(draft),))
        if wrong := faults(draft):
            raise CopyDamagedError(wrong)
        settle(draft)
        draft.replace(target)
        settle(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def faults(file: Path) -> str:
    """Say what is wrong with a database file, in the words of SQLite; nothing where it is whole."""
    with closing(pysqlite3.connect(str(file))) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    said = [line for line in found if line != "ok"] + [f"{row[0]} without {row[2]}" for row in orphans]
    return "; ".join(said)


def settle(path: Path) -> None:
    """Wait until a file, or the list of files of a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
