"""Statements compiled once per kind of database, with the conversions that their values need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Executable, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapper, Session

Row = Mapping[str, Any]


class Prepared:
    """One statement, compiled once."""

    def __init__(self, statement: Executable, dialect: Dialect, columns: Sequence[str] | None = None) -> None:
        """Compile a statement for one kind of database."""
        compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
        self.sql = str(compiled)
        self._positional = compiled.positional
        self._errors: type[Exception] = dialect.loaded_dbapi.Error
        self._places = [
            (name, bind.value, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or compiled.binds
            for bind in [compiled.binds[name]]
        ]

    def run(self, connection: Connection, rows: Sequence[Row]) -> Any:
        """Run the statement for each row, and give the driver's own cursor.

        Whoever listens to what is said to the database hears it; errors are SQLAlchemy's own.
        """
        cursor, many = connection.connection.cursor(), len(rows) > 1
        given = [self._bind(row) for row in rows] if many else self._bind(rows[0])
        for hear in connection.dispatch.before_cursor_execute:
            hear(connection, cursor, self.sql, given, None, many)
        try:
            (cursor.executemany if many else cursor.execute)(self.sql, given)
        except self._errors as error:
            raise DBAPIError.instance(self.sql, given, error, self._errors) from error
        return cursor

    def _bind(self, row: Row) -> Any:
        values = [
            convert(value) if convert is not None else value
            for name, fixed, convert in self._places
            for value in [row.get(name, fixed)]
        ]
        if self._positional:
            return tuple(values)
        return {place[0]: value for place, value in zip(self._places, values, strict=True)}


def run(session: Session, statement: Executable, rows: Sequence[Row]) -> None:
    """Run a statement that never changes for each row; it is compiled at its first use."""
    connection = session.connection()
    _standing(statement, connection.dialect).run(connection, rows)


@cache
def columns(kind: Mapper[Any]) -> dict[str, Column[Any]]:
    """Give the columns of a model by the names of their attributes."""
    table: Table = kind.local_table  # type: ignore[assignment]
    return {kind.get_property_by_column(column).key: column for column in table.columns}


@cache
def _standing(statement: Executable, dialect: Dialect) -> Prepared:
    return Prepared(statement, dialect)
