"""Parallel work within rework: nothing goes on before all opinions of *this* round are in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.definition import Definition
from app.engine.merge import merge
from tests.engine.sketch import Play, both, chain, compiled, draw, el, end, flow, start, user, xor
from tests.engine.test_library_rows import ungated


def _rework(branches: str, gateway: str) -> Definition:
    """Ask several units, decide, and send everything back as often as the decision says."""
    fork, join = el(gateway, "fork"), el(gateway, "join")
    asked = "".join(
        flow("fork", name, "True" if gateway == "inclusiveGateway" else None) + flow(name, "join")
        for name in branches
    )
    if gateway == "inclusiveGateway":
        fork = el(gateway, "fork", default="fork__e2")
        asked += flow("fork", "e2")
    return compiled(
        draw(
            start(), xor("again"), fork, user(*branches), join, user("decide"), xor("g", "g__e"),
            end(), end("e2"),
            chain("s", "again", "fork"), asked, chain("join", "decide", "g", "e"),
            flow("g", "again", 'outcome == "rework"'),
        ).replace(b'<bpmn:endEvent id="e2"></bpmn:endEvent>', b"" if gateway == "parallelGateway" else
                  b'<bpmn:endEvent id="e2"></bpmn:endEvent>')
    )  # fmt: skip


def _rounds(play: Play, branches: str, left: int) -> Iterator[Play]:
    """Play every order of every round; give each run at its last decision."""
    for order in permutations(branches):
        here = Play.__new__(Play)
        here.__dict__.update(play.__dict__)
        for position, branch in enumerate(order):
            assert here.open == sorted(order[position:]), (order, here.open)
            here.do(branch, **{f"opinion_{branch}": left})
        assert here.open == ["decide"], (order, here.open)
        assert {here.data("decide")[f"opinion_{name}"] for name in branches} == {left}
        if left == 1:
            yield here
        else:
            yield from _rounds(here.do("decide", outcome="rework"), branches, left - 1)


@pytest.mark.parametrize("gateway", ["parallelGateway", "inclusiveGateway"])
@pytest.mark.parametrize(
    ("branches", "rounds", "orders"), [("ab", 2, 4), ("ab", 3, 8), ("abc", 2, 36), ("abc", 3, 216)]
)
def test_no_round_of_rework_goes_on_before_its_last_opinion(gateway, branches, rounds, orders):
    first = Play(_rework(branches, gateway), outcome="")
    played = 0
    for play in _rounds(first, branches, rounds):
        assert play.do("decide", outcome="done").last.ended
        assert play.last.conflicts == ()
        played += 1
    assert played == orders


FORKED = compiled(
    draw(
        start(), both("f", "j"), user("a", "b", "c"), end(),
        flow("s", "f"), chain("f", "a", "j"), chain("f", "b", "j"), chain("j", "c", "e"),
    )
)  # fmt: skip


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_branch_that_changed_nothing_overwrites_nothing(order):
    play = Play(FORKED, status="NEW")
    for branch in order:
        play.do(branch, **({"status": "APPROVED"} if branch == "a" else {}))
    assert play.data("c") == {"status": "APPROVED"}
    assert play.last.conflicts == ()


@pytest.mark.parametrize(("order", "holds"), [("ab", 2), ("ba", 1)])
def test_two_branches_that_disagree_are_reported_and_the_later_one_holds(order, holds):
    play = Play(FORKED, status=0)
    for branch in order:
        play.do(branch, status={"a": 1, "b": 2}[branch])
    assert play.data("c") == {"status": holds}
    assert [(conflict.element, conflict.field) for conflict in play.last.conflicts] == [("j", "status")]


def test_an_inclusive_join_waits_only_for_the_branches_that_were_chosen():
    definition = compiled(
        draw(
            start(), el("inclusiveGateway", "f", default="f__c"), el("inclusiveGateway", "j"),
            user("a", "b", "c", "d"), end(),
            flow("s", "f"), flow("f", "a", "ask_a"), flow("f", "b", "ask_b"), flow("f", "c"),
            *(flow(name, "j") for name in "abc"), chain("j", "d", "e"),
        )
    )  # fmt: skip
    assert Play(definition, ask_a=True, ask_b=False).do("a").open == ["d"]
    assert Play(definition, ask_a=True, ask_b=True).do("a").open == ["b"]
    assert Play(definition, ask_a=True, ask_b=True).do("b").do("a").open == ["d"]
    assert Play(definition, ask_a=False, ask_b=False).do("c").open == ["d"]


@pytest.mark.parametrize("gateway", ["parallelGateway", "inclusiveGateway"])
def test_an_arrival_that_a_join_has_taken_counts_no_second_time(gateway):
    """Two pass one after the other where both way meet: the second waits for its own branches."""
    drawing = draw(
        start(), both("f", "f2"), user("a", "b", "c", "d", "z"), xor("m"), el(gateway, "j"), end(),
        flow("s", "f"), chain("f", "a", "m"), chain("f", "b", "m", "f2"),
        chain("f2", "c", "j"), chain("f2", "d", "j"), chain("j", "z", "e"),
    )  # fmt: skip
    play = Play(ungated(drawing)).do("a").do("c").do("d")
    assert play.open == ["b", "z"]
    assert play.do("b").do("c").open == ["d", "z"]
    assert play.do("d").open == ["z", "z"]
    assert play.do("z").do("z").last.ended


def test_one_arrival_too_many_waits_for_its_partner():
    drawing = draw(
        start(), both("f", "f2"), user("a", "b", "c", "d", "z"), xor("m"), both("j"), end(),
        flow("s", "f"), chain("f", "a", "m"), chain("f", "b", "m", "f2"),
        chain("f2", "c", "j"), chain("f2", "d", "j"), chain("j", "z", "e"),
    )  # fmt: skip
    play = Play(ungated(drawing)).do("a").do("b").do("c").do("c")
    assert play.open == ["d", "d"]
    assert play.do("d").open == ["d", "z"]
    assert play.do("d").open == ["z", "z"]


FIELDS = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 3))


@given(base=FIELDS, changes=FIELDS)
def test_one_changed_branch_decides_whenever_it_arrives(base, changes):
    changed = {**base, **changes}
    assert merge(base, [changed, base]) == merge(base, [base, changed]) == (changed, [])


@given(base=FIELDS, branch=FIELDS)
def test_what_a_branch_takes_away_stays_away(base, branch):
    assert merge(base, [branch, base])[0] == branch
