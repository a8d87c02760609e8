"""The numbers of somebody's day, for the digest in the office and by mail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.legaltime.calendar import Calendar
from app.policy.actor import CHAIRMAN
from db.models import Holding, Notice, Person, Task

SOON = 3  # working days


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One person's numbers of one day; nothing in it tells of a case."""

    notice_id: UUID
    email: str
    language: str
    on: dt.date
    mine: int
    due_soon: int
    overdue: int
    to_sign: int
    to_direct: int


def waiting(session: Session, *, limit: int) -> list[Digest]:
    """Give the digests that the mail has not taken yet, oldest first."""
    rows = session.execute(
        select(Notice, Person)
        .join(Person, Person.id == Notice.person_id)
        .where(Notice.next_try_at <= clock.now(), Notice.kind == "digest")
        .order_by(Notice.next_try_at, Notice.id)
        .limit(limit)
    ).all()
    return [numbers(session, notice, person) for notice, person in rows]


def numbers(session: Session, notice: Notice, person: Person) -> Digest:
    """Count what waits for one person today: their own tasks, and those of the offices they hold."""
    today = clock.today()
    soon = Calendar.official().add_working_days(today, SOON)
    mine = _whose(session, person, today)
    counted = session.execute(
        select(
            func.count(),
            func.count().filter(Task.due_on.between(today, soon)),
            func.count().filter(Task.due_on < today),
            func.count().filter(Task.form.in_(("letter_sign", "ruling_sign"))),
            func.count().filter(Task.procedure == "escalation"),
        ).where(Task.state == "open", mine)
    ).one()
    whole, near, late, sign, direct = counted
    return Digest(
        notice_id=notice.id,
        email=person.email,
        language=person.language,
        on=notice.on,
        mine=whole,
        due_soon=near,
        overdue=late,
        to_sign=sign,
        to_direct=direct,
    )


def _whose(session: Session, person: Person, today: dt.date) -> ColumnElement[bool]:
    held = session.scalars(
        select(Holding).where(
            Holding.person_id == person.id,
            Holding.since <= today,
            or_(Holding.until.is_(None), Holding.until >= today),
        )
    )
    shares = [
        and_(
            Task.assignee_id.is_(None),
            Task.authority_id == holding.authority_id,
            Task.role == holding.role,
            True if holding.role == CHAIRMAN else Task.unit_id == holding.unit_id,  # type: ignore[arg-type]
        )
        for holding in held
    ]
    return or_(Task.assignee_id == person.id, *shares)
