"""Limits: the day that every list shows is the nearest that runs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from app.casework.hold import LIVING
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.base import NEVER
from db.models import Case, Deadline

_SHOWS = N_("It shows {shown}; its nearest limit is {nearest}.")
_NEAREST = (
    select(Deadline.case_id, func.min(Deadline.due_on).label("due_on"))
    .where(Deadline.state.in_(LIVING))
    .group_by(Deadline.case_id)
    .subquery()
)
_WRONG = (
    select(Case.id, Case.due_on, func.coalesce(_NEAREST.c.due_on, NEVER))
    .outerjoin(_NEAREST, _NEAREST.c.case_id == Case.id)
    .where(Case.due_on != func.coalesce(_NEAREST.c.due_on, NEVER))
)


def not_nearest(patient: Patient) -> Iterator[Finding]:
    """Tell which cases show another day than that of their nearest limit."""
    for case_id, shown, nearest in patient.stream(_WRONG):
        days = (("shown", str(shown)), ("nearest", str(nearest)))
        yield Finding(f"petition_case {case_id}", _SHOWS, days)
