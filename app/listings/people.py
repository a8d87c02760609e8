"""Who works for an authority, in which offices, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.policy.actor import Actor
from app.policy.people import may_manage
from db.models import Holding, Person, Unit


@dataclass(frozen=True, kw_only=True)
class Office:
    """One holding: a role in a unit from a day to a day, and whether it stands today."""

    id: UUID
    role: str
    title: str
    title_en: str
    unit: str
    unit_en: str
    since: dt.date
    until: dt.date | None
    stands: bool  # today
    over: bool  # before today


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A person as the administrator sees them; offices in other authorities are not shown."""

    id: UUID
    name: str
    login: str
    email: str
    language: str
    active: bool
    must_change: bool
    offices: tuple[Office, ...]
    manageable: bool  # whether the login may be reset or closed from here

    @property
    def today(self) -> tuple[Office, ...]:
        """Give the offices that stand today."""
        return tuple(office for office in self.offices if office.stands)


def of_authority(session: Session, *, actor: Actor) -> tuple[Colleague, ...]:
    """List everybody who holds or ever held an office in the actor's authority, by given name."""
    here = select(Holding.person_id).where(Holding.authority_id == actor.authority_id)
    return _read(session, here, actor)


def person(session: Session, person_id: UUID, *, actor: Actor) -> Colleague:
    """Show one of them.

    Raises: NotFound.
    """
    here = select(Holding.person_id).where(
        Holding.authority_id == actor.authority_id, Holding.person_id == person_id
    )
    found = _read(session, here, actor)
    if not found:
        raise NotFound
    return found[0]


def _read(session: Session, people: Select[UUID], actor: Actor) -> tuple[Colleague, ...]:
    rows = session.execute(
        select(Person, Holding, Unit)
        .join(Holding, Holding.person_id == Person.id)
        .join(Unit, Unit.id == Holding.unit_id)
        .where(Person.id.in_(people))
        .order_by(Person.sort_key, Person.id, Holding.since.desc(), Holding.id)
    ).all()
    grouped = groupby(rows, key=lambda row: row.Person)
    return tuple(_colleague(who, [(row.Holding, row.Unit) for row in each], actor) for who, each in grouped)


def _colleague(who: Person, held: list[tuple[Holding, Unit]], actor: Actor) -> Colleague:
    ours = tuple(
        _office(holding, unit) for holding, unit in held if holding.authority_id == actor.authority_id
    )
    return Colleague(
        id=who.id,
        name=who.name,
        login=who.login,
        email=who.email,
        language=who.language,
        active=who.active,
        must_change=who.must_change,
        offices=ours,
        manageable=may_manage(actor, who.id, _authorities(holding for holding, _ in held)),
    )


def _authorities(held: Iterable[Holding]) -> set[UUID]:
    holdings = list(held)
    today = {each.authority_id for each in holdings if _stands(each)}
    return today or {each.authority_id for each in holdings}


def _office(holding: Holding, unit: Unit) -> Office:
    return Office(
        id=holding.id,
        role=holding.role,
        title=holding.title,
        title_en=holding.title_en,
        unit=unit.name,
        unit_en=unit.name_en,
        since=holding.since,
        until=holding.until,
        stands=_stands(holding),
        over=holding.until is not None and holding.until < clock.today(),
    )


def _stands(holding: Holding) -> bool:
    day = clock.today()
    return holding.since <= day and (holding.until is None or holding.until >= day)
