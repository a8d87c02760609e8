"""What a session holds that is new or changed, written in one go."""

# The session's own hooks begin with an underscore; tests hold them to what is asked of them here.
# ruff: noqa: SLF001

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Table, bindparam, insert, update
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import InstanceState, Mapper, Session

from db.base import Base
from db.swift.prepared import Prepared, columns, together, wire

KEY = "the_key"
WAITING = "rows that wait"
_MISSING = object()

State = InstanceState[Any]


def put(session: Session, model: type[Base], **row: object) -> None:
    """Have a row written with the next flush, for which nobody needs an object now.

    Raises: TypeError when there is no such column.
    """
    kind: Mapper[Any] = model.__mapper__
    if unknown := row.keys() - columns(kind).keys():
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    waiting: dict[Mapper[Any], list[dict[str, Any]]] = session.info.setdefault(WAITING, {})
    waiting.setdefault(kind, []).append(_whole(row, kind))


def put_away(session: Session) -> None:
    """Write the rows that wait without an object; a session does so with each flush."""
    waiting: dict[Mapper[Any], list[dict[str, Any]]] = session.info.pop(WAITING, {})
    for kind, rows in waiting.items():
        connection = wire(session)
        _inserting(kind, connection.dialect).run(connection, rows)


def flush(session: Session) -> None:
    """Write what a session holds that is new or changed; deletions go the ordinary way.

    Afterwards the session knows the objects as stored, so that its commit has nothing left to write.
    """
    if session._deleted:
        session.flush()
        return
    connection = wire(session)
    new, changed = list(session._new), list(session._dirty_states)
    with together(connection):
        put_away(session)
        _insert(connection, new)
        _update(connection, changed)
    _keep(session, new, changed)


def _keep(session: Session, new: Iterable[State], changed: Iterable[State]) -> None:
    """Let the session know what is stored; what it learns so is undone with the transaction."""
    for state in new:
        state.key = (state.mapper.class_, tuple(state.dict[name] for name in _key(state.mapper)), None)
        session.identity_map.replace(state)
    both = [*new, *changed]
    InstanceState._commit_all_states([(state, state.dict) for state in both], session.identity_map)
    session._register_altered(both)
    for state in new:
        del session._new[state]


def _insert(connection: Connection, states: Iterable[State]) -> None:
    by_class: dict[Mapper[Any], list[State]] = defaultdict(list)
    for state in states:
        by_class[state.mapper].append(state)
    for kind, members in by_class.items():
        _inserting(kind, connection.dialect).run(connection, [_whole(state.dict, kind) for state in members])


def _update(connection: Connection, states: Iterable[State]) -> None:
    for state in states:
        changed = tuple(sorted(_changed(state)))
        if changed:
            row = {name: state.dict[name] for name in changed}
            row[KEY] = state.key[1][0] if state.key else None
            _updating(state.mapper, changed, connection.dialect).run(connection, [row])


def _changed(state: State) -> Iterator[str]:
    held = state.dict
    return (name for name, old in state.committed_state.items() if held.get(name, _MISSING) != old)


def _whole(held: dict[str, Any], kind: Mapper[Any]) -> dict[str, Any]:
    """Give a new row, with the defaults that it did not name."""
    for name, make in _defaults(kind):
        if held.get(name) is None:
            held[name] = make()
    return held


@cache
def _key(kind: Mapper[Any]) -> tuple[str, ...]:
    return tuple(kind.get_property_by_column(column).key for column in kind.primary_key)


@cache
def _defaults(kind: Mapper[Any]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    made: list[tuple[str, Callable[[], Any]]] = []
    for name, column in columns(kind).items():
        default: Any = column.default
        if default is not None:
            make = default.arg if default.is_callable else lambda _context, value=default.arg: value
            made.append((name, partial(make, None)))
    return tuple(made)


@cache
def _inserting(kind: Mapper[Any], dialect: Dialect) -> Prepared:
    """Say all columns of a new row; the statement takes them by the names of their attributes."""
    table: Table = kind.local_table  # type: ignore[assignment]
    return Prepared(insert(table).values(_given(kind, columns(kind))).inline(), dialect)


@cache
def _updating(kind: Mapper[Any], changed: tuple[str, ...], dialect: Dialect) -> Prepared:
    """Say what changed in one row."""
    table: Table = kind.local_table  # type: ignore[assignment]
    (key,) = table.primary_key.columns
    found = update(table).where(key == bindparam(KEY, type_=key.type))
    return Prepared(found.values(_given(kind, changed)), dialect)


def _given(kind: Mapper[Any], names: Iterable[str]) -> dict[Column[Any], BindParameter[Any]]:
    found = [(name, columns(kind)[name]) for name in names]
    return {column: bindparam(name, type_=column.type) for name, column in found}
