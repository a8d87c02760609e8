"""What a field may hold, guessed from how conditions and scripts use it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from app.engine.evaluator import Scalar

OTHER = "–"  # a text that no condition asks for
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_DAYS = {"milestone": 1}  # the place of a day among what a function is given: none means today


def values_of(field: str, trees: Iterable[ast.AST]) -> list[Scalar]:
    """List values of a field, the likelier first: what it is compared with, and something beside."""
    found: dict[tuple[type, Scalar], Scalar] = {}
    for tree in trees:
        for node in ast.walk(tree):
            for value in _used(field, node):
                found.setdefault((type(value), value), value)
    compared = any(isinstance(value, str) and value != "1" for value in found.values())
    return [*found.values(), *([OTHER] if compared else [])] or [1, "1"]


def _used(field: str, node: ast.AST) -> Iterator[Scalar]:
    """Give what one use of a field says about it."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
            for mine, other in ((left, right), (right, left)):
                if _holds(mine, field):
                    yield from _beside(other, sign)
    elif isinstance(node, ast.BoolOp):
        yield from (value for part in node.values if _is(part, field) for value in (True, False))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and _is(node.operand, field):
        yield from (False, True)
    elif isinstance(node, ast.Expression) and _is(node.body, field):
        yield from (True, False)
    elif isinstance(node, ast.BinOp) and (_is(node.left, field) or _is(node.right, field)):
        yield from (1, 0)
    elif isinstance(node, ast.Call):
        yield from _given(field, node)


def _beside(other: ast.AST, sign: ast.cmpop) -> Iterator[Scalar]:
    """Give what makes a comparison true, and what makes it false."""
    constants = [node.value for node in ast.walk(other) if isinstance(node, ast.Constant)]
    for value in constants:
        if isinstance(value, bool):
            yield from (value, not value)
        elif isinstance(value, int | float):
            yield from (value + 1, value - 1, value) if isinstance(sign, _ORDERS) else (value, value + 1)
        elif isinstance(value, str):
            yield value
        elif value is None:
            yield from (None, 1)
    if not constants:
        yield from (1, 2, 0)


def _given(field: str, call: ast.Call) -> Iterator[Scalar]:
    """Give what a function can be given: a text where it stands, or no day where a day is meant."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    for place, given in enumerate(call.args):
        if _is(given, field):
            yield None if _DAYS.get(name) == place else "1"


def _holds(side: ast.AST, field: str) -> bool:
    return any(_is(node, field) for node in ast.walk(side))


def _is(node: ast.AST, field: str) -> bool:
    return isinstance(node, ast.Name) and node.id == field
