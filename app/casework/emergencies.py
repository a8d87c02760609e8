"""The measure that keeps a contested decision from being carried out; the clock of the case runs on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from app.casework.hold import Hold
from db.base import NEVER
from db.models import Answer, Case, Deadline, EmergencyMeasure, Run

TO_SETTLE = ("KN1.SETTLE", "KN2.SETTLE")
PROCEDURE = "emergency_measure"


def of_case(session: Session, case: Case) -> EmergencyMeasure | None:
    """Give the measure that is in force in a case; there is never more than one."""
    return session.scalars(
        select(EmergencyMeasure)
        .where(EmergencyMeasure.case_id == case.id, EmergencyMeasure.lifted_on.is_(None))
        .order_by(EmergencyMeasure.id.desc())
        .limit(1)
    ).one_or_none()


def lift(hold: Hold, run: Run, why: str) -> None:
    """End the measure of a run: its time is over, its ground is gone, or the case is decided."""
    rows = select(EmergencyMeasure).where(
        EmergencyMeasure.run_id == run.id, EmergencyMeasure.lifted_on.is_(None)
    )
    for measure in hold.session.scalars(rows):
        measure.lifted_on, measure.lifted_why = hold.today, why


def longest(session: Session, case: Case) -> dt.date | None:
    """Give the last day that a measure may have: that of settling the complaint (article 35)."""
    rows = select(Deadline.due_on).where(
        Deadline.case_id == case.id,
        Deadline.rule.in_(TO_SETTLE),
        Deadline.state == "running",
        Deadline.due_on != NEVER,
    )
    return session.scalars(rows.order_by(Deadline.due_on.desc())).first()


def proposed(session: Session, case: Case, _today: dt.date) -> dict[str, Any]:
    """Begin the decision with the harm that was asked about, and the last day that is possible."""
    due = longest(session, case)
    begun: dict[str, Any] = {"until_on": due.isoformat()} if due else {}
    asked = session.scalars(
        select(Answer)
        .join(Run, Run.id == Answer.task_id)
        .where(Run.case_id == case.id, Run.procedure == PROCEDURE)
        .order_by(Answer.at.desc())
        .limit(1)
    ).one_or_none()
    if asked is not None:
        begun["harm"] = vault.read_data(session, vault.key_of(session, case), asked.body).get("harm")
    return begun
