"""The numbers of somebody's day, for the digest in the office and by mail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from app import clock
from app.legaltime.calendar import Calendar
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Holding, Notice, Person, Task
from db.models.runs import OPEN

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
        )
        .join(Case, Case.id == Task.case_id)
        .where(Task.state == OPEN, mine)
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
    ).all()
    units = frozenset(holding.unit_id for holding in held)
    return or_(false(), *(_share(person, holding, units) for holding in held))


def _share(person: Person, holding: Holding, units: frozenset[UUID]) -> ColumnElement[bool]:
    """Choose the tasks that an office brings: those taken on, and those that wait for it."""
    actor = Actor(
        person_id=person.id,
        name=person.name,
        authority_id=holding.authority_id,
        unit_id=holding.unit_id,
        holding_id=holding.id,
        roles=frozenset({holding.role}),
        title=holding.title,
        units=units,
    )
    mine = true() if actor.leads else Task.unit_id == holding.unit_id
    waiting = and_(Task.assignee_id.is_(None), Task.role == holding.role, mine)
    return and_(visible(actor), or_(Task.assignee_id == person.id, waiting))
