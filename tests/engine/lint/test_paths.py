"""Ways that meet are played through: joins that would wait, steps done twice, loops nobody leaves."""

from __future__ import annotations

import time

import pytest

from app.engine import lint, model, xmlsafe
from tests.engine.sketch import (
    border,
    both,
    chain,
    draw,
    el,
    end,
    flow,
    message,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)


def found(*parts: str, process: str = "p") -> set[tuple[str, str]]:
    drawn = model.build(process, {"p.bpmn": xmlsafe.read(draw(*parts))})
    return {(problem.element, problem.rule) for problem in lint.look(drawn)}


def inclusive(*names: str) -> str:
    return "".join(el("inclusiveGateway", name, default=f"{name}__a") for name in names)


def test_a_parallel_join_behind_an_exclusive_choice_would_wait_for_ever():
    ways = (
        start(),
        user("a", "b"),
        end(),
        chain("s", "g", "a", "j", "e"),
        flow("g", "b", "x"),
        flow("b", "j"),
    )
    assert found(*ways, xor("g", "g__a"), both("j")) == {("j", "join")}
    assert found(*ways, xor("g", "g__a"), xor("j")) == set()


def test_branches_side_by_side_that_merge_unjoined_double_what_follows():
    ways = (start(), user("a", "b", "c"), end(), chain("s", "f", "a", "j", "c", "e"), chain("f", "b", "j"))
    assert found(*ways, both("f"), xor("j")) == {("j", "doubled")}
    assert found(*ways, both("f", "j")) == set()


def test_an_inclusive_split_is_joined_by_an_inclusive_gateway_only():
    ways = (
        start(),
        user("a", "b", "c"),
        end(),
        chain("s", "f", "a", "j", "e"),
        chain("b", "j"),
        chain("c", "j"),
    )
    asked = (inclusive("f"), flow("f", "b", "x"), flow("f", "c", "y"))
    assert found(*ways, *asked, el("inclusiveGateway", "j")) == set()
    assert found(*ways, *asked, both("j")) == {("j", "join")}
    assert found(*ways, *asked, xor("j")) == {("j", "doubled")}


def test_a_rework_loop_around_a_fork_and_its_join_is_sound():
    for fork, join in ((both("f"), both("j")), (inclusive("f"), el("inclusiveGateway", "j"))):
        asked = None if fork == both("f") else "x"
        ways = (flow("f", "a"), flow("f", "b", asked), chain("a", "j"), chain("b", "j", "g", "e"))
        loop = (start(), xor("m"), xor("g", "g__e"), user("a", "b"), end(), flow("g", "m", "again"))
        assert found(*loop, fork, join, *ways, chain("s", "m", "f")) == set()


def test_a_loop_out_of_one_branch_leaves_the_other_doubled():
    drawing = (
        start(), xor("m"), both("f", "j"), user("a", "b"), xor("g", "g__j"), end(), chain("s", "m", "f"),
        chain("f", "a", "g", "j", "e"), chain("f", "b", "j"), flow("g", "m", "again"),
    )  # fmt: skip
    assert {rule for _element, rule in found(*drawing)} == {"doubled"}


@pytest.mark.parametrize("interrupts", [True, False])
def test_an_event_that_leads_past_a_join(interrupts: bool):  # noqa: FBT001
    drawing = (
        start(), both("f", "j"), user("a", "b"), end(), end("late"), chain("s", "f", "a", "j", "e"),
        chain("f", "b", "j"), border("t", "a", timer("followup()"), interrupts=interrupts),
        chain("t", "late"),
    )  # fmt: skip
    assert found(*drawing) == ({("j", "join")} if interrupts else set())


def test_an_event_beside_the_work_may_come_again_in_every_round_but_not_join_it():
    loop = (
        start(), xor("m"), xor("g", "g__e"), user("a", "r"), end(), chain("s", "m", "a", "g", "e"),
        flow("g", "m", "again"), border("t", "a", message(), interrupts=False), chain("t", "r"),
    )  # fmt: skip
    assert found(*loop, end("told"), chain("r", "told")) == set()


def test_an_event_beside_the_work_may_not_lead_back_into_it():
    drawing = (
        start(), xor("m"), user("a", "r", "c"), end(), chain("s", "a", "m", "c", "e"), chain("t", "r", "m"),
        border("t", "a", message(), interrupts=False),
    )  # fmt: skip
    assert found(*drawing) == {("m", "doubled")}


def test_an_end_that_ends_everything_leaves_no_join_waiting():
    stop = end("stop", "<bpmn:terminateEventDefinition/>")
    drawing = (
        start(), both("f", "j"), user("a", "b"), end(), stop, xor("g", "g__j"), chain("f", "b", "j"),
        chain("s", "f", "a", "g", "j", "e"), flow("g", "stop", "refused"),
    )  # fmt: skip
    assert found(*drawing) == set()
    assert found(*drawing[:4], end("stop"), *drawing[5:]) == {("j", "join")}


def test_a_loop_without_a_way_out_is_refused():
    drawing = (
        start(),
        xor("m"),
        user("a"),
        end(),
        xor("g", "g__e"),
        chain("s", "g", "e"),
        flow("g", "m", "x"),
    )
    assert found(*drawing, chain("m", "a", "m")) == {("m", "no-way-out")}


def test_a_loop_through_parts_that_never_wait_is_refused():
    part = sub("x", start("xs"), script("xa", 'remind("KN1.SETTLE")'), end("xe"), chain("xs", "xa", "xe"))
    waits = sub("x", start("xs"), user("xa"), end("xe"), chain("xs", "xa", "xe"))
    loop = (
        start(),
        xor("m"),
        xor("g", "g__e"),
        end(),
        chain("s", "m", "x", "g", "e"),
        flow("g", "m", "again"),
    )
    assert {rule for _element, rule in found(*loop, part)} == {"endless-loop"}
    assert found(*loop, waits) == set()


def test_a_loop_that_waits_for_a_deadline_waits_only_once():
    loop = (
        start(),
        xor("m"),
        xor("g", "g__e"),
        end(),
        chain("s", "m", "t", "g", "e"),
        flow("g", "m", "again"),
    )
    for named, expected in (('deadline("KN1.SETTLE")', {"endless-loop"}), ("followup()", set())):
        rules = {rule for _element, rule in found(*loop, el("intermediateCatchEvent", "t", timer(named)))}
        assert rules == expected


@pytest.mark.parametrize("branches", [3, 12])
def test_many_branches_with_choices_are_played_in_moments(branches: int):
    parts = [start(), both("f", "j"), end(), chain("s", "f"), chain("j", "e")]
    for n in range(branches):
        names = [f"{kind}{n}" for kind in "gabcm"]
        g, a, b, c, m = names
        parts += [
            xor(g, f"{g}__{a}"),
            user(a, b, c),
            xor(m),
            chain("f", g, a, m, "j"),
            chain(b, m),
            chain(c, m),
        ]
        parts += [flow(g, b, f"x{n} == 1"), flow(g, c, f"x{n} == 2")]
    began = time.perf_counter()
    assert found(*parts) == set()
    assert time.perf_counter() - began < 2
