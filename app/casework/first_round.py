"""The first settlement of a complaint, as its second round must know it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.numbers import number_of
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import reckon
from db.models import Authority, Case, CaseLink, Deadline, Letter, Milestone

SECOND_OF = "second-of"
TO_FILE = "KN2.FILE"
TO_SETTLE = "KN1.SETTLE"
RULING = "first_ruling"


def of(session: Session, case: Case) -> Case | None:
    """Find the case of the first round; nothing where it was settled outside this installation."""
    return session.scalars(
        select(Case)
        .join(CaseLink, CaseLink.to_id == Case.id)
        .where(CaseLink.from_id == case.id, CaseLink.kind == SECOND_OF)
    ).one_or_none()


def second_of(session: Session, case: Case) -> Case | None:
    """Find the case of the second round, which is not begun twice; a refused one does not count."""
    rows = session.scalars(
        select(Case)
        .join(CaseLink, CaseLink.from_id == Case.id)
        .where(CaseLink.to_id == case.id, CaseLink.kind == SECOND_OF)
        .order_by(Case.id)
    )
    return next((row for row in rows if row.closed_as != "refused"), None)


def last_day(received_on: dt.date, *, remote: bool, obstacle: Pause | None = None) -> dt.date:
    """Give the last day to complain again; the time of an objective obstacle is not counted (article 33).

    Raises: DateOutOfReach.
    """
    pauses = (obstacle,) if obstacle else ()
    reckoned = reckon(TO_FILE, base=received_on, variant="remote" if remote else "normal", pauses=pauses)
    return reckoned.due or dt.date.max


def proposed(session: Session, case: Case, today: dt.date) -> dict[str, Any]:
    """Begin the check of a second complaint with what the office knows of the first settlement."""
    first = of(session, case)
    known: dict[str, Any] = {"filed_on": case.received_on.isoformat()}
    if first is None:
        return known
    authority = session.get_one(Authority, first.authority_id)
    known["first_settler"] = f"Chủ tịch UBND {authority.name[:1].lower()}{authority.name[1:]}"
    events = _events(session, first)
    since = events.get("sent") or events.get("decided")
    if since is not None:
        known |= {"first_state": "decided", "first_ruling_on": events["decided"].isoformat()}
        known["first_ruling_number"] = _number(session, first)
    else:
        known["first_state"], since = "lapsed", _lapsed(session, first, today)
    if since is not None:
        known["first_ruling_received_on"] = since.isoformat()
        late = case.received_on > last_day(since, remote=case.variant.startswith("remote"))
        known["filing"] = "late" if late else "in_time"
    return known


def called(case: Case) -> str:
    """Say which case is meant, by its number."""
    return number_of(case)


def _events(session: Session, case: Case) -> dict[str, dt.date]:
    rows = session.scalars(select(Milestone).where(Milestone.case_id == case.id).order_by(Milestone.id))
    return {row.name: row.on for row in rows}


def _number(session: Session, case: Case) -> str | None:
    letter = session.scalars(
        select(Letter)
        .where(Letter.case_id == case.id, Letter.template == RULING, Letter.number.is_not(None))
        .order_by(Letter.id.desc())
        .limit(1)
    ).one_or_none()
    return f"{letter.number}/{letter.symbol}" if letter else None


def _lapsed(session: Session, case: Case, today: dt.date) -> dt.date | None:
    due = session.scalars(
        select(Deadline.due_on).where(Deadline.case_id == case.id, Deadline.rule == TO_SETTLE)
    ).first()
    return due if due is not None and due < today else None
