"""Last days that somebody set with the work itself: no law counts them, they stand as they were said."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.legaltime.calendar import Calendar
from db.models import ExecutionOrder, ReceptionAssignment

USUAL = 10  # working days, where nobody said until when


def last_day(session: Session, run_id: UUID, *, today: dt.date) -> dt.date:
    """Give the day until which the work of a run was asked for."""
    asked = session.scalars(
        select(ReceptionAssignment.due_on).where(ReceptionAssignment.run_id == run_id)
    ).first()
    if asked is None:
        asked = session.scalars(select(ExecutionOrder.due_on).where(ExecutionOrder.run_id == run_id)).first()
    return asked or Calendar.official().add_working_days(today, USUAL)
