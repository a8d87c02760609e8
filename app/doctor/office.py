"""Opening an office that is there, as it is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from app.doctor.errors import DatabaseSilent, NoOffice
from app.settings import Settings
from db.session import Database


def existing(settings: Settings) -> Database:
    """Open the database of an office without making one, and without bringing it to another shape.

    Raises: NoOffice, DatabaseSilent.
    """
    database = Database(settings.database_url)
    address = database.engine.url
    if database.embedded and not Path(address.database or "").is_file():
        raise NoOffice(place=address.database)
    try:
        founded = inspect(database.engine).has_table("alembic_version")
    except DBAPIError as problem:
        raise DatabaseSilent(kind=type(problem.orig).__name__) from problem
    if not founded:
        database.close()
        raise NoOffice(place=address.database)
    return database
