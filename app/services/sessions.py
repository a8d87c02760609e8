"""Who is signed in, in which office they act, and until when."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from app import clock
from app.casework import lawbook
from app.errors import NotAllowed
from app.policy.actor import Actor
from db import swift
from db.models import Authority, Holding, LoginSession, Person, Unit

TOUCH = dt.timedelta(minutes=1)  # how exactly "last seen" is known; finer would write on every page


def held_on(day: dt.date | BindParameter[dt.date]) -> ColumnElement[bool]:
    """Say in SQL that a holding stands on a day."""
    return and_(Holding.since <= day, or_(Holding.until.is_(None), Holding.until >= day))


_SIGNED_IN = swift.Look(
    select(LoginSession, Person, Holding, Unit, Authority, lawbook.STAMP)
    .join(Person, Person.id == LoginSession.person_id)
    .outerjoin(Holding, and_(Holding.person_id == Person.id, held_on(bindparam("today", type_=Date))))
    .outerjoin(Unit, Unit.id == Holding.unit_id)
    .outerjoin(Authority, Authority.id == Holding.authority_id)
    .where(
        LoginSession.digest == bindparam("digest"),
        LoginSession.ended_at.is_(None),
        LoginSession.created_at > bindparam("begun_after"),
        LoginSession.seen_at > bindparam("seen_after"),
        Person.active,
    )
    .order_by(Holding.since, Holding.id)
)


@dataclass(frozen=True, kw_only=True)
class Lifetimes:
    """How long a sign-in lasts: without a click, and at all."""

    idle: dt.timedelta = dt.timedelta(minutes=30)
    absolute: dt.timedelta = dt.timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class HeldOffice:
    """An office that somebody holds today and may act in."""

    holding_id: UUID
    authority_id: UUID
    unit_id: UUID
    role: str
    title: str
    title_en: str
    unit: str
    unit_en: str
    authority: str
    authority_en: str


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Somebody signed in: the person, and the office they act in, if they hold one today."""

    session_id: UUID
    person_id: UUID
    name: str
    login: str
    language: str
    must_change: bool
    seen_at: dt.datetime
    actor: Actor | None
    office: HeldOffice | None
    offices: tuple[HeldOffice, ...]


def begin(session: Session, person_id: UUID) -> str:
    """Start a sign-in and give its secret (256 bits), which only the person's cookie will hold."""
    secret, now = secrets.token_urlsafe(32), clock.now()
    last = session.scalars(
        select(LoginSession.holding_id)
        .where(LoginSession.person_id == person_id, LoginSession.holding_id.is_not(None))
        .order_by(LoginSession.created_at.desc(), LoginSession.id.desc())
        .limit(1)
    ).first()
    session.add(
        LoginSession(
            digest=_digest(secret),
            person_id=person_id,
            holding_id=last,
            created_at=now,
            seen_at=now,
            ended_at=None,
        )
    )
    return secret


def resume(session: Session, secret: str, *, lifetimes: Lifetimes) -> Presence | None:
    """Recognise somebody by their cookie; nobody when it ended, expired, or the person was disabled."""
    now = clock.now()
    rows = _SIGNED_IN.rows(
        session,
        digest=_digest(secret),
        begun_after=now - lifetimes.absolute,
        seen_after=now - lifetimes.idle,
        today=clock.today(),
    )
    if not rows:
        return None
    login, person, *_rest, law = rows[0]
    lawbook.fresh(session, law)
    offices = tuple(_office(*held) for _login, _person, *held, _law in rows if held[0] is not None)
    return _presence(login, person, offices)


def is_stale(presence: Presence) -> bool:
    """Tell whether "last seen" is old enough to be written again."""
    return clock.now() - presence.seen_at >= TOUCH


def touch(session: Session, presence: Presence) -> None:
    """Remember that the person was here now."""
    session.execute(
        update(LoginSession).where(LoginSession.id == presence.session_id).values(seen_at=clock.now())
    )


def act_as(session: Session, presence: Presence, holding_id: UUID) -> HeldOffice:
    """Change the office in which somebody acts, within one sign-in.

    Raises: NotAllowed when the office is not theirs today.
    """
    chosen = next((office for office in presence.offices if office.holding_id == holding_id), None)
    if chosen is None:
        raise NotAllowed
    session.execute(
        update(LoginSession).where(LoginSession.id == presence.session_id).values(holding_id=holding_id)
    )
    return chosen


def end(session: Session, session_id: UUID) -> None:
    """End one sign-in; its cookie is worth nothing from now on."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.id == session_id, LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_all(session: Session, person_id: UUID) -> None:
    """End every sign-in of a person: after a changed password, or when the person is disabled."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _office(holding: Holding, unit: Unit, authority: Authority) -> HeldOffice:
    return HeldOffice(
        holding_id=holding.id,
        authority_id=holding.authority_id,
        unit_id=holding.unit_id,
        role=holding.role,
        title=holding.title,
        title_en=holding.title_en,
        unit=unit.name,
        unit_en=unit.name_en,
        authority=authority.name,
        authority_en=authority.name_en,
    )


def _presence(login: LoginSession, person: Person, offices: tuple[HeldOffice, ...]) -> Presence:
    first = offices[0] if offices else None
    office = next((each for each in offices if each.holding_id == login.holding_id), first)
    return Presence(
        session_id=login.id,
        person_id=person.id,
        name=person.name,
        login=person.login,
        language=person.language,
        must_change=person.must_change,
        seen_at=login.seen_at,
        actor=_actor(person, office, offices) if office else None,
        office=office,
        offices=offices,
    )


def _actor(person: Person, office: HeldOffice, offices: tuple[HeldOffice, ...]) -> Actor:
    """Act in one unit, with all the roles held in it: a small ward's officer is often its clerk too."""
    return Actor(
        person_id=person.id,
        name=person.name,
        authority_id=office.authority_id,
        unit_id=office.unit_id,
        holding_id=office.holding_id,
        roles=frozenset(each.role for each in offices if each.unit_id == office.unit_id),
        title=office.title,
        units=frozenset(each.unit_id for each in offices),
    )
