"""What the office told somebody: the day's digest, reminders, missed limits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app import clock
from app.casework.numbers import number_of
from app.listings import digest
from app.listings.digest import Digest
from app.listings.due import name_of
from app.listings.place import Place, values, written
from app.listings.visible import told
from app.policy.actor import Actor
from db.models import Case, Notice, Person

PAGE = 50
DIGEST = "digest"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice; ``matter`` is empty while the case is sealed."""

    notice_id: UUID
    kind: str
    on: dt.date
    unread: bool
    limit: str
    case_id: UUID | None
    incident_id: UUID | None
    task_id: UUID | None
    number: str
    matter: str


@dataclass(frozen=True, kw_only=True)
class Notices:
    """One page of what somebody was told, and today's numbers."""

    rows: tuple[Told, ...]
    after: str | None
    unread: int
    today: Digest | None


def show(session: Session, *, actor: Actor, after: Place | None = None) -> Notices:
    """Give one page of notices, the newest first, in a constant number of statements."""
    query = told(actor).where(Notice.kind != DIGEST).order_by(Notice.on.desc(), Notice.id.desc())
    if after:
        query = query.where(tuple_(Notice.on, Notice.id) < values(after))
    found = session.execute(query.limit(PAGE + 1)).all()
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return Notices(
        rows=tuple(_told(notice, case) for notice, case in found[:PAGE]),
        after=written(last.on, last.id) if last else None,
        unread=unread(session, actor=actor),
        today=_digest(session, actor),
    )


def unread(session: Session, *, actor: Actor) -> int:
    """Count what this person has not marked as read."""
    mine = told(actor).with_only_columns(Notice.id).where(Notice.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(mine.limit(1000).subquery())) or 0


def _told(notice: Notice, case: Case | None) -> Told:
    return Told(
        notice_id=notice.id,
        kind=notice.kind,
        on=notice.on,
        unread=notice.read_at is None,
        limit=name_of(notice.rule) if notice.rule else "",
        case_id=case.id if case else None,
        incident_id=notice.incident_id,
        task_id=notice.task_id,
        number=number_of(case) if case else "",
        matter=case.matter if case and not case.sealed else "",
    )


def _digest(session: Session, actor: Actor) -> Digest | None:
    """Give the numbers of the day, when this day's digest was written."""
    row = session.execute(
        select(Notice, Person)
        .join(Person, Person.id == Notice.person_id)
        .where(Notice.person_id == actor.person_id, Notice.kind == DIGEST, Notice.on == clock.today())
        .limit(1)
    ).one_or_none()
    return digest.numbers(session, *row) if row else None
