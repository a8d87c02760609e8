"""Councils for receiving citizens: set up, joined, left and ended on a day; nothing is ever overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotAllowed, NotFound, NotPossibleNow, OfficeError
from app.language import N_, _
from app.policy.actor import CHAIRMAN, UNIT_HEAD, Actor
from app.services import staff_trail
from app.services.people import EndBeforeStart, NameMissing
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import Holding, Person, ReceptionBody, ReceptionMember

PARTS = {
    "head": N_("Head of the body"),
    "deputy": N_("Deputy head"),
    "member": N_("Member"),
    "secretary": N_("Secretary of the body"),
}


class DecisionMissing(OfficeError):
    """Name the decision: its number and day."""


class AlreadyMember(OfficeError):
    """{name} is in this body already. End that membership first."""


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """Who joins a body, as what, from which day, by which decision."""

    part: str
    since: dt.date
    decision: str
    person_id: UUID | None = None
    name: str = ""  # of somebody who has no login here
    title: str = ""


def establish(
    session: Session, *, name: str, name_en: str, decision: str, since: dt.date, actor: Actor
) -> UUID:
    """Set up a body of one's own authority.

    Raises: NotAllowed, NameMissing, DecisionMissing.
    """
    _require_may_change(actor)
    if not name.strip():
        raise NameMissing
    body = ReceptionBody(
        id=new_id(),
        authority_id=actor.authority_id,
        name=" ".join(name.split())[:300],
        name_en=" ".join(name_en.split())[:300],
        decision=_decision(decision),
        since=since,
        until=None,
        ended_by=None,
    )
    session.add(body)
    session.flush()
    _record(session, body, actor, since=since.isoformat())
    return body.id


def join(session: Session, body_id: UUID, new: NewMember, *, actor: Actor) -> None:
    """Let somebody join a body from a day.

    Raises: NotFound, NotAllowed, NotPossibleNow, NameMissing, DecisionMissing, AlreadyMember.
    """
    body = _standing(session, body_id, actor)
    if new.part not in PARTS:
        raise NotFound
    name, title = _named(session, new, actor)
    known = session.scalars(
        select(ReceptionMember.id).where(
            ReceptionMember.body_id == body.id,
            ReceptionMember.name == name,
            or_(ReceptionMember.until.is_(None), ReceptionMember.until >= new.since),
        )
    ).first()
    if known is not None:
        raise AlreadyMember(name=name)
    session.add(
        ReceptionMember(
            id=new_id(),
            body_id=body.id,
            person_id=new.person_id,
            name=name,
            title=title,
            part=new.part,
            decision=_decision(new.decision),
            since=max(new.since, body.since),
            until=None,
            recorded_at=clock.now(),
            recorded_by_id=actor.person_id,
            ended_at=None,
            ended_by_id=None,
        )
    )
    _record(session, body, actor, joined=new.since.isoformat(), part=new.part)


def leave(session: Session, member_id: UUID, *, until: dt.date, actor: Actor) -> UUID:
    """Let a membership end with a day; gives the body.

    Raises: NotFound, NotAllowed, NotPossibleNow, EndBeforeStart.
    """
    member = session.get(ReceptionMember, member_id)
    if member is None:
        raise NotFound
    body = _standing(session, member.body_id, actor)
    if member.until is not None:
        raise NotPossibleNow(reason=_("this membership has ended already"))
    if until < member.since:
        raise EndBeforeStart
    member.until, member.ended_at, member.ended_by_id = until, clock.now(), actor.person_id
    _record(session, body, actor, left=until.isoformat(), member=str(member.id))
    return body.id


def end(session: Session, body_id: UUID, *, until: dt.date, decision: str, actor: Actor) -> None:
    """Let a body end with a day, and with it every membership.

    Raises: NotFound, NotAllowed, NotPossibleNow, EndBeforeStart, DecisionMissing.
    """
    body = _standing(session, body_id, actor)
    if until < body.since:
        raise EndBeforeStart
    body.until, body.ended_by = until, _decision(decision)
    session.execute(
        update(ReceptionMember)
        .where(ReceptionMember.body_id == body.id, ReceptionMember.until.is_(None))
        .values(until=until, ended_at=clock.now(), ended_by_id=actor.person_id)
    )
    _record(session, body, actor, until=until.isoformat())


def _standing(session: Session, body_id: UUID, actor: Actor) -> ReceptionBody:
    body = session.get(ReceptionBody, body_id)
    if body is None or body.authority_id != actor.authority_id:
        raise NotFound
    _require_may_change(actor)
    if body.until is not None:
        raise NotPossibleNow(reason=_("this body has ended"))
    return body


def _require_may_change(actor: Actor) -> None:
    if not actor.has(UNIT_HEAD, CHAIRMAN):
        raise NotAllowed


def _decision(text: str) -> str:
    decision = " ".join(text.split())[:300]
    if not decision:
        raise DecisionMissing
    return decision


def _named(session: Session, new: NewMember, actor: Actor) -> tuple[str, str]:
    if new.person_id is None:
        name = " ".join(new.name.split())[:300]
        if not name:
            raise NameMissing
        return name, " ".join(new.title.split())[:300]
    row = session.execute(
        select(Person.name, Holding.title)
        .join(Holding, Holding.person_id == Person.id)
        .where(Person.id == new.person_id, Holding.authority_id == actor.authority_id)
        .order_by(Holding.since.desc())
    ).first()
    if row is None:
        raise NotFound
    return row.name, row.title


def _record(session: Session, body: ReceptionBody, actor: Actor, **facts: object) -> None:
    staff_trail.record(
        session,
        Tag.BODY_CHANGE,
        actor_id=actor.person_id,
        unit_id=actor.unit_id,
        facts={"body": str(body.id), **facts},
    )
