"""The folder in which backups lie: where it may be, who writes to it, what lies in it."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.backup.errors import BackupRunning, BesideTheKey, InsideTheOffice, NoBackup
from app.backup.manifest import MANIFEST
from app.settings import Settings
from db.copying import settle

_NAME = "%Y-%m-%dT%H%M%SZ"
_UNFINISHED = ".unfinished-"
_LOCK = ".lock"


def refuse_unsafe(settings: Settings, folder: Path) -> None:
    """Make sure that a backup lies apart from the office and from its key.

    Raises: BesideTheKey, InsideTheOffice.
    """
    real, key = folder.resolve(), settings.key_file.resolve()
    if key.is_relative_to(real) or real.is_relative_to(key.parent):
        raise BesideTheKey(folder=folder)
    if real.is_relative_to(settings.data.resolve()):
        raise InsideTheOffice(folder=folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Write to a folder of backups alone; what an earlier, broken-off backup left is thrown away.

    Raises: BackupRunning.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupRunning(folder=folder) from None
        for left in folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)
        yield


def found(folder: Path) -> dict[dt.datetime, Path]:
    """Give the finished backups of a folder by their instants, the oldest first."""
    backups = {}
    for path in sorted(folder.glob("*Z")):
        if (path / MANIFEST).is_file() and (instant := _instant(path.name)):
            backups[instant] = path
    return backups


def chosen(folder: Path) -> Path:
    """Give the backup that a folder is, or the newest of those in it.

    Raises: NoBackup.
    """
    if (folder / MANIFEST).is_file():
        return folder
    backups = list(found(folder).values())
    if not backups:
        raise NoBackup(folder=folder)
    return backups[-1]


@contextmanager
def begun(folder: Path, at: dt.datetime) -> Iterator[tuple[Path, Path]]:
    """Make the folder of a new backup; gives it, and the name it bears once it is whole.

    It gets its name at the end; where something went wrong it is gone.
    """
    while (final := folder / at.strftime(_NAME)).exists():
        at += dt.timedelta(seconds=1)
    draft = folder / f"{_UNFINISHED}{final.name}"
    draft.mkdir(mode=0o700)
    try:
        yield draft, final
        _finish(draft, final)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _finish(draft: Path, final: Path) -> None:
    """Let a whole backup appear under its name, once all of it is on the disk."""
    for place, _folders, _files in os.walk(draft):
        settle(Path(place))
    draft.rename(final)
    settle(final.parent)


def drop(backup: Path) -> None:
    """Throw a backup away; one broken off half-way is no backup any more."""
    doomed = backup.with_name(f"{_UNFINISHED}{backup.name}")
    backup.rename(doomed)
    shutil.rmtree(doomed)


def _instant(name: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(name, _NAME).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
