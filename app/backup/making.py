"""Making a backup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.exc import OperationalError

from app import clock
from app.backup import content, disk, embedded, keeping, manifest, papers, place, server
from app.backup.errors import BackupFailed
from app.backup.keeping import Keep
from app.backup.manifest import Content, Manifest
from app.doctor import existing
from app.files.store import Store
from app.language import _
from app.settings import Settings
from db.copying import settle


@dataclass(frozen=True)
class Made:
    """A backup that was made: where, of what, and which older ones were thrown away for it."""

    folder: Path
    manifest: Manifest
    dropped: tuple[Path, ...]


@dataclass(frozen=True)
class _Point:
    """The database in the backup: the file, what it holds, and which PostgreSQL wrote it; 0 for SQLite."""

    file: Path
    content: Content
    written_by: int


def make(
    settings: Settings, folder: Path, *, keep: tuple[Keep, ...] = (), say: Callable[[str], None]
) -> Made:
    """Back the office up into a folder of its own within ``folder``, while people go on working.

    ``say`` hears what is being done. A backup that breaks off leaves none; older ones stay.

    Raises: BesideTheKey, InsideTheOffice, NoOffice, DatabaseSilent, BackupRunning,
    BackupFailed, DiskFull, PlaceRefused, ProgramMissing.
    """
    place.refuse_unsafe(settings, folder)
    existing(settings).close()
    with disk.answering(folder), place.alone(folder):
        before = next(reversed(place.found(folder).values()), None)
        with place.begun(folder, at := clock.now()) as (draft, final):
            made = _filled(settings, draft, before, at, say)
        dropped = tuple(_drop(folder, keep))
    return Made(final, made, dropped)


def _filled(
    settings: Settings, draft: Path, before: Path | None, at: dt.datetime, say: Callable[[str], None]
) -> Manifest:
    """Fill the folder of a new backup: the database, the papers it names, the manifest."""
    say(_("The database is being copied."))
    point = (_of_file if settings.embedded else _of_server)(settings, draft)
    settle(point.file)
    say(_("The papers are being copied."))
    copied = papers.copy(Store(settings.files), draft, before)
    made = Manifest(
        made_at=at.isoformat(timespec="seconds"),
        release=version("donthu"),
        kind="postgresql" if point.written_by else "sqlite",
        server=point.written_by,
        content=point.content,
        database=papers.part(draft, point.file.name),
        papers=papers.part(draft, papers.LIST),
        paper_count=copied.count,
        missing=tuple(copied.missing),
    )
    manifest.write(made, draft)
    return made


def _of_file(settings: Settings, draft: Path) -> _Point:
    """Put the embedded database into the backup, and look at exactly what is in it."""
    file = embedded.copy(settings, draft)
    with embedded.looked_at(file) as session:
        papers.name(content.papers(session), draft)
        return _Point(file, content.of(session), 0)


def _of_server(settings: Settings, draft: Path) -> _Point:
    """Put the database of the server into the backup: counted, named and dumped at one committed point."""
    database = existing(settings)
    try:
        with database.snapshot() as session:
            papers.name(content.papers(session), draft)
            held = content.of(session)
            return _Point(draft / server.FILE, held, server.dump(session, draft))
    except OperationalError as problem:
        raise BackupFailed(reason=type(problem.orig).__name__) from problem
    finally:
        database.close()


def _drop(folder: Path, keep: tuple[Keep, ...]) -> Iterator[Path]:
    """Throw away the backups that no rule keeps."""
    backups = place.found(folder)
    for instant in sorted(keeping.superfluous(backups, keep)):
        place.drop(backups[instant])
        yield backups[instant]
