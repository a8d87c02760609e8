"""Two answers of a choice are compared where that can be told; the order of the file decides nothing then."""

from __future__ import annotations

import pytest

from app.engine.lint.conditions import compatible, exhaustive
from tests.engine.lint.test_paths import found
from tests.engine.sketch import chain, end, flow, start, user, xor

APART = [
    ('outcome == "sign"', 'outcome == "return"'),
    ('outcome == "sign"', 'outcome != "sign"'),
    ('outcome in ("a", "b")', 'outcome == "c"'),
    ('outcome in ["a", "b"]', 'outcome not in ["a", "b", "c"]'),
    ("signers < 10", "signers >= 10"),
    ("0 < signers < 10", "10 <= signers"),
    ("signers <= 1", "signers > 1 and signers < 10"),
    ("signers > 1", "signers < 2"),
    ("approved", "not approved"),
    ("approved == True", "approved == False"),
    ("approved is None", "approved"),
    ("a == 1 and b == 2", "a == 1 and b == 3"),
    ("a == 1 or b == 2", "a != 1 and b != 2"),
    ("not (a == 1 and b == 2)", "a == 1 and b == 2"),
    ('"x" == kind', 'kind == "y"'),
]
TOGETHER = [
    ("signers > 1", "signers > 0"),
    ("signers >= 10", "signers <= 10"),
    ("weight > 1.5", "weight < 2.0"),
    ('outcome == "sign"', 'outcome == "sign"'),
    ('outcome != "sign"', 'outcome != "return"'),
    ('outcome in ("a", "b")', 'outcome == "b"'),
    ("a == 1", "b == 2"),
    ("a == 1", "a == 1 and b == 2"),
    ("approved", "True"),
    ('name > "b"', 'name > "c"'),
]
UNTOLD = [
    ("signers > fewest", "signers > 0"),
    ("len(units) > 1", "len(units) > 0"),
    ("a + b > 1", "a == 1"),
    ('part in "whole"', 'part == "x"'),
    ("1 if a else 2", "a"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_conditions_of_which_one_holds_are_told_apart(one: str, other: str):
    assert compatible(one, other) is False
    assert compatible(other, one) is False


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_conditions_that_can_hold_together_are_found(one: str, other: str):
    assert compatible(one, other) is True
    assert compatible(other, one) is True


@pytest.mark.parametrize(("one", "other"), UNTOLD)
def test_what_cannot_be_told_is_not_judged(one: str, other: str):
    assert compatible(one, other) is None


@pytest.mark.parametrize(
    ("conditions", "covers"),
    [
        (("approved", "not approved"), True),
        (('kind == "a"', 'kind != "a"'), True),
        (("signers < 10", "signers >= 10"), True),
        (("signers < 10", "signers > 10"), False),
        (("approved == True", "approved == False"), False),  # nothing may be answered
        (('kind == "a"', 'kind == "b"'), False),
        (("a == 1 and b == 1", "a != 1", "b != 1"), True),
        (("len(units) > 1", "len(units) <= 1"), False),
        (("", "approved"), False),
    ],
)
def test_conditions_that_leave_no_case_out_need_no_default(conditions: tuple[str, ...], covers: bool):  # noqa: FBT001
    assert exhaustive(conditions) is covers


def _choice(one: str, other: str) -> set[tuple[str, str]]:
    return found(
        start(), user("a", "b"), xor("g", "g__e"), *(end(name) for name in ("e", "ea", "eb")),
        chain("s", "g", "e"), flow("g", "a", one), flow("g", "b", other), chain("a", "ea"), chain("b", "eb"),
    )  # fmt: skip


def test_a_choice_that_hangs_on_the_order_of_writing_is_refused():
    assert _choice("signers > 1", "signers > 0") == {("g", "overlap")}
    assert _choice("signers > 1", "signers == 1") == set()
    assert _choice("signers > fewest", "signers > 0") == set()


def test_a_condition_that_never_holds_is_refused():
    assert _choice("signers > 1 and signers < 1", "signers == 1") == {("g__a", "never")}


def test_a_condition_of_many_parts_is_not_taken_apart_for_ever():
    many = " and ".join(f"(a{n} == 1 or b{n} == 2)" for n in range(20))
    assert compatible(many, many) is None
