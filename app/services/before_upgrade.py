"""The copy of an embedded database that is kept before it changes its shape."""

from __future__ import annotations

from pathlib import Path

import pysqlite3

from app import clock
from app.errors import OfficeError
from app.settings import Settings
from db import copying
from db.session import Database
from db.upgrade import is_current, shape_of

FOLDER = "before-upgrade"


class CopyNotWritten(OfficeError):
    """No copy could be made before the upgrade: {reason}. Make room, or set DONTHU_UPGRADE_COPIES=0."""


def keep_copy(settings: Settings, database: Database) -> Path | None:
    """Copy the embedded database beside itself where it is about to change its shape; give the copy.

    The last few are kept, as many as the settings say. Nothing is copied where nothing will change.

    Raises: CopyNotWritten.
    """
    shape = shape_of(database) if database.embedded and settings.upgrade_copies else None
    if shape is None or is_current(database):
        return None
    folder = settings.data / FOLDER
    target = folder / f"office-{shape}-{clock.now():%Y-%m-%dT%H%M%SZ}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        copying.copy(Path(database.engine.url.database or ""), target)
    except (OSError, pysqlite3.Error, copying.CopyDamagedError) as problem:
        raise CopyNotWritten(reason=problem) from problem
    kept = sorted(folder.glob("office-*.db"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for old in kept[: -settings.upgrade_copies]:
        old.unlink()
    return target
