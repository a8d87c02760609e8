"""Statements compiled once per kind of database, with the conversions that their values need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Date, Executable, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.types import TypeEngine

from db.base import Instant

Row = Mapping[str, Any]


class Prepared:
    """One statement, compiled once."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        """Compile a statement for one kind of database."""
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql = str(compiled)
        self._positional = compiled.positional
        self._names = list(compiled.positiontup or compiled.binds)
        self._fixed = [compiled.binds[name].value for name in self._names]
        self._converts = [
            (place, convert)
            for place, name in enumerate(self._names)
            if (convert := _convert(compiled.binds[name].type, dialect)) is not None
        ]

    def run(self, connection: Connection, rows: Sequence[Row]) -> Any:
        """Run the statement for each row, and give the driver's own cursor."""
        many = len(rows) > 1
        given = [self._bind(row) for row in rows] if many else self._bind(rows[0])
        return say(connection, self.sql, given, many=many)

    def _bind(self, row: Row) -> Any:
        values = list(map(row.get, self._names, self._fixed))
        for place, convert in self._converts:
            if values[place] is not None:
                values[place] = convert(values[place])
        return values if self._positional else dict(zip(self._names, values, strict=True))


def _convert(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is not None and isinstance(kind, (Instant, Date)):
        return lru_cache(maxsize=256)(convert)  # a step writes one instant and one day many times
    return convert


def say(connection: Connection, sql: str, given: Any = (), *, many: bool = False) -> Any:
    """Say something to the database through its driver, and give the driver's own cursor.

    Whoever listens to what is said hears it; errors are SQLAlchemy's own.
    """
    cursor = connection.connection.cursor()
    if listeners := connection.dispatch.before_cursor_execute:  # to walk through none costs as much as a row
        for hear in listeners:
            hear(connection, cursor, sql, given, None, many)
    with _heard(connection, sql, given):
        (cursor.executemany if many else cursor.execute)(sql, given)
    return cursor


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """Say several things of which no answer is needed: PostgreSQL gets them at once and answers once.

    What fails raises the same errors as if each had been waited for, at the latest when all was said.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    server: Any = connection.connection.driver_connection
    with _heard(connection, None, None), server.pipeline():
        yield


@contextmanager
def _heard(connection: Connection, sql: str | None, given: Any) -> Iterator[None]:
    """Let the driver's errors become SQLAlchemy's."""
    known = connection.dialect.loaded_dbapi.Error
    try:
        yield
    except known as error:
        gone = connection.dialect.is_disconnect(error, connection.connection, None)
        raise DBAPIError.instance(sql, given, error, known, connection_invalidated=gone) from error


def wire(session: Session) -> Connection:
    """Give the connection of a session; within a transaction it is at hand."""
    return session.bind if isinstance(session.bind, Connection) else session.connection()


def run(session: Session, statement: Executable, rows: Sequence[Row]) -> None:
    """Run a statement that never changes for each row; it is compiled at its first use."""
    connection = wire(session)
    _standing(statement, connection.dialect).run(connection, rows)


@cache
def columns(kind: Mapper[Any]) -> dict[str, Column[Any]]:
    """Give the columns of a model by the names of their attributes."""
    table: Table = kind.local_table  # type: ignore[assignment]
    return {kind.get_property_by_column(column).key: column for column in table.columns}


@cache
def _standing(statement: Executable, dialect: Dialect) -> Prepared:
    return Prepared(statement, dialect)
