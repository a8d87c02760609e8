"""Alembic's environment: one connection of its own, foreign keys off while SQLite rebuilds tables."""

from alembic import context

import db.models  # noqa: F401 - fills the metadata
from db.base import Base

connection = context.config.attributes["connection"]
embedded = connection.dialect.name == "sqlite"
driver = connection.connection.driver_connection

if embedded:
    # With foreign keys on, rebuilding a table deletes the rows that point at it; the pragma only
    # works outside a transaction, so it goes to the driver before SQLAlchemy begins one.
    driver.execute("PRAGMA foreign_keys=OFF")
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=embedded)
try:
    with context.begin_transaction():
        context.run_migrations()
except BaseException:
    connection.invalidate()  # nobody may go on writing with foreign keys off
    raise
if embedded:
    broken = driver.execute("PRAGMA foreign_key_check").fetchall()
    driver.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"rows without their parents after the migration: {broken[:5]}")
