"""Conditions, timers and scripts of drawings: checked when it is compiled, carried out when it runs."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from app.engine.evaluator import Evaluator, Function, Scalar, cap, scalar
from app.engine.grammar import ExpressionRefused, Kind, NotInGrammar, calls, read
from app.language import N_

_LONGEST_NUMBER = 30


def evaluate(text: str, fields: Mapping[str, object], functions: Mapping[str, Function]) -> object:
    """Give the value of a condition or a timer. Raises ExpressionRefused, or what a function raises."""
    return Evaluator(fields, {**PURE, **functions}).value(read(text, Kind.VALUE))


def execute(text: str, fields: Mapping[str, object], functions: Mapping[str, Function]) -> dict[str, Scalar]:
    """Carry out a script and give the fields it sets: all of them, or none when a line fails."""
    tree = read(text, Kind.SCRIPT)
    known: dict[str, object] = dict(fields)
    evaluator = Evaluator(known, {**PURE, **functions})
    results: dict[str, Scalar] = {}
    for line in tree.body if isinstance(tree, ast.Module) else ():
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name = line.targets[0].id
            known[name] = results[name] = scalar(evaluator.value(line.value))
        elif isinstance(line, ast.Expr):
            evaluator.value(line.value)
    return results


def check(text: str, kind: Kind, functions: Collection[str]) -> ast.Expression | ast.Module:
    """Read an expression as the gate does: its grammar, and no function but the named ones.

    Raises NotInGrammar.
    """
    tree = read(text, kind)
    for call in calls(tree):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name not in functions and name not in PURE:
            raise NotInGrammar(N_("there is no function {function}"), function=name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in {*functions, *PURE}:
            raise NotInGrammar(N_("{field} is the name of a function"), field=node.id)
    return tree


def _whole(value: object) -> int:
    if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
        raise ExpressionRefused(N_("the number is too long"))
    return cap(int(value))  # type: ignore[call-overload, no-any-return]


def _numbers(*values: object) -> list[float]:
    given = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    found = [value for value in given if isinstance(value, int | float)]
    if not found or len(found) != len(given):
        raise ExpressionRefused(N_("numbers are expected"))
    return found


def _text(value: object) -> str:
    if not isinstance(value, str | int | float):
        raise ExpressionRefused(N_("a text is expected"))
    return cap(str(value))


def _size(value: object) -> int:
    if not isinstance(value, str | list):
        raise ExpressionRefused(N_("a text or a list is expected"))
    return len(value)


def _safely(function: Function) -> Function:
    """Turn the errors of an ordinary function into a refusal: they are the author's, not the program's."""

    def call(*given: object, **named: object) -> object:
        try:
            return function(*given, **named)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise ExpressionRefused(N_("it cannot be computed ({detail})"), detail=str(error)) from None

    return call


PURE: Mapping[str, Function] = {
    name: _safely(function)
    for name, function in {
        "abs": lambda value: abs(_numbers(value)[0]),
        "int": _whole,
        "len": _size,
        "lower": lambda value: cap(_text(value).lower()),
        "max": lambda *values: max(_numbers(*values)),
        "min": lambda *values: min(_numbers(*values)),
        "str": _text,
        "upper": lambda value: cap(_text(value).upper()),
    }.items()
}
