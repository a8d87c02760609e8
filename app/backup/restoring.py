"""Bringing a backup back into an empty place."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.backup import content, disk, embedded, manifest, papers, place, server
from app.backup.errors import (
    BackupDamaged,
    BackupTooNew,
    DiskFull,
    NotEmpty,
    NotTheSame,
    OfficeOpen,
    OtherDatabase,
)
from app.backup.manifest import Content, Manifest
from app.doctor import Result, examine
from app.doctor.errors import DatabaseSilent
from app.files.store import Store
from app.language import _
from app.sealing.keyring import KeyRing
from app.settings import Settings
from db.copying import settle
from db.session import Database
from db.upgrade import knows, upgrade

_STAGE = ".restoring"
_LOCK = "office.lock"


@dataclass(frozen=True)
class Restored:
    """What came of a restore: ``placed`` says whether the office stands, ``has_key`` whether its key is here.

    ``broken`` are the rules that do not hold in what was restored.
    """

    backup: Path
    manifest: Manifest
    has_key: bool
    broken: tuple[Result, ...]
    placed: bool


def restore(
    settings: Settings, folder: Path, *, anyway: bool = False, say: Callable[[str], None]
) -> Restored:
    """Restore a backup, or the newest of a folder, where no office is yet.

    Every digest is compared before anything is written, every rule of the doctor is asked before the office
    is put in its place. Where a rule does not hold nothing is left behind, unless ``anyway``.

    Raises: NoBackup, BackupDamaged, BackupTooNew, OtherDatabase, NotEmpty, OfficeOpen, ProgramMissing,
    RestoreFailed, NotTheSame, DiskFull, PlaceRefused, DatabaseSilent, KeyFileExposed, KeyFileDamaged.
    """
    backup = place.chosen(folder)
    made = manifest.read(backup)
    _refuse_strange(settings, made)
    ring = KeyRing.load(settings.key_file) if settings.key_file.exists() else None
    say(_("Every file of the backup is compared with its digest."))
    with disk.answering(backup):
        _verify(backup, made)
    with disk.answering(settings.data), _alone(settings), _staged(settings) as stage:
        say(_("The papers and the database are being restored."))
        papers.put_back(backup, stage / papers.FILES)
        with _database(settings, backup, made, stage) as database:
            say(_("What was restored is examined."))
            upgrade(database)
            broken = tuple(_wrong(database, Store(stage / papers.FILES), ring))
        placed = anyway or not broken
        if placed:
            _put_in_place(settings, stage)
    return Restored(backup, made, ring is not None, broken, placed)


def _refuse_strange(settings: Settings, made: Manifest) -> None:
    """Make sure that the backup is of this kind of database and of this release or an older one."""
    if (made.kind == "sqlite") != settings.embedded:
        raise OtherDatabase(kind=made.kind)
    if not knows(made.content.shape):
        raise BackupTooNew(release=made.release)
    for occupied in _occupied(settings):
        raise NotEmpty(place=occupied)


def _occupied(settings: Settings) -> Iterator[Path]:
    """Give what stands where the office will be; the key file may have been brought already."""
    if settings.files.is_dir() and any(settings.files.iterdir()):
        yield settings.files
    if not settings.embedded:
        return
    if (file := embedded.place(settings)).exists():
        yield file
    welcome = {_LOCK, _STAGE, papers.FILES}
    for path in settings.data.iterdir() if settings.data.is_dir() else ():
        if path.name not in welcome and not settings.key_file.resolve().is_relative_to(path.resolve()):
            yield path


def _verify(backup: Path, made: Manifest) -> None:
    """Compare every file of a backup with its digest."""
    for part in (made.database, made.papers):
        try:
            sound = papers.part(backup, part.name) == part
        except OSError:
            sound = False
        if not sound:
            raise BackupDamaged(file=part.name)
    papers.verify(backup)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Let nobody open the office while it is restored."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.data / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OfficeOpen(folder=settings.data) from None
        yield


@contextmanager
def _staged(settings: Settings) -> Iterator[Path]:
    """Give a folder in which the office is put together; it is gone at the end, however that came."""
    stage = settings.data / _STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of a restore that was broken off
    stage.mkdir(mode=0o700)
    (stage / papers.FILES).mkdir(mode=0o700)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _database(settings: Settings, backup: Path, made: Manifest, stage: Path) -> Iterator[Database]:
    """Bring the database back and give it; what it holds must be what the manifest says."""
    dump = backup / made.database.name
    if settings.embedded:
        file = stage / embedded.FILE
        shutil.copyfile(dump, file)
        file.chmod(0o600)
        database = Database(f"sqlite:///{file}")
    else:
        database = Database(settings.database_url)
    try:
        if not settings.embedded:
            _fill(database, dump, made)
        with database.snapshot() as session:
            _compare(made.content, content.of(session))
        yield database
    except DBAPIError as problem:
        if disk.is_full(problem.orig):
            raise DiskFull(folder=settings.data) from problem
        raise DatabaseSilent(kind=type(problem.orig).__name__) from problem
    finally:
        database.close()


def _fill(database: Database, dump: Path, made: Manifest) -> None:
    """Bring a dump into the empty database of a server; nothing is held open meanwhile."""
    with database.reading() as session:
        if not server.is_empty(session):
            raise NotEmpty(place=database.engine.url.database)
        at, version = server.address(session), max(server.version_of(session), made.server)
    server.restore(at, dump, version=version)


def _compare(wanted: Content, found: Content) -> None:
    """Compare what was restored with what was backed up. Raises: NotTheSame."""
    for name in sorted({*wanted.counts, *found.counts}):
        before, now = wanted.counts.get(name, 0), found.counts.get(name, 0)
        if before != now:
            raise NotTheSame(what=f"{name} {before} → {now}")
    if (wanted.shape, wanted.chains) != (found.shape, found.chains):
        raise NotTheSame(what="audit_entry")


def _wrong(database: Database, store: Store, ring: KeyRing | None) -> Iterator[Result]:
    """Ask every rule of what was restored; the papers were compared with their digests already."""
    without = () if ring else ("keys",)
    for result in examine(database, store=store, ring=ring, hashes=False, without=without):
        if not result.holds:
            yield result


def _put_in_place(settings: Settings, stage: Path) -> None:
    """Put the office in its place: the papers first, the database last, for it makes the office one."""
    if settings.files.is_dir():
        settings.files.rmdir()  # empty, as was made sure
    (stage / papers.FILES).rename(settings.files)
    file = stage / embedded.FILE
    if file.exists():
        target = embedded.place(settings)
        settle(file)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(file, target)
        settle(target.parent)
    settle(settings.data)
