"""Whole rows of several models, read in one statement."""

# The session's own hooks begin with an underscore; tests hold them to what is asked of them here.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Uuid, inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session
from sqlalchemy.orm.attributes import instance_state

from db.swift.prepared import Prepared, columns, wire

Values = Sequence[Any]
Convert = Callable[[Any], Any] | None


class Look:
    """A SELECT of models, and of single values after them, of which only the parameters change.

    It always looks anew: an object that the session holds already takes the values just read.
    """

    def __init__(
        self, statement: Select[*tuple[Any, ...]], *, without: Collection[InstrumentedAttribute[Any]] = ()
    ) -> None:
        """Take a statement; it is compiled at its first use.

        ``without``: what is seldom needed of these rows; whoever asks for it has it read then.
        """
        chosen = [each["expr"] for each in statement.column_descriptions]
        self._models = [_Rows(inspect(each), without) for each in chosen if isinstance(each, type)]
        self._single: list[ColumnElement[Any]] = [each for each in chosen if not isinstance(each, type)]
        whole = [column for rows in self._models for column in rows.columns.values()]
        self._statement = statement.with_only_columns(*whole, *self._single, maintain_column_froms=True)
        self._prepared = cache(self._prepare)

    def rows(self, session: Session, **given: object) -> list[tuple[Any, ...]]:
        """Read; where a model was joined and has no row, its place holds None."""
        connection = wire(session)
        statement, takers = self._prepared(connection.dialect)
        found = statement.run(connection, [given]).fetchall()
        return [tuple(take(session, values) for take in takers) for values in found]

    def _prepare(self, dialect: Dialect) -> tuple[Prepared, list[Callable[[Session, Values], Any]]]:
        takers: list[Callable[[Session, Values], Any]] = []
        place = 0
        for rows in self._models:
            takers.append(rows.taker(place, dialect))
            place += len(rows.columns)
        takers += [_single(column, place + after, dialect) for after, column in enumerate(self._single)]
        return Prepared(self._statement, dialect), takers


class _Rows:
    """The rows of one model, and which of their columns are read at once."""

    def __init__(self, kind: Mapper[Any], without: Collection[InstrumentedAttribute[Any]]) -> None:
        self.kind = kind
        self.later = {each.key for each in without if each.class_ is kind.class_}
        self.columns = {name: column for name, column in columns(kind).items() if name not in self.later}

    def taker(self, start: int, dialect: Dialect) -> Callable[[Session, Values], Any]:
        """Make what turns a stretch of a row into an object of the session."""
        kind, later, names = self.kind, self.later, list(self.columns)
        found = [(name, _convert(column, dialect)) for name, column in self.columns.items()]
        converts = [(name, convert) for name, convert in found if convert is not None]
        stop, key = start + len(names), kind.get_property_by_column(kind.primary_key[0]).key

        def take(session: Session, values: Values) -> Any:
            held = dict(zip(names, values[start:stop], strict=True))
            if held[key] is None:
                return None
            for name, convert in converts:
                if held[name] is not None:
                    held[name] = convert(held[name])
            return _known(session, kind, held[key], held, later)

        return take


def _single(column: ColumnElement[Any], place: int, dialect: Dialect) -> Callable[[Session, Values], Any]:
    convert = _convert(column, dialect)

    def take(_session: Session, values: Values) -> Any:
        return values[place] if convert is None else convert(values[place])

    return take


def _convert(column: ColumnElement[Any], dialect: Dialect) -> Convert:
    convert: Convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
    if convert is not None and isinstance(column.type, Uuid):
        return lru_cache(maxsize=4096)(convert)  # the same few come again and again, and are slow to make
    return convert


def _known(
    session: Session, kind: Mapper[Any], key: object, held: dict[str, Any], later: Collection[str]
) -> Any:
    """Give the session's one object of a row, holding what was read; it fetches the rest when asked."""
    identity = (kind.class_, (key,), None)
    thing = session.identity_map.get(identity)
    if thing is not None:
        state = instance_state(thing)
        state._expire_attributes(vars(thing), later)
        vars(thing).update(held)
        state._commit_all(vars(thing), session.identity_map)
        return thing
    thing = kind.class_manager.new_instance()
    vars(thing).update(held)
    state = instance_state(thing)
    state.expired_attributes.update(later)
    state.key, state.session_id = identity, session.hash_key
    session.identity_map._add_unpresent(state, identity)
    return thing
