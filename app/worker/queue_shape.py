"""The queue's own tables, in the shape of the release of Procrastinate that comes with this program.

They lie beside the office's tables and hold nothing that could not be said again. Which shape they have is
written on the first of them, as a comment of the database.
"""

from __future__ import annotations

from pathlib import Path
from typing import LiteralString

import psycopg
from procrastinate.schema import SchemaManager, migrations_path
from psycopg import sql

from app.errors import OfficeError
from app.worker.queue import address

TABLE = "procrastinate_jobs"


class QueueUnknown(OfficeError):
    """The queue's tables were not made by this program. Drop them (procrastinate_*), then: donthu migrate"""


def newest() -> str:
    """Name the last change of shape that the installed release knows."""
    return max(path.stem for path in migrations_path.glob("*.sql"))


def is_current(url: str) -> bool:
    """Tell whether the queue is there, in the shape of this release."""
    with psycopg.connect(address(url), autocommit=True) as connection:
        return _shape(connection) == newest()


def upgrade(url: str) -> list[str]:
    """Make the queue's tables, or run what they lack; give the names of what was run.

    Raises: QueueUnknown.
    """
    with psycopg.connect(address(url), autocommit=True) as connection:
        shape = _shape(connection)
        if shape == "":
            raise QueueUnknown
        if shape is None:
            _run(connection, SchemaManager.get_schema(), newest())
            return [newest()]
        missing = sorted(path for path in migrations_path.glob("*.sql") if path.stem > shape)
        for path in missing:
            _run(connection, _text(path), path.stem)
    return [path.stem for path in missing]


def _shape(connection: psycopg.Connection) -> str | None:
    """Read which shape the queue has: None where there is none, nothing where nobody wrote it down."""
    row = connection.execute(
        "SELECT coalesce(obj_description(to_regclass(%s), 'pg_class'), '') WHERE to_regclass(%s) IS NOT NULL",
        (TABLE, TABLE),
    ).fetchone()
    return None if row is None else row[0]


def _run(connection: psycopg.Connection, statements: LiteralString, name: str) -> None:
    with connection.transaction():
        connection.execute(statements)
        connection.execute(sql.SQL("COMMENT ON TABLE procrastinate_jobs IS {}").format(sql.Literal(name)))


def _text(path: Path) -> LiteralString:
    return path.read_text(encoding="utf-8")
