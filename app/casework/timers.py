"""Timers that follow the deadlines they stand for, in rows and in the engine's own state."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update

from app.casework import definitions
from app.casework.hold import Hold
from app.casework.under_limit import under
from app.engine import step as engine
from app.engine.errors import TaskNotOpen
from app.engine.timers import ARMED
from app.legaltime.instants import FAR, breach_at, reminder_at
from db.base import NEVER
from db.models import Run, Task, Timer


def follow_deadlines(hold: Hold) -> None:
    """Let timers and inboxes follow the deadlines that moved."""
    while hold.moved:
        _id, deadline = hold.moved.popitem()
        hold.session.flush()
        timers = list(
            hold.session.scalars(
                select(Timer).where(
                    Timer.deadline_id == deadline.id,
                    Timer.state.in_(("pending", "held")),
                    Timer.kind.in_(("limit", "reminder")),
                )
            )
        )
        for timer in timers:
            timer.due_at = timer.next_try_at = _instant(timer, deadline.due_on, hold.now)
            timer.state = "held" if deadline.state == "suspended" else "pending"
        _tell_engine(hold, timers)
        if timers:
            hold.session.execute(update(Task).where(under(deadline)).values(due_on=deadline.due_on))


def put(hold: Hold, timer: Timer, instant: dt.datetime) -> None:
    """Put a waiting timer on another instant, in its row and in the run."""
    timer.due_at = timer.next_try_at = instant
    _tell_engine(hold, [timer])


def _instant(timer: Timer, due_on: dt.date, now: dt.datetime) -> dt.datetime:
    if due_on == NEVER:
        return FAR
    if timer.kind == "limit":
        return breach_at(due_on)
    instant = reminder_at(due_on, timer.ahead)
    return instant if instant > now else FAR


def _tell_engine(hold: Hold, timers: list[Timer]) -> None:
    for run_id in {timer.run_id for timer in timers}:
        run = hold.session.get_one(Run, run_id)
        mine = [timer for timer in timers if timer.run_id == run_id]
        hold.moved_run = run
        try:
            run.state = engine.move_timers(
                definitions.pinned(hold.session, run.version_id).definition,
                run.state,
                due={timer.id: timer.due_at for timer in mine},
                now=hold.now,
            ).state
        except TaskNotOpen as problem:
            problem.add_note(f"{ARMED}{mine[0].node}")
            raise
        run.revision += 1
