"""Limits and their timers: what waits for a limit waits for the day that the limit has now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from app.casework.hold import LIVING
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from app.legaltime.instants import FAR, breach_at
from db.base import NEVER
from db.models import Deadline, Run, Timer
from db.models.runs import HELD, PENDING

_NO_LIMIT = N_("The timer at {node} waits for a limit that runs no more.")
_OTHER_DAY = N_("The timer at {node} does not wait for the last day of its limit.")
_HELD = N_("The timer at {node} is held or not held otherwise than its limit.")
_NO_RUN = N_("The limit runs, and its run has come to its end.")
_WAITING = (
    select(Timer.id, Timer.node, Timer.kind, Timer.state, Timer.due_at, Deadline.due_on)
    .add_columns(Deadline.state.label("runs"))
    .outerjoin(Deadline, Deadline.id == Timer.deadline_id)
    .where(or_(Timer.state == PENDING, Timer.state == HELD), Timer.kind.in_(("limit", "reminder")))
)
_LEFT = (
    select(Deadline.id)
    .join(Run, Run.id == Deadline.run_id)
    .where(Deadline.state.in_(LIVING), Run.status == "ended")
)


def apart(patient: Patient) -> Iterator[Finding]:
    """Tell which timers and limits do not agree."""
    for row in patient.stream(_WAITING):
        if says := _wrong(row):
            yield Finding(f"timer {row.id}", says, (("node", row.node),))
    for (deadline_id,) in patient.stream(_LEFT):
        yield Finding(f"deadline {deadline_id}", _NO_RUN)


def _wrong(row: Any) -> str:
    """Say what is wrong with a timer that waits for a limit; nothing where both agree."""
    if row.runs not in LIVING:
        return _NO_LIMIT
    if (row.state == "held") != (row.runs == "suspended"):
        return _HELD
    instant = FAR if row.due_on == NEVER else breach_at(row.due_on)
    return _OTHER_DAY if row.kind == "limit" and row.due_at != instant else ""
