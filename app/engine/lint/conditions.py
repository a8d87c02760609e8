"""Whether two conditions can hold at once, where that can be told: comparisons of fields with constants.

A condition is taken apart into alternatives, each a set of demands on single fields. What cannot be told – a
field against a field, arithmetic, a function – is a demand that nothing contradicts.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from app.engine.grammar import Kind, NotInGrammar, read

MOST_ALTERNATIVES = 256
_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda value, listed: value in listed,
    "not in": lambda value, listed: value not in listed,
    "true": lambda value, _none: bool(value),
    "false": lambda value, _none: not value,
}
_PAIRS = (("==", "!="), ("<", ">="), (">", "<="), ("in", "not in"), ("is", "is not"))
_OPPOSITE = dict(_PAIRS) | {second: first for first, second in _PAIRS}
_TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "is": "is", "is not": "is not"}


class _Untold(Exception):
    """It cannot be told when this condition holds."""


@dataclass(frozen=True)
class Demand:
    """What a condition asks of one field: a comparison with a constant, or with a list of them.

    ``how`` is the sign as it is written, or ``true`` and ``false`` for a field that stands alone.
    """

    field: str
    how: str
    value: Any = None


Alternative = tuple[Demand, ...]


def compatible(one: str, other: str) -> bool | None:
    """Tell whether two conditions can hold at once; nothing where that cannot be told."""
    try:
        first, second = _alternatives(_tree(one), truth=True), _alternatives(_tree(other), truth=True)
    except (_Untold, NotInGrammar):
        return None
    return any(_possible((*a, *b)) for a, b in product(first, second))


def exhaustive(conditions: Iterable[str]) -> bool:
    """Tell whether one of these conditions always holds; no where that cannot be told."""
    try:
        ways = _together(_alternatives(_tree(text), truth=False) for text in conditions)
    except (_Untold, NotInGrammar):
        return False
    return not any(_possible(way) for way in ways)


def demands(text: str) -> Iterator[Demand]:
    """List what a condition asks of fields, wherever in it, as far as that can be told."""
    try:
        tree = _tree(text)
    except NotInGrammar:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            try:
                yield _compared(node.left, _SIGNS[type(node.ops[0])], node.comparators[0])
            except _Untold:
                continue


def _tree(text: str) -> ast.expr:
    tree = read(text, Kind.VALUE)
    if not isinstance(tree, ast.Expression):
        raise _Untold
    return tree.body


def _alternatives(node: ast.expr, *, truth: bool) -> list[Alternative]:
    """Take a condition apart; with ``truth`` false, its opposite."""
    if isinstance(node, ast.BoolOp):
        parts = [_alternatives(value, truth=truth) for value in node.values]
        if isinstance(node.op, ast.And) != truth:
            return [way for part in parts for way in part]
        return _together(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _alternatives(node.operand, truth=not truth)
    if isinstance(node, ast.Constant):
        return [()] if bool(node.value) is truth else []
    if isinstance(node, ast.Name):
        return [(Demand(node.id, "true" if truth else "false"),)]
    if isinstance(node, ast.Compare):
        return _comparison(node, truth=truth)
    raise _Untold


def _comparison(node: ast.Compare, *, truth: bool) -> list[Alternative]:
    sides = [node.left, *node.comparators]
    signs = [_SIGNS[type(op)] for op in node.ops]
    found = [
        _compared(left, sign if truth else _OPPOSITE[sign], right)
        for left, sign, right in zip(sides, signs, sides[1:], strict=False)
    ]
    return [tuple(found)] if truth else [(demand,) for demand in found]


def _compared(left: ast.expr, sign: str, right: ast.expr) -> Demand:
    if isinstance(left, ast.Name):
        value = _constant(right)
        if sign in {"in", "not in"} and not isinstance(value, tuple):
            raise _Untold
        return Demand(left.id, sign, value)
    if isinstance(right, ast.Name) and sign in _TURNED:
        return Demand(right.id, _TURNED[sign], _constant(left))
    raise _Untold


def _constant(node: ast.expr) -> object:
    try:
        found = ast.literal_eval(node)
    except (ValueError, TypeError):
        raise _Untold from None
    return tuple(found) if isinstance(found, list) else found


def _together(parts: Iterable[list[Alternative]]) -> list[Alternative]:
    found: list[Alternative] = [()]
    for part in parts:
        found = [(*one, *other) for one, other in product(found, part)]
        if len(found) > MOST_ALTERNATIVES:
            raise _Untold
    return found


def _possible(asked: Alternative) -> bool:
    """Tell whether all demands can be met: field by field, some value fits."""
    fields = {demand.field for demand in asked}
    return all(_fits([demand for demand in asked if demand.field == field]) for field in fields)


def _fits(asked: list[Demand]) -> bool:
    """Tell whether one field can meet its demands: it is tried with every value that could matter."""
    return any(all(_meets(value, demand) for demand in asked) for value in _candidates(asked))


def _candidates(asked: list[Demand]) -> Iterator[object]:
    """Give each constant, what lies beside and between the numbers, and something that is none of them."""
    constants = [v for d in asked for v in (d.value if isinstance(d.value, tuple) else (d.value,))]
    yield from (None, True, False, "", "\0", *constants)
    yield from (f"{value}\0" for value in constants if isinstance(value, str))
    numbers = sorted({v for v in constants if isinstance(v, int | float) and not isinstance(v, bool)})
    yield from (value + beside for value in numbers for beside in (-1, 1))
    if any(isinstance(value, float) for value in numbers):
        yield from ((low + high) / 2 for low, high in pairwise(numbers))


def _meets(value: object, demand: Demand) -> bool:
    """Carry out one comparison as the engine would; one that cannot be carried out does not hold."""
    try:
        return _HOLDS[demand.how](value, demand.value)
    except TypeError:
        return False
