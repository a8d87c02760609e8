"""A case under way is walked to an end on a copy, before it is taken over."""

from __future__ import annotations

from app.rehearsal import onward, shipped
from tests.engine import sketch, versions
from tests.engine.sketch import Play, both, chain, draw, end, flow, start, user, xor


def test_a_complaint_comes_to_an_end_from_wherever_it_stands():
    for place in ("cf_acceptance", "cf_ruling", "cf_publish"):
        now, _left, office = versions.resting_at("complaint_first", place)
        files = shipped.completed(shipped.bundle("complaint_first"))
        definition = versions.shipped("complaint_first")
        told = onward.without_end(files, definition, now.state, now.after, kind="complaint", now=office.now)
        assert told == ()


def test_a_case_that_waits_for_a_way_which_cannot_come_has_no_end():
    drawing = draw(
        start(), user("a"), xor("x", "x__b"), user("b", "c"), both("j"), end(),
        chain("s", "a", "x", "b", "j"),
        flow("x", "c", "one == 1"), chain("c", "j", "e"),
    )  # fmt: skip
    files = {"p.bpmn": drawing}
    definition = versions.unchecked(files, "p")
    play = Play(definition).do("a", one=1)
    (told,) = onward.without_end(files, definition, play.last.state, play.last.after, now=sketch.NOON)
    assert told.rule == "no-end"
