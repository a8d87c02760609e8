"""What follows from a visit inside its case: whose the steps are, and the work that a leader gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.casework import grants, vault
from app.casework.hold import Begin, Deliver, Hold
from app.errors import NotPossibleNow
from app.language import _
from app.policy.actor import CHAIRMAN
from db.base import new_id
from db.models import Holding, Person, ReceptionAssignment, ReceptionVisit, Run

FOLLOWUP = "reception_followup"
RESULTS_IN = "results_in"


def visit_of(session: Session, run_id: UUID) -> ReceptionVisit | None:
    """Give the visit from which a run follows: its own, or that at which its work was given."""
    mine = session.scalars(
        select(ReceptionVisit).where(ReceptionVisit.run_id == run_id).order_by(ReceptionVisit.id)
    ).first()
    if mine is not None:
        return mine
    work = assignment_of(session, run_id)
    return session.get(ReceptionVisit, work.visit_id) if work else None


def assignment_of(session: Session, run_id: UUID) -> ReceptionAssignment | None:
    """Give the piece of work that a run carries out."""
    return session.scalars(
        select(ReceptionAssignment).where(ReceptionAssignment.run_id == run_id)
    ).one_or_none()


def receiver(hold: Hold, run: Run) -> tuple[UUID, UUID | None]:
    """Say whose the answer is: of whoever took the visit down."""
    visit = visit_of(hold.session, run.id)
    if visit is None:
        return hold.case.lead_unit_id, hold.case.registrar_id
    return visit.unit_id, visit.by_id


def assignee(hold: Hold, run: Run) -> tuple[UUID, UUID | None]:
    """Say whose a piece of work is: a person's where one was named, else their unit's."""
    work = assignment_of(hold.session, run.id)
    if work is None:
        return hold.case.lead_unit_id, None
    return work.unit_id, work.person_id


def assign(hold: Hold, run: Run, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the work that a leader gave; nothing goes out before the notice of the conclusion is signed.

    Raises: NotPossibleNow where the case is sealed and somebody without access to it was named, or nobody.
    """
    visit = visit_of(hold.session, run.id)
    if visit is None:
        return
    for position, row in enumerate(rows):
        person_id = UUID(str(row["person"])) if row.get("person") else None
        _require_access(hold, person_id)
        hold.session.add(
            ReceptionAssignment(
                id=new_id(),
                visit_id=visit.id,
                case_id=hold.case.id,
                position=position,
                unit_id=UUID(str(row["unit"])),
                person_id=person_id,
                what=vault.seal(hold.session, hold.key, str(row.get("what") or "")),
                due_on=dt.date.fromisoformat(str(row["due_on"])),
                run_id=None,
                done_on=None,
                result=None,
            )
        )


def give_out(hold: Hold, run: Run) -> None:
    """Let each piece of work that has not gone out begin, with its own last day."""
    visit = visit_of(hold.session, run.id)
    if visit is None:
        return
    for work in _work(hold.session, visit.id):
        if work.run_id is None:
            work.run_id = new_id()
            hold.followups.append(Begin(procedure=FOLLOWUP, as_of=hold.today, run_id=work.run_id))
    hold.session.flush()  # the runs find their last day by it


def finish(hold: Hold, run: Run) -> None:
    """Record that a piece of work is done; the last one tells the reception that all results are in."""
    work = assignment_of(hold.session, run.id)
    if work is None:
        return
    work.done_on = hold.today
    visit = hold.session.get_one(ReceptionVisit, work.visit_id)
    if visit.run_id is not None and all(each.done_on for each in _work(hold.session, visit.id)):
        hold.followups.append(Deliver(visit.run_id, RESULTS_IN))


def _work(session: Session, visit_id: UUID) -> Sequence[ReceptionAssignment]:
    return session.scalars(
        select(ReceptionAssignment)
        .where(ReceptionAssignment.visit_id == visit_id)
        .order_by(ReceptionAssignment.position)
    ).all()


def _require_access(hold: Hold, person_id: UUID | None) -> None:
    if not hold.case.sealed:
        return
    named = hold.session.get(Person, person_id) if person_id else None
    held = {each.person_id for each in grants.of(hold.session, hold.case)}
    if named is None or not (named.id in held or _leads(hold, named.id)):
        raise NotPossibleNow(
            reason=_("in a sealed case work is given to somebody by name, who may see the case")
        )


def _leads(hold: Hold, person_id: UUID) -> bool:
    rows = hold.session.scalars(
        select(Holding.id).where(
            Holding.person_id == person_id,
            Holding.authority_id == hold.case.authority_id,
            Holding.role == CHAIRMAN,
            Holding.since <= hold.today,
            or_(Holding.until.is_(None), Holding.until >= hold.today),
        )
    )
    return rows.first() is not None
