"""Councils for receiving citizens with who is in them today, and every change there was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.language import current
from app.listings.case_found import people_of
from app.policy.actor import Actor
from db.models import ReceptionBody, ReceptionMember


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a body, from a day to a day."""

    id: UUID
    name: str
    title: str
    part: str
    decision: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """Somebody joined or left, on which legal day, recorded when and by whom."""

    on: dt.date
    joined: bool
    name: str
    part: str
    decision: str
    recorded_at: dt.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body: its members today and its history, the newest change first."""

    id: UUID
    name: str
    decision: str
    since: dt.date
    until: dt.date | None
    ended_by: str
    members: tuple[Member, ...]
    changes: tuple[Change, ...]


def every(session: Session, *, actor: Actor) -> tuple[Body, ...]:
    """List the bodies of one's own authority, standing ones first."""
    bodies = session.scalars(
        select(ReceptionBody)
        .where(ReceptionBody.authority_id == actor.authority_id)
        .order_by(ReceptionBody.until.is_not(None), ReceptionBody.since.desc(), ReceptionBody.id)
    ).all()
    rows = session.scalars(
        select(ReceptionMember)
        .where(ReceptionMember.body_id.in_([body.id for body in bodies]))
        .order_by(ReceptionMember.since, ReceptionMember.id)
    ).all()
    names = people_of(session, {each for row in rows for each in (row.recorded_by_id, row.ended_by_id)})
    return tuple(
        Body(
            id=body.id,
            name=body.name_en if current() == "en" and body.name_en else body.name,
            decision=body.decision,
            since=body.since,
            until=body.until,
            ended_by=body.ended_by or "",
            members=tuple(_member(row) for row in rows if row.body_id == body.id and _is_in(row)),
            changes=tuple(_changes([row for row in rows if row.body_id == body.id], names)),
        )
        for body in bodies
    )


def _is_in(row: ReceptionMember) -> bool:
    today = clock.today()
    return row.since <= today and (row.until is None or row.until >= today)


def _member(row: ReceptionMember) -> Member:
    return Member(
        id=row.id,
        name=row.name,
        title=row.title,
        part=row.part,
        decision=row.decision,
        since=row.since,
        until=row.until,
    )


def _changes(rows: Iterable[ReceptionMember], names: dict[UUID | None, str]) -> list[Change]:
    found = []
    for row in rows:
        same = {"name": row.name, "part": row.part, "decision": row.decision}
        by = names.get(row.recorded_by_id, "")
        found.append(Change(on=row.since, joined=True, recorded_at=row.recorded_at, by=by, **same))
        if row.until is not None and row.ended_at is not None:
            by = names.get(row.ended_by_id, "")
            found.append(Change(on=row.until, joined=False, recorded_at=row.ended_at, by=by, **same))
    return sorted(found, key=lambda change: (change.on, change.recorded_at), reverse=True)
