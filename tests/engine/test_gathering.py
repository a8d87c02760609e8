"""Where paths end without meeting, nobody's old copy undoes what another has set."""

from __future__ import annotations

import pytest

from tests.engine.sketch import FORM, Play, both, call, chain, compiled, draw, el, end, flow, start, sub, user

ENDS = (start("is"), both("f"), user("a", "b"), end("ea"), end("eb"), flow("is", "f"), chain("f", "a", "ea"))
TERMINATES = '<bpmn:terminateEventDefinition id="all"/>'
THRICE = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def _phase(called: str, *inner: str) -> Play:
    if called:
        drawings = (
            draw(start(), call("x", "q"), user("z"), end(), chain("s", "x", "z", "e")),
            draw(*inner, process="q"),
        )
    else:
        drawings = (draw(start(), sub("x", *inner), user("z"), end(), chain("s", "x", "z", "e")),)
    return Play(compiled(*drawings), status="NEW")


@pytest.mark.parametrize("called", ["", "called"])
@pytest.mark.parametrize("order", ["ab", "ba"])
def test_the_last_path_to_end_does_not_undo_what_another_has_set(called, order):
    play = _phase(called, *ENDS, chain("f", "b", "eb"))
    for step in order:
        play.do(step, **({"status": "APPROVED"} if step == "a" else {}))
    assert play.data("z") == {"status": "APPROVED"}


def test_what_had_come_to_its_end_survives_an_end_that_ends_everything():
    ends = (*ENDS[:4], end("eb", TERMINATES), *ENDS[5:], chain("f", "b", "eb"))
    assert _phase("", *ends).do("a", status="APPROVED").do("b", seen=True).data("z") == {
        "status": "APPROVED",
        "seen": True,
    }


def test_who_has_nothing_to_add_does_not_undo_what_a_colleague_has_set():
    drawing = draw(
        start(), el("userTask", "a", FORM + THRICE), user("z"), end(), chain("s", "a", "z", "e")
    )  # fmt: skip
    play = Play(compiled(drawing), status="NEW").do("a", status="APPROVED").do("a").do("a")
    assert play.data("z") == {"status": "APPROVED"}
