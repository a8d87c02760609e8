"""Events on a border: heard as often as they come, by who still waits, and followed by whatever is drawn."""

from __future__ import annotations

import pytest

from app.engine.errors import NobodyWaits
from tests.engine.sketch import Play, border, chain, compiled, draw, el, end, message, start, sub, timer, user

TWICE = (
    "<bpmn:multiInstanceLoopCharacteristics{}><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)
FORM = user("x").removeprefix('<bpmn:userTask id="x" name="Bước x">').removesuffix("</bpmn:userTask>")


def _heard() -> Play:
    return Play(
        compiled(
            draw(
                start(), user("a", "n"), border("b", "a", message(), interrupts=False), end(), end("e2"),
                chain("s", "a", "e"), chain("b", "n", "e2"),
            )
        )
    )  # fmt: skip


def test_a_message_that_does_not_interrupt_is_heard_as_often_as_it_comes():
    play = _heard()
    for times in (1, 2, 3):
        play.tell("withdrawal")
        assert play.open == ["a", *["n"] * times]
    play.do("n").do("a")
    assert (play.open, play.last.after.messages) == (["n", "n"], {})
    assert play.do("n").do("n").last.ends == ("e2", "e", "e2", "e2")
    assert play.last.ended


def test_a_message_is_not_heard_on_a_border_once_the_step_is_done():
    play = _heard().tell("withdrawal").do("a")
    with pytest.raises(NobodyWaits):
        play.tell("withdrawal")


def test_a_message_heard_on_two_borders_interrupts_once():
    play = Play(
        compiled(
            draw(
                start(), user("a"), border("b", "a", message(), interrupts=True),
                border("c", "a", message(), interrupts=True), end(), end("eb"), end("ec"),
                chain("s", "a", "e"), chain("b", "eb"), chain("c", "ec"),
            )
        )
    )  # fmt: skip
    assert play.tell("withdrawal").last.ends == ("eb",)
    assert play.last.ended


def test_a_phase_that_a_message_ends_does_not_hear_it_within():
    inner = sub(
        "p1", start("is"), el("intermediateCatchEvent", "ic", message()), user("ia"), end("ie"),
        chain("is", "ic", "ia", "ie"),
    )  # fmt: skip
    play = Play(
        compiled(
            draw(
                start(), inner, border("b", "p1", message(), interrupts=True), user("z"), end(), end("eb"),
                chain("s", "p1", "e"), chain("b", "z", "eb"),
            )
        )
    )  # fmt: skip
    assert play.tell("withdrawal").open == ["z"]


@pytest.mark.parametrize(("how", "open_now"), [("", ["r", "r"]), (' isSequential="true"', ["r"])])
def test_what_follows_a_limit_may_be_a_repeated_step_with_a_limit_of_its_own(how, open_now):
    play = Play(
        compiled(
            draw(
                start(), user("a"), border("b", "a", timer('deadline("KN1.SETTLE")'), interrupts=True),
                el("userTask", "r", FORM + TWICE.format(how)),
                border("c", "r", timer('deadline("KN1.SETTLE")'), interrupts=False),
                end(), end("er"), end("ec"), chain("s", "a", "e"), chain("b", "r", "er"), chain("c", "ec"),
            )
        )
    )  # fmt: skip
    assert play.fire("b").open == open_now
    assert play.do("r").do("r").last.ended
