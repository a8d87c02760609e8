"""Sittings in which citizens are received: planned and announced, moved, held, or not held and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotAllowed, NotFound, NotPossibleNow, OfficeError
from app.language import N_, _
from app.legaltime import receptions as law
from app.policy.actor import CHAIRMAN, OFFICER, UNIT_HEAD, Actor
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import Authority, Holding, Person, ReceptionBody, ReceptionSession

REGULAR, PERIODIC, UNSCHEDULED = "regular", "periodic", "unscheduled"
KINDS = {
    REGULAR: N_("Regular reception"),
    PERIODIC: N_("Periodic reception by the leader"),
    UNSCHEDULED: N_("Unscheduled reception"),
}
SECRETARY, DEPUTY, RECEIVER = "party_secretary", "deputy", "officer"
DUTIES = {
    CHAIRMAN: N_("Chairman of the People's Committee"),
    SECRETARY: N_("Party secretary"),
    DEPUTY: N_("Deputy"),
    RECEIVER: N_("Receiving officer"),
}
PLANNED, HELD, NOT_HELD = "planned", "held", "not_held"
LONGEST = 1000


class DeputyRefused(OfficeError):
    """Only the leader receives citizens in a periodic sitting.

    Since {since} nobody stands in for the leader ({article}). Choose the leader, or plan a regular sitting.
    """


class LeaderOnly(OfficeError):
    """A sitting of this kind is held by a leader. Choose who receives, or plan a regular sitting."""


class NotTheLeader(OfficeError):
    """{name} does not hold the office of Chairman on that day. Choose who does."""


class ReceiverMissing(OfficeError):
    """Say who receives: choose somebody of the office, or write name and title."""


class PlaceMissing(OfficeError):
    """Say where citizens are received."""


class ReasonMissing(OfficeError):
    """Say why; citizens who wanted to come read it in the published schedule."""


@dataclass(frozen=True, kw_only=True)
class NewSitting:
    """What is known of a sitting to be held."""

    kind: str
    duty: str
    on: dt.date
    place: str
    hours: str = ""
    online: bool = False
    receiver_id: UUID | None = None
    receiver: str = ""  # name and title of somebody who has no login here
    body_id: UUID | None = None


def plan(session: Session, new: NewSitting, *, actor: Actor) -> UUID:
    """Plan a sitting; it stands in the published schedule from now on.

    Raises: NotAllowed, DeputyRefused, LeaderOnly, NotTheLeader, ReceiverMissing, PlaceMissing, NotFound.
    """
    _require_receiver(actor)
    if new.kind not in KINDS or new.duty not in DUTIES:
        raise NotFound
    if not new.place.strip():
        raise PlaceMissing
    authority = session.get_one(Authority, actor.authority_id)
    _require_leader(session, authority, new)
    _require_body(session, new.body_id, actor)
    sitting = ReceptionSession(
        id=new_id(),
        authority_id=authority.id,
        kind=new.kind,
        online=new.online,
        planned_on=new.on,
        moved_from=None,
        hours=" ".join(new.hours.split())[:100],
        place=" ".join(new.place.split())[:300],
        duty=new.duty,
        receiver_id=new.receiver_id,
        receiver=_named(session, new, actor),
        body_id=new.body_id,
        state=PLANNED,
        held_on=None,
        reason=None,
        planned_by_id=actor.person_id,
        created_at=clock.now(),
    )
    session.add(sitting)
    session.flush()
    _record(session, Tag.RECEPTION_PLAN, sitting, actor, kind=new.kind, on=new.on.isoformat())
    return sitting.id


def today(session: Session, *, actor: Actor) -> UUID:
    """Give today's regular sitting of this officer, opening it when there is none yet."""
    _require_receiver(actor)
    day = clock.today()
    known = session.scalars(
        select(ReceptionSession.id).where(
            ReceptionSession.authority_id == actor.authority_id,
            ReceptionSession.planned_on == day,
            ReceptionSession.kind == REGULAR,
            ReceptionSession.receiver_id == actor.person_id,
            ReceptionSession.state != NOT_HELD,
        )
    ).first()
    if known is not None:
        return known
    duty = CHAIRMAN if actor.leads else RECEIVER
    place = session.get_one(Authority, actor.authority_id).name
    new = NewSitting(
        kind=REGULAR,
        duty=duty,
        on=day,
        place=_("Reception room, {authority}", authority=place),
        receiver_id=actor.person_id,
    )
    return plan(session, new, actor=actor)


def move(session: Session, sitting_id: UUID, *, to: dt.date, reason: str, actor: Actor) -> None:
    """Move a sitting to another day; the change is announced with its reason.

    Raises: NotFound, NotAllowed, NotPossibleNow, ReasonMissing, DeputyRefused, NotTheLeader.
    """
    sitting = _planned(session, sitting_id, actor)
    if not reason.strip():
        raise ReasonMissing
    if to < clock.today():
        raise NotPossibleNow(reason=_("a sitting cannot be moved to a day that is past"))
    new = NewSitting(
        kind=sitting.kind, duty=sitting.duty, on=to, place=sitting.place, receiver_id=sitting.receiver_id
    )
    _require_leader(session, session.get_one(Authority, sitting.authority_id), new)
    sitting.moved_from = sitting.moved_from or sitting.planned_on
    sitting.planned_on, sitting.reason = to, reason.strip()[:LONGEST]
    _record(session, Tag.RECEPTION_MOVE, sitting, actor, to=to.isoformat())


def hold(session: Session, sitting_id: UUID, *, actor: Actor) -> None:
    """Record that a sitting was held on its day, also when nobody came.

    Raises: NotFound, NotAllowed, NotPossibleNow before its day.
    """
    sitting = _planned(session, sitting_id, actor)
    begin(session, sitting, actor=actor)


def begin(session: Session, sitting: ReceptionSession, *, actor: Actor) -> None:
    """Let a sitting count as held; the first visit does so by itself.

    Raises: NotPossibleNow before its day, or when it was recorded as not held.
    """
    if sitting.planned_on > clock.today():
        raise NotPossibleNow(reason=_("this sitting lies in the future"))
    if sitting.state == NOT_HELD:
        raise NotPossibleNow(reason=_("this sitting was recorded as not held"))
    if sitting.state == PLANNED:
        sitting.state, sitting.held_on = HELD, sitting.planned_on
        _record(session, Tag.RECEPTION_HOLD, sitting, actor)


def skip(session: Session, sitting_id: UUID, *, reason: str, actor: Actor) -> None:
    """Record that a sitting was not held, and why.

    Raises: NotFound, NotAllowed, NotPossibleNow when it was held, ReasonMissing.
    """
    sitting = _planned(session, sitting_id, actor)
    if not reason.strip():
        raise ReasonMissing
    sitting.state, sitting.reason = NOT_HELD, reason.strip()[:LONGEST]
    _record(session, Tag.RECEPTION_SKIP, sitting, actor)


def find(session: Session, sitting_id: UUID, *, actor: Actor) -> ReceptionSession:
    """Find a sitting of one's own authority.

    Raises: NotFound.
    """
    sitting = session.get(ReceptionSession, sitting_id)
    if sitting is None or sitting.authority_id != actor.authority_id:
        raise NotFound
    return sitting


def _planned(session: Session, sitting_id: UUID, actor: Actor) -> ReceptionSession:
    _require_receiver(actor)
    sitting = find(session, sitting_id, actor=actor)
    if sitting.state != PLANNED:
        raise NotPossibleNow(reason=_("this sitting is not planned any more"))
    return sitting


def _require_receiver(actor: Actor) -> None:
    if not actor.has(OFFICER, UNIT_HEAD, CHAIRMAN):
        raise NotAllowed


def _require_leader(session: Session, authority: Authority, new: NewSitting) -> None:
    """Hold a sitting to who may receive in it on its day; the law of that day decides about deputies."""
    if new.kind != REGULAR and new.duty == RECEIVER:
        raise LeaderOnly
    rule = law.stand_in(authority.level, new.on)
    if new.kind == PERIODIC and new.duty == DEPUTY and not rule.allowed:
        raise DeputyRefused(since=_day(rule.since), article=rule.article)
    if new.duty == CHAIRMAN:
        _require_chairman(session, authority, new)


def _require_chairman(session: Session, authority: Authority, new: NewSitting) -> None:
    if new.receiver_id is None:
        raise ReceiverMissing
    held = session.scalars(
        select(Holding.id).where(
            Holding.person_id == new.receiver_id,
            Holding.authority_id == authority.id,
            Holding.role == CHAIRMAN,
            Holding.since <= new.on,
            or_(Holding.until.is_(None), Holding.until >= new.on),
        )
    ).first()
    if held is None:
        raise NotTheLeader(name=session.get_one(Person, new.receiver_id).name)


def _require_body(session: Session, body_id: UUID | None, actor: Actor) -> None:
    body = session.get(ReceptionBody, body_id) if body_id else None
    if body_id and (body is None or body.authority_id != actor.authority_id):
        raise NotFound


def _named(session: Session, new: NewSitting, actor: Actor) -> str:
    if new.receiver_id is None:
        name = " ".join(new.receiver.split())[:300]
        if not name:
            raise ReceiverMissing
        return name
    row = session.execute(
        select(Person.name, Holding.title)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Person.id == new.receiver_id,
            Holding.authority_id == actor.authority_id,
            Holding.since <= new.on,
            or_(Holding.until.is_(None), Holding.until >= new.on),
        )
        .order_by(Holding.role == CHAIRMAN, Holding.since)
    ).first()
    if row is None:
        raise NotFound
    return f"{row.title} {row.name}"


def _record(session: Session, tag: Tag, sitting: ReceptionSession, actor: Actor, **facts: object) -> None:
    staff_trail.record(
        session,
        tag,
        actor_id=actor.person_id,
        unit_id=actor.unit_id,
        facts={"sitting": str(sitting.id), **facts},
    )


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
