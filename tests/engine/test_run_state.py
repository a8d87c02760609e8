"""A run's state survives being written down: nothing is lost, nothing is added."""

from __future__ import annotations

import logging

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import codec, library, step
from app.engine.moment import Moment, hold
from app.engine.run import OPEN, Run
from tests.engine.sketch import (
    Office,
    Play,
    both,
    call,
    chain,
    compiled,
    draw,
    el,
    end,
    flow,
    message,
    start,
    sub,
    timer,
    user,
)

EVERYTHING = compiled(
    draw(
        start(), both("f", "j"), user("a"), call("c", "inner"), el("eventBasedGateway", "g"),
        el("intermediateCatchEvent", "c1", message("enough")),
        el("intermediateCatchEvent", "c2", timer("followup()")),
        el("exclusiveGateway", "m"), user("z"), end(),
        flow("s", "f"), chain("f", "a", "j"), chain("f", "c", "j"),
        chain("f", "g", "c1", "m"), chain("g", "c2", "m"),
        chain("m", "j", "z", "e"),
    ),
    draw(
        start("i_s"), end("i_e"),
        sub("i_sub", start("i_ss"), user("i_a"), end("i_se"), chain("i_ss", "i_a", "i_se")),
        chain("i_s", "i_sub", "i_e"), process="inner",
    ),
)  # fmt: skip


def _held(run: Run) -> object:
    places = {key: place for part in run.parts() for place, key in enumerate(part.tasks)}
    return [
        [
            (
                t.id if t.has_state(OPEN) else None,  # nobody outside knows the others by their ids
                t.parent and places[t.parent.id],
                t.state,
                t.task_spec.name,
                t.data,
                t.internal_data,
                t.last_state_change,
            )
            for t in part.tasks.values()
        ]
        for part in run.parts()
    ]


def _again(state: bytes) -> tuple[object, object]:
    first = codec.load(*EVERYTHING.specs(), state)
    second = codec.load(*EVERYTHING.specs(), codec.dump(first))
    return _held(first), _held(second)


FIELDS = st.dictionaries(
    st.sampled_from(["kind", "units", "late", "letter_id", "outcome"]),
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=40)
    | st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip


@given(begins=FIELDS, enters=FIELDS)
def test_whatever_a_run_holds_is_read_back_the_same(begins, enters):
    play = Play(EVERYTHING, **begins)
    assert play.data("a") == begins
    play.do("i_a", **enters)
    before, after = _again(play.last.state)
    assert before == after
    play.do("a").tell("enough")
    assert play.data("z") == {**begins, **enters}


def test_a_state_names_its_tasks_parents_first():
    for part in codec.told(Play(EVERYTHING).last.state)["parts"]:
        assert all(task[0] < place for place, task in enumerate(part[-1]))


def test_a_state_holds_no_procedure_and_stays_small():
    play = Play(EVERYTHING, kind="complaint")
    assert len(play.last.state) < 1_200
    assert "Bước".encode() not in orjson.dumps(codec.told(play.last.state))


def test_a_run_without_its_own_script_engine_computes_nothing():
    run = codec.load(*EVERYTHING.specs(), Play(EVERYTHING).last.state)
    for word in ("evaluate", "execute", "call_service", "validate", "environment"):
        with pytest.raises(library.NoEngine):
            getattr(run.script_engine, word)


def test_a_run_whose_engine_was_forgotten_stops_at_its_first_timer():
    with pytest.raises(library.NoEngine):
        Run(*EVERYTHING.specs()).do_engine_steps()


def test_the_librarys_loggers_never_speak_below_warning():
    for name in library.LOGGERS:
        assert logging.getLogger(name).level >= logging.WARNING


def test_a_message_heard_but_not_yet_acted_on_survives():
    play = Play(EVERYTHING)
    run = codec.load(*EVERYTHING.specs(), play.last.state)
    waiting = next(t for t in run.event_manager.tasks.values() if t.task_spec.name == "g")
    with hold(Moment(play.now, Office(), firing={waiting.id})):
        waiting.task_spec._update(waiting)  # noqa: SLF001 - as a step does it
    play.last = step.cancel(EVERYTHING, play.last.state, now=play.now)
    again = codec.load(*EVERYTHING.specs(), codec.dump(run))
    heard = next(t for t in again.tasks.values() if t.id == waiting.id).internal_data["seen_events"]
    assert [type(event.event_definition).__name__ for event in heard] == ["DateTimer"]
