"""Whoever may draw a procedure may not thereby run a program, nor make the office wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import actions
from app.engine.actions import Place
from app.engine.evaluator import MOST_STEPS, Evaluator
from app.engine.expressions import PURE, check, evaluate, execute
from app.engine.grammar import ExpressionRefused, Kind, read

FIELDS = {"kind": "complaint", "units": 3, "late": False, "note": None, "text": "x" * 200, "rate": 0.5}

ATTACKS = [
    "__import__('os').system('id')",
    "().__class__.__bases__[0].__subclasses__()",
    "''.__class__.__mro__[1].__subclasses__()",
    "kind.__class__",
    "kind.upper()",
    "(lambda: 1)()",
    "lambda: 0",
    "[x for x in (1, 2)]",
    "(x for x in (1, 2))",
    "{x for x in (1, 2)}",
    "{x: 1 for x in (1, 2)}",
    "{'a': 1}",
    "{1, 2}",
    "f'{kind}'",
    "f'{kind.__class__}'",
    "'%s' % kind",
    "'%1000000000d' % 1",
    "'{0.__class__}'.format(kind)",
    "'x' * 1000000000",
    "[1] * 1000000000",
    "(0,) * 1000000000",
    "9**9**9",
    "2**64",
    "1 << 1000000000",
    "1 >> 1",
    "1 | 2",
    "1 & 2",
    "~1",
    "1 @ 1",
    "99999999999999999999999999999999",
    "9223372036854775807 * 9223372036854775807",
    "1e308 * 10",
    "1e999",
    "-1e999",
    "1 / 0",
    "1 // 0",
    "1 % 0",
    "0.0 / 0.0",
    "1j",
    "b'x'",
    "...",
    "kind[0]",
    "kind[:]",
    "text[::-1]",
    "globals()",
    "locals()",
    "vars()",
    "open('/etc/passwd')",
    "eval('1')",
    "exec('1')",
    "compile('1', '', 'eval')",
    "getattr(kind, 'upper')",
    "setattr(kind, 'a', 1)",
    "breakpoint()",
    "input()",
    "print(1)",
    "range(10)",
    "sum([1])",
    "type(kind)",
    "dir()",
    "help()",
    "memoryview(kind)",
    "PURE",
    "self",
    "_",
    "__builtins__",
    "__name__",
    "unknown",
    "unknown_function()",
    "len(*[kind])",
    "len(**{})",
    "len(kind, kind)",
    "int('9' * 5000)",
    "int('9' + '9' + 'x')",
    "int(kind)",
    "int(note)",
    "str([1])",
    "min()",
    "max('a', 'b')",
    "abs('a')",
    "not " * 200 + "late",
    "-" * 200 + "1",
    "(" * 200 + "1" + ")" * 200,
    "[" * 90 + "]" * 90,
    "1 if " * 100 + "1",
    "units" + " + units" * 1000,
    "units == 1 or " * 300 + "late",
    "kind < 1",
    "note < 1",
    "True < 'a'",
    "kind - kind",
    "kind + 1",
    "late + 1",
    "1 in 2",
    "1 in kind",
    "kind is 'complaint'",
    "(units := 4)",
    "await units",
    "yield units",
    "*units",
    "units; late",
    "units # and late",
    "units\\\n",
    "units \0",
    "units\x0c",
    "x = 1",
    "import os",
    "text + text + text + text + text + text + text + text + text + text + text",
    "",
    " ",
    "'unclosed",
    "deadline('KN1.SETTLE')",
    "remind('KN1.SETTLE')",
]
SCRIPT_ATTACKS = [
    "import os",
    "from os import system",
    "def f(): pass",
    "class A: pass",
    "while True: pass",
    "for i in (1, 2): pass",
    "if late: x = 1",
    "try:\n    x = 1\nexcept: pass",
    "with kind: pass",
    "del kind",
    "global kind",
    "assert late",
    "raise late",
    "return 1",
    "x = y = 1",
    "x, y = 1, 2",
    "x: int = 1",
    "x += 1",
    "kind.a = 1",
    "kind[0] = 1",
    "_x = 1",
    "remind = 1",
    "len = 1",
    "x = [1, 2]",
    "x = (1, 2)",
    "x = len",
    "kind",
    "1 + 1",
    "x = deadline('KN1')",
    "@late\ndef f(): pass",
    "match late:\n    case 1: pass",
    "x = 1\n" * 500,
    "pass",
    "exec('x')",
    "x = (y := 1)",
    "async def f(): pass",
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_no_condition_or_time_escapes_its_grammar(attack):
    with pytest.raises(ExpressionRefused):
        evaluate(attack, FIELDS, {})


@pytest.mark.parametrize("attack", SCRIPT_ATTACKS, ids=range(len(SCRIPT_ATTACKS)))
def test_no_script_escapes_its_grammar(attack):
    with pytest.raises(ExpressionRefused):
        _put_in_force_and_run(attack)


def _put_in_force_and_run(script: str) -> None:
    functions = actions.at(Place.SCRIPT)
    check(script, Kind.SCRIPT, functions)
    execute(script, FIELDS, {name: lambda *_given: None for name in functions})


def test_a_script_that_fails_sets_nothing():
    fields = dict(FIELDS)
    with pytest.raises(ExpressionRefused):
        execute("units = 4\nlate = 1 / 0", fields, {})
    assert fields == FIELDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('kind == "complaint" and units > 2', True),
        ('kind in ("complaint", "recommendation")', True),
        ('kind not in ["denunciation"]', True),
        ("note is None or late", True),
        ("late == True", False),
        ("0 < units <= 3", True),
        ("units * 2 + 1 - 3 // 2", 6),
        ("units % 2 == 1", True),
        ('"plaint" in kind', True),
        ('"slow" if late else "fast"', "fast"),
        ("not late", True),
        ("-units", -3),
        ("len(kind) > 3 and lower(upper(kind)) == kind", True),
        ("min(units, 2) + max([1, 5]) + abs(-1)", 8),
        ('int("12") + int(rate)', 12),
        ('str(units) + " ngày"', "3 ngày"),
    ],
)
def test_what_an_office_needs_to_say_can_be_said(text, value):
    assert evaluate(text, FIELDS, {}) == value


def test_reading_stops_at_what_decides():
    assert evaluate("late and missing", FIELDS, {}) is False
    assert evaluate("units or missing", FIELDS, {}) == 3


WORDS = st.sampled_from(
    [
        *("kind", "units", "late", "note", "_x", "1", "0.5", "'a'", "None", "True", "len", "int", "str"),
        *("(", ")", "[", "]", "{", "}", ",", ".", ":", "=", ":=", "@", "+", "-", "*", "/", "//", "%", "**"),
        *("==", "!=", "<", ">=", "in", "is", "not", "and", "or", "if", "else", "lambda", "for", "await"),
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_whatever_is_written_is_a_value_or_a_refusal_within_its_budget(words):
    text = " ".join(words)
    try:
        evaluator = Evaluator(FIELDS, PURE)
        evaluator.value(read(text, Kind.VALUE))
    except ExpressionRefused:
        return
    assert 0 <= evaluator.left < MOST_STEPS
