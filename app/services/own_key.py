"""The key file of an office: it must be the one that opens what is stored, and is never quietly replaced."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, select

from app.casework import vault
from app.errors import OfficeError
from app.settings import Settings
from db.models import VaultKey
from db.session import Database

_STORED = select(VaultKey.wrapped).where(VaultKey.wrapped.is_not(None)).limit(1)


class KeyDoesNotFit(OfficeError):
    """The key file {path} does not open what is stored here. Bring back the one of this office."""


def may_be_made(settings: Settings) -> bool:
    """Tell whether a new key file may be made: only where nothing was sealed by an earlier one."""
    if settings.key_file.exists():
        return False
    database = Database(settings.database_url)
    try:
        if database.embedded and not Path(database.engine.url.database or "").exists():
            return True
        with database.engine.connect() as connection:
            if not inspect(connection).has_table(VaultKey.__tablename__):
                return True
            return connection.execute(_STORED).first() is None
    finally:
        database.close()


def refuse_strange(database: Database) -> None:
    """Make sure that the key file opens the oldest and the newest key of the database.

    Raises: KeyDoesNotFit.
    """
    with database.reading() as session:
        ring = vault.ring(session)
        for order in (VaultKey.id.asc(), VaultKey.id.desc()):
            for wrapped in session.scalars(_STORED.order_by(order)):
                if wrapped is not None and not ring.opens(wrapped):
                    raise KeyDoesNotFit(path=ring.path)
