"""Answers worth trying at one place: told apart by what the conditions behind it say to them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from app.engine import expressions
from app.engine.evaluator import Scalar
from app.engine.grammar import ExpressionRefused

MOST_TOGETHER = 200
MOST_CONDITIONS = 40
MOST_TRIED = 10
Answers = dict[str, Scalar]


def apart(
    values: Mapping[str, Sequence[Scalar]], trees: Iterable[ast.AST], known: Mapping[str, object]
) -> list[Answers]:
    """Combine the values of fields, and keep of all combinations one for each way the conditions go.

    Combinations that some condition cannot be computed with come last.
    """
    conditions = [ast.unparse(tree) for tree in trees if isinstance(tree, ast.Expression)][:MOST_CONDITIONS]
    found: dict[tuple[object, ...], Answers] = {}
    for combined in islice(_together(values), MOST_TOGETHER):
        told = tuple(_told(condition, {**known, **combined}) for condition in conditions)
        found.setdefault(told, combined)
    ranked = sorted(found, key=lambda told: told.count(None))
    return [found[told] for told in ranked][:MOST_TRIED]


def _together(values: Mapping[str, Sequence[Scalar]]) -> Iterator[Answers]:
    """Combine values: each field's own ones first, so that a cut leaves none of them out."""
    first = {name: each[0] for name, each in values.items()}
    yield first
    for name, each in values.items():
        yield from ({**first, name: value} for value in each[1:])
    yield from (dict(zip(values, row, strict=True)) for row in product(*values.values()))


def _told(condition: str, known: Mapping[str, object]) -> bool | None:
    try:
        return bool(expressions.evaluate(condition, known, {}))
    except ExpressionRefused:
        return None
