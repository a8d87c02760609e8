"""What a session holds that is new or changed, written in one go."""

# The session's own hooks begin with an underscore; tests hold them to what is asked of them here.
# ruff: noqa: SLF001

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import InstanceState, Mapper, Session
from sqlalchemy.orm.attributes import instance_state

from db.swift.prepared import Prepared, columns

KEY = "the_key"
_MISSING = object()

State = InstanceState[Any]


def flush(session: Session) -> None:
    """Write what a session holds that is new or changed; deletions go the ordinary way.

    Afterwards the session knows the objects as stored, so that its commit has nothing left to write.
    """
    if session.deleted:
        session.flush()
        return
    connection = session.connection()
    new = [instance_state(thing) for thing in session.new]
    changed = [instance_state(thing) for thing in session.dirty]
    _insert(connection, new)
    _update(connection, changed)
    _keep(session, new, changed)


def _keep(session: Session, new: Iterable[State], changed: Iterable[State]) -> None:
    """Let the session know what is stored; what it learns so is undone with the transaction."""
    for state in new:
        state.key = (state.mapper.class_, (state.dict[_key(state.mapper)],), None)
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
        _inserting(kind, connection.dialect).run(connection, [_whole(state, kind) for state in members])


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


def _whole(state: State, kind: Mapper[Any]) -> dict[str, Any]:
    """Give every column of a new row, with the defaults that it did not name."""
    held = state.dict
    for name, make in _defaults(kind):
        if held.get(name) is None:
            held[name] = make()
    return {column.key: held.get(name) for name, column in columns(kind).items()}


@cache
def _key(kind: Mapper[Any]) -> str:
    return kind.get_property_by_column(kind.primary_key[0]).key


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
    names = [column.key for column in columns(kind).values()]
    return Prepared(insert(kind.local_table).inline(), dialect, names)  # type: ignore[arg-type]


@cache
def _updating(kind: Mapper[Any], changed: tuple[str, ...], dialect: Dialect) -> Prepared:
    """Set these attributes of one row; the statement takes them by their names."""
    (key,) = kind.primary_key
    values = {columns(kind)[name].key: bindparam(name, type_=columns(kind)[name].type) for name in changed}
    found = update(kind.local_table).where(key == bindparam(KEY, type_=key.type))  # type: ignore[arg-type]
    return Prepared(found.values(values), dialect)
