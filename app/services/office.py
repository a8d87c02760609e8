"""Opening the office: its keys, its files, its database in the shape of this release."""

from __future__ import annotations

from app.casework.vault import ADDRESS, RING, STORE
from app.files.store import Store
from app.sealing.keyring import KeyRing
from app.settings import Settings
from db.session import Database
from db.upgrade import upgrade


def open_office(settings: Settings) -> Database:
    """Open the office's database with its keys and files, bringing it up to this release.

    Raises: SqliteTooOldError.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    ring = KeyRing.load(settings.key_file, create=True)
    database = Database(
        settings.database_url, **{RING: ring, STORE: Store(settings.files), ADDRESS: settings.public_url}
    )
    upgrade(database)
    return database
