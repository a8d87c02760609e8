"""Hit policies: what a table answers when no row, one row or several rows fire."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.decisions import model as m
from app.language import _


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that fired, with its results in the order of the outputs."""

    rule: m.Rule
    results: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a table answers, the rows that made it so, and what its author must hear."""

    outputs: dict[str, object]
    fired: tuple[Hit, ...] = ()
    complaint: str = ""


def settle(table: m.Table, hits: Sequence[Hit], defaults: tuple[object, ...]) -> Settled:
    """Apply the hit policy of a table; without a hit it answers its defaults.

    Several hits of a UNIQUE table, or unequal ones of an ANY table, answer nothing and are told.
    """
    if table.policy in m.MANY:
        return _collect(table, hits, defaults)
    if not hits:
        return _answer(table, defaults)
    numbers = ", ".join(str(hit.rule.number) for hit in hits)
    if table.policy == m.UNIQUE and len(hits) > 1:
        return _nothing(table, hits, _("Rows {rows} fire together, but only one may.", rows=numbers))
    if table.policy == m.ANY and any(hit.results != hits[0].results for hit in hits):
        return _nothing(table, hits, _("Rows {rows} fire together, but answer differently.", rows=numbers))
    if table.policy == m.PRIORITY:
        hits = sorted(hits, key=_rank(table))[:1]
    return _answer(table, hits[0].results, hits)


def _collect(table: m.Table, hits: Sequence[Hit], defaults: tuple[object, ...]) -> Settled:
    if not hits and not table.aggregation and any(value is not None for value in defaults):
        return _answer(table, tuple([value] for value in defaults))
    if table.policy == m.OUTPUT_ORDER:
        hits = sorted(hits, key=_rank(table))
    columns = tuple([hit.results[place] for hit in hits] for place in range(len(table.outputs)))
    if not table.aggregation:
        return _answer(table, columns, hits)
    if not hits and defaults[0] is not None and table.aggregation != "COUNT":
        return _answer(table, defaults)
    try:
        return _answer(table, (AGGREGATE[table.aggregation](columns[0]),), hits)
    except TypeError:
        return _nothing(table, hits, _("Values that are not numbers cannot be summed up."))


def _answer(table: m.Table, results: tuple[object, ...], hits: Sequence[Hit] = ()) -> Settled:
    return Settled(dict(zip((o.name for o in table.outputs), results, strict=True)), tuple(hits))


def _nothing(table: m.Table, hits: Sequence[Hit], complaint: str) -> Settled:
    return Settled({output.name: None for output in table.outputs}, tuple(hits), complaint)


def _rank(table: m.Table) -> Callable[[Hit], tuple[int, ...]]:
    """Order hits by the values the author lists, the first output weighing most."""

    def rank(hit: Hit) -> tuple[int, ...]:
        pairs = zip(hit.results, table.outputs, strict=True)
        return tuple(o.values.index(v) if v in o.values else len(o.values) for v, o in pairs)

    return rank


def _total(column: list[object]) -> object:
    return sum(_numbers(column)) if column else None


def _numbers(column: list[object]) -> list[float]:
    if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in column):
        raise TypeError
    return [value for value in column if isinstance(value, (int, float))]


AGGREGATE: dict[str, Callable[[list[object]], object]] = {
    "SUM": _total,
    "MIN": lambda column: min(_numbers(column), default=None),
    "MAX": lambda column: max(_numbers(column), default=None),
    "COUNT": len,
}
