"""Rework without end: a round costs what the first did; what cannot be forgotten is told before it stalls."""

import pytest

from app.engine.faults import FaultKind
from app.engine.run import DEEPEST
from tests.engine.sketch import (
    Play,
    border,
    both,
    chain,
    compiled,
    draw,
    end,
    flow,
    message,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)  # fmt: skip

BACK = xor("m") + xor("g", "g__e") + end() + flow("g", "m", 'outcome == "rework"')
REMINDER = timer('reminder("X", 2)')
LOOPS = {  # by the step that decides whether to go round again
    "a step": ("a", user("a"), chain("s", "m", "a", "g", "e")),
    "opinions asked": (
        "d", both("f", "j"), user("a", "b", "d"),
        chain("s", "m", "f", "a", "j", "d", "g", "e"), chain("f", "b", "j"),
    ),
    "a phase with a reminder": (
        "d", sub("p1", start("s2"), user("a"), user("b"), end("e2"), chain("s2", "a", "b", "e2")), user("d"),
        border("r", "p1", REMINDER, interrupts=False), script("x", 'escalate("X")'), end("er"),
        border("w", "p1", message(), interrupts=True), user("o"), end("ew"),
        chain("s", "m", "p1", "d", "g", "e"), chain("r", "x", "er"), chain("w", "o", "ew"),
    ),
}  # fmt: skip


def looped(*parts: str) -> Play:
    return Play(compiled(draw(start(), BACK, *parts)), outcome="")


def go_round(play: Play, decides: str, outcome: str = "rework") -> tuple[int, int, int]:
    """Go round once; give what it cost: the bytes kept, the automatic steps, the elements shown as done."""
    play.fire(*play.waits)
    steps = play.last.steps
    while play.open != [decides]:
        steps += play.do(play.open[0]).last.steps
    steps += play.do(decides, outcome=outcome).last.steps
    return len(play.last.state), steps, len(play.last.after.done)


@pytest.mark.parametrize("loop", LOOPS)
def test_a_round_costs_what_the_first_did_a_hundred_and_fifty_times(loop):
    decides, *parts = LOOPS[loop]
    play = looped(*parts)
    _first, (kept, *second) = go_round(play, decides), go_round(play, decides)
    for _time in range(148):
        bytes_kept, *cost = go_round(play, decides)
        assert cost == second
        assert bytes_kept <= kept * 1.1
    go_round(play, decides, "done")
    assert play.last.ended
    assert set(play.last.ends) == {"e", "er"} & {*play.definition.nodes}


def test_five_hundred_rounds_are_no_more_than_one():
    decides, *parts = LOOPS["a step"]
    play = looped(*parts)
    kept, *_cost = go_round(play, decides)
    for _time in range(499):
        assert go_round(play, decides)[0] <= kept * 1.1
        assert not play.last.faults
    assert play.do(decides, outcome="done").last.after.done[-4:] == ("m", "a", "g", "e")


def test_what_was_passed_in_one_round_only_stays_on_the_drawing():
    play = looped(
        xor("k", "k__a"), user("once", "a"), xor("n"), chain("s", "m", "k", "a", "n", "g", "e"),
        flow("k", "once", "extra == 1"), chain("once", "n"),
    )  # fmt: skip
    play = Play(play.definition, outcome="rework", extra=1).do("once", extra=0)
    for _time in range(20):
        play.do("a")
    assert "once" in play.last.after.done
    assert len(play.last.after.done) < 20


def test_what_a_branch_set_before_it_ended_in_an_early_round_is_gathered_all_the_same():
    phase = sub(
        "p1", start("s2"), both("f"), user("a", "b"), end("ea"), end("eb"),
        chain("s2", "f", "a", "ea"), chain("f", "b", "eb"),
    )  # fmt: skip
    play = looped(phase, user("d"), chain("s", "m", "p1", "d", "g", "e"))
    for number in range(10):
        play.do("b", opinion=number).do("a", other=-number).do("d", outcome="rework")
    assert play.data("a")["opinion"] == 9
    assert play.data("a")["other"] == -9


def test_a_loop_that_must_remember_every_round_is_told_before_it_falls_silent():
    long = [f"x{number}" for number in range(20)]
    play = looped(
        user("a"), border("r", "a", REMINDER, interrupts=False), script("x", "n = n + 1"), end("ex"),
        *(script(name, "k = 1") for name in long), chain("s", "m", *long, "a", "g", "e"),
        chain("r", "x", "ex"),
    )  # fmt: skip
    play = Play(play.definition, outcome="rework", n=0)
    rounds = 0
    while not play.last.faults:
        play.fire("r").do("a", n=rounds + 1)
        rounds += 1
        assert rounds < DEEPEST
    (fault,) = play.last.faults
    assert fault.kind == FaultKind.DEPTH
    assert fault.element in play.definition.nodes
    assert play.open == ["a"]
