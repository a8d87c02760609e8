"""Bring a database to the models of this release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from db.session import Database

FOLDER = Path(__file__).resolve().parent / "migrations"
TURN = 7_130_417_018  # the number of the lock under which a shared database is changed


def configuration() -> Config:
    """Give Alembic its settings; there is no ini file to forget."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every migration that is still missing."""
    config = configuration()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    """Go back to an earlier shape of the database."""
    config = configuration()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def knows(revision: str) -> bool:
    """Tell whether this release knows a shape of the database, so that it can bring it up to its own."""
    scripts = ScriptDirectory.from_config(configuration()).walk_revisions()
    return any(script.revision == revision for script in scripts)


def shape_of(database: Database) -> str | None:
    """Give the shape that a database has, or None for one in which nothing is yet."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database) -> bool:
    """Tell whether the database has the shape that this release expects."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head()


@cache
def head() -> str:
    """Name the shape that this release expects."""
    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


@contextmanager
def in_turn(database: Database) -> Iterator[None]:
    """Change the shape of a shared database alone: whoever comes second waits, and finds it done."""
    if database.embedded:
        yield
        return
    with database.engine.connect() as shared:
        connection = shared.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:turn)"), {"turn": TURN})
        try:
            yield
        finally:
            connection.invalidate()  # the connection ends, and the lock with it
