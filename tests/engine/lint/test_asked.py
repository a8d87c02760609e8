"""One cause is told once: what is asked of a person is not refused as well, and keeps the drawing back."""

from __future__ import annotations

import pytest

from app import gate
from app.engine.errors import DefinitionRefused
from tests.engine.sketch import chain, compiled, draw, el, end, flow, script, start, timer, user, xor

FOREIGN = draw(
    start(), xor("g", "g__b"), user("a"), user("b"), end(), chain("s", "g"), flow("g", "a", "${ok}"),
    flow("g", "b"), flow("a", "e"), flow("b", "e"),
)  # fmt: skip


def within(part: str) -> bytes:
    return draw(start(), part, end(), chain("s", "x", "e"))


@pytest.mark.parametrize(
    ("drawing", "element", "rule"),
    [
        (FOREIGN, "g__a", "condition-foreign"),
        (within(el("serviceTask", "x")), "x", "service-unbound"),
        (within(script("x", "var a = 1;")), "x", "script-foreign"),
        (within(el("callActivity", "x")), "x", "call-unnamed"),
        (within(el("intermediateCatchEvent", "x", timer("${due}"))), "x", "time-foreign"),
        (within(el("intermediateCatchEvent", "x", timer(""))), "x", "time-unspecified"),
    ],
)
def test_a_question_is_not_refused_as_well(drawing, element, rule):
    verdict = gate.check("p.bpmn", drawing)
    assert (element, rule) in {(note.element, note.rule) for note in verdict.notes if note.open}
    assert {note.element for note in verdict.refusals} <= {"a", "b"}  # steps without a form
    assert not verdict.publishable
    with pytest.raises(DefinitionRefused) as refused:
        compiled(drawing)
    assert [note.rule for note in refused.value.problems if note.element == element] == [rule]


def test_another_cause_at_the_same_element_is_still_refused():
    part = el("serviceTask", "x", isForCompensation="true")
    verdict = gate.check("p.bpmn", within(part))
    assert {note.rule for note in verdict.refusals if note.element == "x"} >= {"compensation"}
