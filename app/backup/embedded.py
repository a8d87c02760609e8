"""The database of a backup where the office keeps it in one file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pysqlite3
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session

from app.backup import disk
from app.backup.errors import BackupFailed, DiskFull
from app.settings import Settings
from db import copying

FILE = "office.db"


def place(settings: Settings) -> Path:
    """Say where the file of the embedded database lies."""
    return Path(make_url(settings.database_url).database or "").resolve()


def copy(settings: Settings, folder: Path) -> Path:
    """Copy the database into a folder while the office goes on writing.

    Raises: DiskFull, BackupFailed, OSError.
    """
    target = folder / FILE
    try:
        copying.copy(place(settings), target)
    except (pysqlite3.Error, copying.CopyDamagedError) as problem:
        if disk.is_full(problem):
            raise DiskFull(folder=folder.parent) from problem
        raise BackupFailed(reason=problem) from problem
    return target


@contextmanager
def looked_at(file: Path) -> Iterator[Session]:
    """Look at a copy without touching it: not one of its bytes changes."""
    address = f"sqlite:///file:{quote(str(file))}?mode=ro&immutable=1&uri=true"
    engine = create_engine(address, module=pysqlite3)
    with Session(engine) as session:
        yield session
    engine.dispose()
