"""A run moves from step to step: what is open, what was done, who refuses."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from app.engine import step
from app.engine.actions import ActionMissing
from app.engine.errors import NobodyWaits, NotRoutable, StateUnreadable, StepFailed, TaskNotOpen
from app.engine.faults import FaultKind
from tests.engine.sketch import (
    NOON,
    Office,
    Play,
    border,
    call,
    chain,
    compiled,
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

TWO = compiled(draw(start(), user("a", "b"), end(), chain("s", "a", "b", "e")))
PHASE = compiled(
    draw(
        start(),
        sub("phase", start("ps"), user("a", "b"), end("pe"), chain("ps", "a", "b", "pe")),
        border("w", "phase", message(), interrupts=True),
        border("r", "phase", timer('reminder("KN1.SETTLE", 3)'), interrupts=False),
        script("rs", 'remind("KN1.SETTLE")'),
        end(),
        end("re"),
        end("we"),
        chain("s", "phase", "e"),
        chain("r", "rs", "re"),
        chain("w", "we"),
    )
)


def test_a_run_opens_its_first_step_and_ends_after_its_last():
    play = Play(TWO, kind="complaint")
    assert play.open == ["a"]
    assert play.do("a").open == ["b"]
    assert not play.last.ended
    assert play.do("b").last.ended
    assert play.last.ends == ("e",)
    assert play.last.after.done == ("s", "a", "b", "e")
    assert play.last.before.done == ("s", "a")


def test_what_an_officer_enters_steers_the_next_step():
    play = Play(TWO, kind="complaint").do("a", outcome="accept")
    assert play.data("b") == {"kind": "complaint", "outcome": "accept"}


def test_a_field_entered_again_replaces_the_old_one_whole():
    play = Play(TWO, outcome="return", units=3).do("a", outcome=None)
    assert play.data("b") == {"outcome": None, "units": 3}


def test_the_same_step_cannot_be_done_twice():
    play = Play(TWO)
    first = play.task("a")
    play.do("a")
    with pytest.raises(TaskNotOpen):
        step.complete(TWO, play.last.state, task_id=first, data={}, now=NOON, world=Office())


def test_a_step_that_was_never_open_cannot_be_done():
    play = Play(TWO)
    with pytest.raises(TaskNotOpen):
        step.complete(TWO, play.last.state, task_id=uuid4(), data={}, now=NOON, world=Office())


@pytest.mark.parametrize(
    "data",
    [
        {"files": ["f9"]},
        {"party": {"name": "x"}},
        {"summary": "y" * 201},
        {"_hidden": 1},
        {"deadline": "KN1"},
        {"two words": 1},
        {"typename": {"a": 1}},
        {"blob": b"x"},
        {"much": float("inf")},
    ],
    ids=lambda data: next(iter(data)),
)
def test_a_run_takes_routing_scalars_only(data):
    with pytest.raises(NotRoutable):
        Play(TWO, **data)


def test_ids_and_dates_enter_a_run_as_text():
    letter = uuid4()
    play = Play(TWO, letter_id=letter, decided_on=dt.date(2026, 1, 5))
    assert play.data("a") == {"letter_id": str(letter), "decided_on": "2026-01-05"}


def test_a_reminder_fires_while_the_phase_goes_on():
    play = Play(PHASE)
    play.fire("r")
    assert ("remind", "KN1.SETTLE") in play.office.asked
    assert play.open == ["a"]
    assert play.waits == []
    assert play.do("a").do("b").last.ended


def test_a_withdrawal_while_the_phase_runs_leaves_nothing_behind():
    play = Play(PHASE).do("a").tell("withdrawal", withdrawn_on="2026-01-05")
    assert play.last.ended
    assert play.last.ends == ("we",)
    assert (play.open, play.waits, play.last.after.messages) == ([], [], {})
    assert play.last.faults == ()


def test_the_end_of_a_phase_takes_its_timers_and_messages_with_it():
    play = Play(PHASE).do("a").do("b")
    assert play.last.ended
    assert (play.waits, play.last.after.messages) == ([], {})


def test_a_message_nobody_waits_for_is_refused():
    play = Play(PHASE)
    with pytest.raises(NobodyWaits) as refused:
        play.tell("enough")
    assert "enough" in str(refused.value)


def test_a_message_reaches_the_step_behind_it_with_its_fields():
    waits = el("intermediateCatchEvent", "c", message("enough"))
    play = Play(compiled(draw(start(), waits, user("a"), end(), chain("s", "c", "a", "e"))), answers=0)
    assert [awaited.name for awaited in play.last.after.messages.values()] == ["enough"]
    assert play.tell("enough", answers=3).data("a") == {"answers": 3}


def test_of_two_messages_behind_an_event_gateway_the_first_decides():
    drawing = draw(
        start(),
        el("eventBasedGateway", "g"),
        el("intermediateCatchEvent", "c1", message("enough")),
        el("intermediateCatchEvent", "c2", message("withdrawal")),
        el("intermediateCatchEvent", "c3", timer('deadline("KN1.SETTLE")')),
        user("a", "b", "c"),
        *(end(name) for name in ("e1", "e2", "e3")),
        flow("s", "g"),
        *(chain("g", f"c{n}", step, f"e{n}") for n, step in ((1, "a"), (2, "b"), (3, "c"))),
    )
    definition = compiled(drawing)
    play = Play(definition)
    assert sorted(awaited.node_id for awaited in play.last.after.messages.values()) == ["c1", "c2"]
    assert play.waits == ["c3"]
    assert Play(definition).tell("withdrawal", why="x").open == ["b"]
    assert Play(definition).fire("c3").open == ["c"]
    assert play.tell("enough").open == ["a"]
    assert play.waits == []


def test_a_called_procedure_runs_within_and_gives_its_outcome_back():
    outer = draw(start(), call("c", "inner"), user("b"), end(), chain("s", "c", "b", "e"))
    inner = draw(start("i_s"), user("i_a"), end("i_e"), chain("i_s", "i_a", "i_e"), process="inner")
    play = Play(compiled(outer, inner), kind="complaint")
    assert play.open == ["i_a"]
    assert play.definition.nodes["i_a"].type == "userTask"
    assert play.do("i_a", result="right").data("b") == {"kind": "complaint", "result": "right"}
    assert play.do("b").last.ended


def test_a_cancelled_run_has_nothing_open():
    play = Play(PHASE)
    closed = step.cancel(PHASE, play.last.state, now=NOON)
    assert closed.ended
    assert (closed.after.ready, closed.after.timers, closed.after.messages) == ({}, {}, {})


def test_a_script_that_cannot_be_computed_is_a_fault_and_the_work_before_it_is_kept():
    definition = compiled(
        draw(
            start(),
            user("a"),
            script("x", 'milestone("decided", decided_on)'),
            end(),
            chain("s", "a", "x", "e"),
        )
    )
    play = Play(definition).do("a")
    assert [(fault.kind, fault.element) for fault in play.last.faults] == [(FaultKind.SCRIPT, "x")]
    assert "decided_on" in play.last.faults[0].text
    assert "a" in play.last.after.done
    assert not play.last.ended


def test_a_condition_that_cannot_be_computed_is_a_fault():
    definition = compiled(
        draw(
            start(), xor("g", "g__e"), user("a"), end(), end("e2"),
            flow("s", "g"), flow("g", "a", 'outcome == "accept"'), flow("g", "e"), flow("a", "e2"),
        )
    )  # fmt: skip
    assert [fault.kind for fault in Play(definition).last.faults] == [FaultKind.CONDITION]
    assert Play(definition, outcome="accept").open == ["a"]
    assert Play(definition, outcome="no").last.ended


class _Stop(Exception):
    pass


def test_what_the_office_raises_reaches_the_caller_as_it_is():
    def refuse(*_given: object) -> object:
        raise _Stop

    office = Office()
    office.functions = {**office.functions, "remind": refuse}
    play = Play(PHASE, office)
    with pytest.raises(_Stop):
        play.fire("r")
    assert play.waits == ["r"]


def test_an_action_the_office_does_not_know_is_named():
    office = Office()
    office.functions = {}
    with pytest.raises(ActionMissing, match="reminder"):
        Play(PHASE, office)


def test_a_timer_that_names_no_instant_stops_the_step_and_nothing_happened():
    office = Office(KN1_SETTLE="soon")
    with pytest.raises(StepFailed) as failed:
        Play(PHASE, office)
    assert failed.value.names["element"] == "phase"


def test_a_state_is_not_read_as_another_procedures():
    other = compiled(draw(start(), user("a"), end(), chain("s", "a", "e"), process="q"), process="q")
    with pytest.raises(StateUnreadable):
        step.cancel(other, Play(TWO).last.state, now=NOON)
    with pytest.raises(StateUnreadable):
        step.cancel(TWO, b"\x02rest", now=NOON)
    with pytest.raises(StateUnreadable):
        step.cancel(TWO, b"\x01not zstd", now=NOON)


def test_the_script_result_is_carried_on():
    drawing = draw(
        start(), script("x", 'letter_id = open_letter("answer")'), user("a"), end(), chain("s", "x", "a", "e")
    )
    assert Play(compiled(drawing)).data("a") == {"letter_id": "L-1"}
