"""Timers fire when the office's rows say so: by name, at the instant, and never by the way."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from uuid import uuid4

import pytest

from app import clock
from app.engine import step
from app.engine.errors import TaskNotOpen
from tests.engine.sketch import (
    NOON,
    Office,
    Play,
    border,
    chain,
    compiled,
    draw,
    el,
    end,
    script,
    start,
    sub,
    timer,
    user,
)

DUE = dt.datetime(2026, 1, 31, 17, 0, tzinfo=dt.UTC)
TWO_LIMITS = compiled(
    draw(
        start(),
        sub("phase", start("ps"), user("a", "b"), end("pe"), chain("ps", "a", "b", "pe")),
        border("t1", "phase", timer('reminder("KN1.SETTLE", 3)'), interrupts=False),
        border("t2", "phase", timer('deadline("KN1.ACCEPT")'), interrupts=True),
        script("x1", 'remind("KN1.SETTLE")'),
        script("x2", 'escalate("KN1.ACCEPT")'),
        *(end(name) for name in ("e", "e1", "e2")),
        chain("s", "phase", "e"),
        chain("t1", "x1", "e1"),
        chain("t2", "x2", "e2"),
    )
)


def _due(play: Play) -> dict[str, dt.datetime]:
    return {timer.node_id: timer.due_at for timer in play.last.after.timers.values()}


def test_a_limit_is_due_when_the_office_says():
    play = Play(TWO_LIMITS, Office(KN1_SETTLE="2026-01-20T08:00:00+07:00"))
    assert _due(play) == {"t1": dt.datetime(2026, 1, 20, 1, tzinfo=dt.UTC), "t2": DUE}


def test_a_limit_is_asked_for_once_and_then_held():
    play = Play(TWO_LIMITS)
    play.do("a")
    assert play.office.asked == [("reminder", "KN1.SETTLE", 3), ("deadline", "KN1.ACCEPT")]


def test_an_overdue_limit_does_not_fire_because_somebody_completes_a_step():
    play = Play(TWO_LIMITS)
    play.now = DUE + dt.timedelta(days=40)
    play.do("a")
    assert play.open == ["b"]
    assert play.waits == ["t1", "t2"]


def test_completing_the_last_step_wins_over_an_overdue_limit_that_was_not_fired():
    play = Play(TWO_LIMITS)
    play.now = DUE + dt.timedelta(days=40)
    assert play.do("a").do("b").last.ends == ("e",)


def test_only_the_named_limit_fires_though_others_are_overdue():
    play = Play(TWO_LIMITS)
    play.now = DUE + dt.timedelta(days=40)
    play.fire("t1")
    assert play.waits == ["t2"]
    assert play.open == ["a"]
    assert ("escalate", "KN1.ACCEPT") not in play.office.asked


@pytest.mark.parametrize("late", [dt.timedelta(), dt.timedelta(microseconds=1), -dt.timedelta(seconds=1)])
def test_a_named_limit_fires_at_its_very_instant(late):
    play = Play(TWO_LIMITS)
    play.now = DUE + late
    play.fire("t2")
    assert play.last.ends == ("e2",)
    assert play.last.ended
    assert (play.open, play.waits) == ([], [])


def test_limits_fired_together_go_by_their_order_and_an_ended_one_is_passed_over():
    play = Play(
        TWO_LIMITS, Office(KN1_ACCEPT="2026-01-10T00:00:00+07:00", KN1_SETTLE="2026-01-20T00:00:00+07:00")
    )
    play.fire("t1", "t2")
    assert [asked for asked in play.office.asked if asked[0] in {"remind", "escalate"}] == [
        ("escalate", "KN1.ACCEPT")
    ]


def test_a_timer_the_run_does_not_wait_for_is_refused():
    play = Play(TWO_LIMITS)
    with pytest.raises(TaskNotOpen):
        step.fire(TWO_LIMITS, play.last.state, timers=[uuid4()], now=NOON, world=Office())


def test_an_extended_limit_moves_and_nothing_else_does():
    play = Play(TWO_LIMITS)
    moved = next(timer.id for timer in play.last.after.timers.values() if timer.node_id == "t2")
    later = dt.datetime(2026, 3, 3, 17, tzinfo=dt.UTC)
    play.last = step.move_timers(TWO_LIMITS, play.last.state, due={moved: later}, now=NOON)
    assert _due(play) == {"t1": DUE, "t2": later}
    assert play.do("a").waits == ["t1", "t2"]
    assert _due(play)["t2"] == later
    with pytest.raises(TaskNotOpen):
        step.move_timers(TWO_LIMITS, play.last.state, due={uuid4(): later}, now=NOON)


def test_a_timer_between_two_steps_waits_and_goes_on():
    waits = el("intermediateCatchEvent", "c", timer("followup()"))
    play = Play(compiled(draw(start(), waits, user("a"), end(), chain("s", "c", "a", "e"))))
    assert (play.open, play.waits) == ([], ["c"])
    assert play.fire("c").open == ["a"]


def test_an_instant_without_an_offset_is_vietnams_wherever_the_server_stands():
    code = (
        "import datetime as dt, sys; sys.path.insert(0, 'tests/engine')\n"
        "from sketch import *\n"
        "from test_run_timers import TWO_LIMITS\n"
        "play = Play(TWO_LIMITS, Office(KN1_SETTLE='2026-01-20T08:00:00', KN1_ACCEPT='2026-01-20'))\n"
        "print(*sorted(timer.due_at.isoformat() for timer in play.last.after.timers.values()))\n"
    )
    for zone in ("", "America/New_York"):
        said = subprocess.run(  # noqa: S603 - our own interpreter, our own words
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.split() == ["2026-01-19T17:00:00+00:00", "2026-01-20T01:00:00+00:00"]


def test_everything_within_a_step_happens_at_its_one_instant():
    told: list[dt.datetime] = []
    office = Office()
    office.functions = {**office.functions, "remind": lambda _rule: told.append(clock.now())}
    play = Play(TWO_LIMITS, office)
    play.now = DUE
    play.fire("t1")
    assert told == [DUE]
