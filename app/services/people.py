"""Who works here: people are admitted, hold roles in units from a day to a day, and leave."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import LANGUAGES
from app.policy.actor import ROLES, Actor
from app.policy.people import may_manage, require_may_administer
from app.sealing.folding import fold, sort_key
from app.services import sessions, staff_trail
from app.services.passwords import Credential
from app.services.sessions import held_on
from app.services.staff_trail import Tag
from db.models import Holding, Person, Unit

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")


class LoginTaken(OfficeError):
    """The login name {login} is already in use. Choose another."""


class LoginUnusable(OfficeError):
    """A login name has 2 to 40 small letters, digits, dots or dashes, and begins with a letter."""


class NameMissing(OfficeError):
    """Enter the full name."""


class RoleUnknown(OfficeError):
    """Choose one of the roles."""


class UnitMissing(OfficeError):
    """Choose a unit."""


class EndBeforeStart(OfficeError):
    """The last day lies before the first. Check both days."""


class UnitNotThen(OfficeError):
    """This unit does not exist on these days. Choose its successor, or other days."""


class AlreadyHeld(OfficeError):
    """This person already holds this role in this unit in that time. End that appointment first."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A role in a unit, from a day to a day, under a title in both languages."""

    unit_id: UUID
    role: str
    title: str
    title_en: str
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What is known of somebody who starts to work here."""

    login: str
    name: str
    email: str = ""
    language: str = "vi"


def admit(
    session: Session, newcomer: Newcomer, credential: Credential, first: Appointment, *, actor: Actor | None
) -> UUID:
    """Let somebody start to work here in a first office; gives the person's id.

    ``actor`` None is the installation itself.
    Raises: LoginTaken, LoginUnusable, NameMissing, and what ``appoint`` raises.
    """
    login, name = fold(newcomer.login), " ".join(newcomer.name.split())
    if not _LOGIN.fullmatch(login):
        raise LoginUnusable
    if not name:
        raise NameMissing
    if session.scalars(select(Person.id).where(Person.login == login)).first():
        raise LoginTaken(login=login)
    person = Person(
        name=name,
        sort_key=sort_key(name)[:300],
        login=login,
        email=newcomer.email.strip(),
        password_hash=credential.hashed,
        must_change=credential.must_change,
        active=True,
        language=newcomer.language if newcomer.language in LANGUAGES else LANGUAGES[0],
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()  # the first office points at the person
    _record(session, Tag.PERSON_ADMIT, person.id, actor=actor)
    appoint(session, person.id, first, actor=actor)
    return person.id


def appoint(session: Session, person_id: UUID, appointment: Appointment, *, actor: Actor | None) -> UUID:
    """Give a person a role in a unit from a day on; gives the id of the holding.

    Raises: NotFound, NotAllowed, RoleUnknown, EndBeforeStart, UnitNotThen, AlreadyHeld.
    """
    unit = session.get(Unit, appointment.unit_id)
    if unit is None or session.get(Person, person_id) is None:
        raise NotFound
    if actor:
        require_may_administer(actor, unit.authority_id)
        _require_not_oneself(actor, person_id)
        _require_known_here(session, person_id, actor)
    _check(session, person_id, unit, appointment)
    holding = Holding(
        person_id=person_id,
        authority_id=unit.authority_id,
        unit_id=unit.id,
        role=appointment.role,
        title=appointment.title.strip(),
        title_en=appointment.title_en.strip() or appointment.title.strip(),
        since=appointment.since,
        until=appointment.until,
    )
    session.add(holding)
    session.flush()  # its id goes into the trail
    facts = {
        "role": holding.role,
        "unit": str(unit.id),
        "since": holding.since.isoformat(),
        "until": holding.until.isoformat() if holding.until else None,
    }
    _record(session, Tag.PERSON_APPOINT, person_id, actor=actor, facts=facts)
    return holding.id


def end_appointment(session: Session, holding_id: UUID, *, until: dt.date, actor: Actor) -> None:
    """Let a holding end with a day; what was done in it stays done.

    Raises: NotFound, NotAllowed, EndBeforeStart.
    """
    holding = session.get(Holding, holding_id)
    if holding is None:
        raise NotFound
    require_may_administer(actor, holding.authority_id)
    _require_not_oneself(actor, holding.person_id)
    if until < holding.since:
        raise EndBeforeStart
    holding.until = until
    facts = {"holding": str(holding.id), "until": until.isoformat()}
    _record(session, Tag.PERSON_END, holding.person_id, actor=actor, facts=facts)


def reset_password(session: Session, person_id: UUID, credential: Credential, *, actor: Actor) -> None:
    """Replace a forgotten password by a one-time one; every sign-in of the person ends.

    Raises: NotFound, NotAllowed.
    """
    person = _managed(session, person_id, actor)
    person.password_hash, person.must_change = credential.hashed, True
    sessions.end_all(session, person_id)
    _record(session, Tag.PASSWORD_RESET, person_id, actor=actor)


def disable(session: Session, person_id: UUID, *, actor: Actor) -> None:
    """Close a person's login at once; every sign-in ends.

    Raises: NotFound, NotAllowed.
    """
    _managed(session, person_id, actor).active = False
    sessions.end_all(session, person_id)
    _record(session, Tag.PERSON_DISABLE, person_id, actor=actor)


def enable(session: Session, person_id: UUID, *, actor: Actor) -> None:
    """Open a person's login again.

    Raises: NotFound, NotAllowed.
    """
    _managed(session, person_id, actor).active = True
    _record(session, Tag.PERSON_ENABLE, person_id, actor=actor)


def _check(session: Session, person_id: UUID, unit: Unit, wanted: Appointment) -> None:
    if wanted.role not in ROLES:
        raise RoleUnknown
    if wanted.until and wanted.until < wanted.since:
        raise EndBeforeStart
    last = wanted.until or dt.date.max
    if wanted.since < unit.since or (unit.until and last > unit.until):
        raise UnitNotThen
    for held in session.scalars(
        select(Holding).where(
            Holding.person_id == person_id, Holding.unit_id == unit.id, Holding.role == wanted.role
        )
    ):
        if held.since <= last and wanted.since <= (held.until or dt.date.max):
            raise AlreadyHeld


def _managed(session: Session, person_id: UUID, actor: Actor) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    _require_known_here(session, person_id, actor)
    if not may_manage(actor, person_id, _authorities(session, person_id)):
        raise NotAllowed
    return person


def _authorities(session: Session, person_id: UUID) -> set[UUID]:
    """Say for which authorities a person works today; for nobody today, all they ever worked for."""
    of_person = select(Holding.authority_id).where(Holding.person_id == person_id)
    today = set(session.scalars(of_person.where(held_on(clock.today()))))
    return today or set(session.scalars(of_person))


def _require_known_here(session: Session, person_id: UUID, actor: Actor) -> None:
    """Keep the people of another authority out of sight; a newcomer without any office is in sight."""
    ever = set(session.scalars(select(Holding.authority_id).where(Holding.person_id == person_id)))
    if ever and actor.authority_id not in ever:
        raise NotFound


def _require_not_oneself(actor: Actor, person_id: UUID) -> None:
    if actor.person_id == person_id:
        raise NotAllowed


def _record(
    session: Session,
    tag: Tag,
    person_id: UUID,
    *,
    actor: Actor | None,
    facts: Mapping[str, object] | None = None,
) -> None:
    staff_trail.record(
        session,
        tag,
        actor_id=actor.person_id if actor else None,
        unit_id=actor.unit_id if actor else None,
        facts={"person": str(person_id), **(facts or {})},
    )
