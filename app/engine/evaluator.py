"""Carry out an expression by walking its tree: no ``eval``, no ``exec``, no ``getattr`` anywhere.

Every visited node and every call costs a step; numbers, texts and lists are capped, so that the worst
expression a person can write ends in milliseconds.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from app.engine.grammar import MOST_BITS, BudgetExceeded, ExpressionRefused
from app.language import N_

Scalar = str | int | float | bool | None
Function = Callable[..., object]
Value = TypeVar("Value")

LONGEST_VALUE = 2_000
LONGEST_LIST = 200
MOST_STEPS = 2_000

_SUMS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
_ORDERS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


class Evaluator:
    """One expression being carried out: the fields it sees, the functions it may call, steps left."""

    __slots__ = ("fields", "functions", "left")

    def __init__(self, fields: Mapping[str, object], functions: Mapping[str, Function]) -> None:
        self.fields = fields
        self.functions = functions
        self.left = MOST_STEPS

    def value(self, node: ast.AST) -> object:
        """Give the value of one node; the list of kinds below is closed."""
        self.left -= 1
        if self.left < 0:
            raise BudgetExceeded(N_("too many steps"))
        carry_out = _KINDS.get(type(node))
        if carry_out is None:
            raise ExpressionRefused(N_("{what} is not allowed"), what=type(node).__name__)
        return carry_out(self, node)


def scalar(value: object) -> Scalar:
    """Turn a result into what a run may hold; ids and dates become text. Raises ExpressionRefused."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return cap(value)
    raise ExpressionRefused(N_("{what} cannot be kept by a run"), what=type(value).__name__)


def cap(value: Value) -> Value:
    """Refuse a value that outgrows what an expression is for."""
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        raise BudgetExceeded(N_("the number is too large"))
    if isinstance(value, float) and not math.isfinite(value):
        raise BudgetExceeded(N_("the number is too large"))
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        raise BudgetExceeded(N_("the text is too long"))
    if isinstance(value, list) and len(value) > LONGEST_LIST:
        raise BudgetExceeded(N_("the list is too long"))
    return value


def _constant(_: Evaluator, node: ast.Constant) -> object:
    return cap(node.value)


def _name(at: Evaluator, node: ast.Name) -> object:
    if node.id not in at.fields:
        raise ExpressionRefused(N_("the field {field} is not set"), field=node.id)
    return at.fields[node.id]


def _list(at: Evaluator, node: ast.List | ast.Tuple) -> object:
    return cap([at.value(item) for item in node.elts])


def _both(at: Evaluator, node: ast.BoolOp) -> object:
    """Stop at the first value that decides, as people read it: *and* at no, *or* at yes."""
    decides = isinstance(node.op, ast.Or)
    found: object = not decides
    for item in node.values:
        found = at.value(item)
        if bool(found) is decides:
            return found
    return found


def _unary(at: Evaluator, node: ast.UnaryOp) -> object:
    value = at.value(node.operand)
    if isinstance(node.op, ast.Not):
        return not value
    if not _is_number(value):
        raise ExpressionRefused(N_("a number is expected"))
    return -value if isinstance(node.op, ast.USub) else value  # type: ignore[operator]


def _binary(at: Evaluator, node: ast.BinOp) -> object:
    left, right, sign = at.value(node.left), at.value(node.right), type(node.op)
    if isinstance(left, str) and isinstance(right, str) and sign is ast.Add:
        return cap(left + right)
    if not (_is_number(left) and _is_number(right)):
        raise ExpressionRefused(N_("{what} needs two numbers"), what=sign.__name__)
    try:
        return cap(_SUMS[sign](left, right))  # type: ignore[arg-type]
    except ArithmeticError as error:
        raise ExpressionRefused(N_("it cannot be computed ({detail})"), detail=type(error).__name__) from None


def _compare(at: Evaluator, node: ast.Compare) -> object:
    left = at.value(node.left)
    for sign, item in zip(node.ops, node.comparators, strict=True):
        right = at.value(item)
        if not _holds(type(sign), left, right):
            return False
        left = right
    return True


def _holds(sign: type[ast.cmpop], left: object, right: object) -> bool:
    if sign in {ast.Eq, ast.NotEq}:
        return (left == right) is (sign is ast.Eq)
    if sign in {ast.Is, ast.IsNot}:
        if not (right is None or isinstance(right, bool)):
            raise ExpressionRefused(N_('"is" only compares with None, True or False'))
        return (left is right) is (sign is ast.Is)
    if sign in {ast.In, ast.NotIn}:
        return _within(left, right) is (sign is ast.In)
    both_text = isinstance(left, str) and isinstance(right, str)
    if not (both_text or (_is_number(left) and _is_number(right))):
        raise ExpressionRefused(
            N_("{left} and {right} have no order"), left=type(left).__name__, right=type(right).__name__
        )
    return _ORDERS[sign](left, right)


def _within(left: object, right: object) -> bool:
    if isinstance(right, str) and isinstance(left, str):
        return left in right
    if isinstance(right, list):
        return left in right
    raise ExpressionRefused(N_('"in" needs a list, or a text within a text'))


def _choice(at: Evaluator, node: ast.IfExp) -> object:
    return at.value(node.body) if at.value(node.test) else at.value(node.orelse)


def _call(at: Evaluator, node: ast.Call) -> object:
    """Call a registered function; what *it* raises passes through as its own error."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in at.functions:
        raise ExpressionRefused(N_("there is no function {function}"), function=name)
    given = [at.value(item) for item in node.args]
    named = {str(item.arg): at.value(item.value) for item in node.keywords}
    return at.functions[name](*given, **named)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: dict[type[ast.AST], Callable[[Evaluator, Any], object]] = {
    ast.Expression: lambda at, node: at.value(node.body),
    ast.Constant: _constant, ast.Name: _name, ast.List: _list, ast.Tuple: _list,
    ast.BoolOp: _both, ast.UnaryOp: _unary, ast.BinOp: _binary, ast.Compare: _compare,
    ast.IfExp: _choice, ast.Call: _call,
}  # fmt: skip
