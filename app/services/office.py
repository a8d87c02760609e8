"""Opening the office: its keys, its files, its database in the shape of this release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from app.casework.vault import ADDRESS, RING, STORE
from app.errors import OfficeError
from app.files.store import Store
from app.sealing.keyring import KeyRing
from app.services import before_upgrade, own_key, timekeeping
from app.settings import Settings
from db.session import Database
from db.upgrade import in_turn, is_current, upgrade


class OtherRelease(OfficeError):
    """The database belongs to another release. Stop the office, back it up, then give: donthu migrate"""


class DatabaseAway(OfficeError):
    """The database does not answer. Look whether it runs, and whether DONTHU_DATABASE_URL leads to it."""


def open_office(settings: Settings, **carried: object) -> Database:
    """Open the office's database with its keys and files; what is carried travels in ``session.info``.

    The embedded database is brought up to this release, and its key file made where there is none. One that
    other processes use at the same time must be of this release already.

    Raises: SqliteTooOldError, KeyFileMissing, KeyDoesNotFit, CopyNotWritten, OtherRelease,
    DatabaseAway.
    """
    database = _made(settings, carried, create=settings.embedded)
    try:
        with _answering(settings):
            _bring_up(settings, database)
            own_key.refuse_strange(database)
            timekeeping.keep(database)
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def upgraded_office(settings: Settings) -> Iterator[Database]:
    """Bring a database to this release and hold it, while whoever wants the same waits for their turn.

    Raises: SqliteTooOldError, KeyFileMissing, KeyFileExposed, KeyDoesNotFit, CopyNotWritten,
    DatabaseAway.
    """
    database = _made(settings, {}, create=True)
    try:
        with _answering(settings), in_turn(database):
            before_upgrade.keep_copy(settings, database)
            upgrade(database)
            own_key.refuse_strange(database)
            yield database
    finally:
        database.close()


def _made(settings: Settings, carried: dict[str, object], *, create: bool) -> Database:
    if create:
        settings.data.mkdir(parents=True, exist_ok=True)
    with _answering(settings):
        new = create and own_key.may_be_made(settings)
    ring = KeyRing.load(settings.key_file, create=new)
    own = {RING: ring, STORE: Store(settings.files), ADDRESS: settings.public_url}
    return Database(settings.database_url, **own, **carried)


def _bring_up(settings: Settings, database: Database) -> None:
    if database.embedded:
        before_upgrade.keep_copy(settings, database)
        upgrade(database)
    elif not is_current(database):
        raise OtherRelease


@contextmanager
def _answering(settings: Settings) -> Iterator[None]:
    try:
        yield
    except OperationalError as problem:
        if settings.embedded:
            raise
        raise DatabaseAway from problem
