"""Writing at the driver's own speed: statements compiled once per kind of database, then only run.

SQLAlchemy's unit of work asks for each flush anew what to write and how to say it. What a case's
step writes is always the same few inserts and updates, so they are compiled once and kept. The
objects stay ordinary: afterwards the session knows them as stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, insert, inspect, update
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import InstanceState, Mapper, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.compiler import SQLCompiler

KEY = "the_key"

Row = Mapping[str, Any]


class Prepared:
    """One statement, compiled once, with the conversions its values need."""

    def __init__(self, statement: Executable, dialect: Dialect, columns: Sequence[str] | None = None) -> None:
        """Compile a statement for one kind of database."""
        compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
        self.sql = str(compiled)
        self._names = _order(compiled)
        self._positional = compiled.positional
        self._fixed = {name: bind.value for name, bind in compiled.binds.items()}
        self._convert = {
            name: convert
            for name, bind in compiled.binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement for each row."""
        given = [self._bind(row) for row in rows]
        connection.exec_driver_sql(self.sql, given if len(given) > 1 else given[0])

    def _bind(self, row: Row) -> Any:
        convert = self._convert
        values = {
            name: convert[name](value) if name in convert else value
            for name in self._names
            for value in [row[name] if name in row else self._fixed[name]]
        }
        return tuple(values.values()) if self._positional else values


def _order(compiled: SQLCompiler) -> list[str]:
    return list(compiled.positiontup or compiled.binds)


def run(session: Session, statement: Executable, rows: Sequence[Row]) -> None:
    """Run a statement that never changes for each row; it is compiled at its first use."""
    connection = session.connection()
    _standing(statement, connection.dialect).run(connection, rows)


def flush(session: Session) -> None:
    """Write what a session holds that is new or changed; deletions go the ordinary way."""
    if session.deleted:
        session.flush()
        return
    connection = session.connection()
    _insert(session, connection, list(session.new))
    _update(connection, [thing for thing in session.dirty if session.is_modified(thing)])


def _insert(session: Session, connection: Connection, things: Iterable[Any]) -> None:
    by_class: dict[Mapper[Any], list[Any]] = defaultdict(list)
    for thing in things:
        by_class[inspect(thing).mapper].append(thing)
    for kind, members in by_class.items():
        table = _table(kind)
        rows = [_whole(thing, table) for thing in members]
        _inserting(table, connection.dialect).run(connection, rows)
        for thing in members:
            session.expunge(thing)
            make_transient_to_detached(thing)
        session.add_all(members)


def _update(connection: Connection, things: Iterable[Any]) -> None:
    for thing in things:
        state = inspect(thing)
        table = _table(state.mapper)
        changed = tuple(sorted(_changed(state)))
        names = _names(state.mapper)
        row = {names[key]: state.dict[key] for key in changed}
        row[KEY] = state.identity[0] if state.identity else None
        columns = tuple(names[key] for key in changed)
        _updating(table, columns, connection.dialect).run(connection, [row])
        for key in changed:
            set_committed_value(thing, key, state.dict[key])


def _changed(state: InstanceState[Any]) -> Iterable[str]:
    missing = object()
    return (key for key, old in state.committed_state.items() if state.dict.get(key, missing) != old)


def _whole(thing: Any, table: Table) -> dict[str, Any]:
    """Give every column of a new row, with the defaults that it did not name."""
    given, names = inspect(thing).dict, _names(inspect(thing).mapper)
    row = {column: given.get(key) for key, column in names.items()}
    for column, make in _defaults(table):
        if row[column] is None:
            row[column] = make()
            setattr(thing, next(key for key, name in names.items() if name == column), row[column])
    return row


@cache
def _table(mapper: Mapper[Any]) -> Table:
    table: Table = mapper.local_table  # type: ignore[assignment]
    return table


@cache
def _names(mapper: Mapper[Any]) -> dict[str, str]:
    return {attribute.key: attribute.columns[0].key for attribute in mapper.column_attrs}


@cache
def _defaults(table: Table) -> tuple[tuple[str, Callable[[], Any]], ...]:
    made: list[tuple[str, Callable[[], Any]]] = []
    for column in table.columns:
        default: Any = column.default
        if default is not None:
            make = default.arg if default.is_callable else lambda _context, value=default.arg: value
            made.append((column.key, partial(make, None)))
    return tuple(made)


@cache
def _standing(statement: Executable, dialect: Dialect) -> Prepared:
    return Prepared(statement, dialect)


@cache
def _inserting(table: Table, dialect: Dialect) -> Prepared:
    return Prepared(insert(table).inline(), dialect, [column.key for column in table.columns])


@cache
def _updating(table: Table, columns: tuple[str, ...], dialect: Dialect) -> Prepared:
    (key,) = table.primary_key.columns
    values = {table.c[name]: bindparam(name, type_=table.c[name].type) for name in columns}
    return Prepared(update(table).where(key == bindparam(KEY, type_=key.type)).values(values), dialect)
