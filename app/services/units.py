"""The units of an authority: established on a day, ended on a day, their work carried on by successors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound, OfficeError
from app.language import N_
from app.policy.actor import Actor
from app.policy.people import require_may_administer
from app.sealing.folding import fold
from app.services import staff_trail
from app.services.people import EndBeforeStart, NameMissing, UnitNotThen
from app.services.staff_trail import Tag
from db.models import Authority, Holding, Unit, UnitSuccession

KINDS = {
    "leadership": N_("Leadership"),
    "office": N_("Administrative office"),
    "reception": N_("Reception"),
    "division": N_("Division"),
    "centre": N_("Centre"),
    "historical": N_("Historical"),
}


class KindUnknown(OfficeError):
    """Choose what kind of unit this is."""


class StillHeld(OfficeError):
    """People still hold offices in this unit after that day. End or move their appointments first."""


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """What is known of a unit to be established."""

    name: str
    name_en: str
    kind: str
    since: dt.date
    parent_id: UUID | None = None
    key: str = ""  # by which tables propose it («economy», «culture»); made of the name if empty


def establish(session: Session, authority_id: UUID, new: NewUnit, *, actor: Actor | None) -> UUID:
    """Establish a unit in an authority; gives its id, which never changes.

    Raises: NotFound, NotAllowed, NameMissing, KindUnknown, UnitNotThen.
    """
    if session.get(Authority, authority_id) is None:
        raise NotFound
    if actor:
        require_may_administer(actor, authority_id)
    name = " ".join(new.name.split())
    if not name:
        raise NameMissing
    if new.kind not in KINDS:
        raise KindUnknown
    if new.parent_id:
        _require_standing(_of(session, new.parent_id, authority_id), new.since)
    unit = Unit(
        authority_id=authority_id,
        parent_id=new.parent_id,
        key=_free_key(session, authority_id, new.key or name),
        name=name,
        name_en=" ".join(new.name_en.split()) or name,
        kind=new.kind,
        since=new.since,
        until=None,
    )
    session.add(unit)
    session.flush()  # its id goes into the trail
    _record(session, Tag.UNIT_ESTABLISH, unit.id, actor=actor, facts={"since": new.since.isoformat()})
    return unit.id


def end_unit(
    session: Session, unit_id: UUID, *, until: dt.date, successors: Sequence[UUID], actor: Actor
) -> None:
    """Let a unit end with a day, and name the units that carry on its work from the next day.

    Raises: NotFound, NotAllowed, EndBeforeStart, StillHeld, UnitNotThen.
    """
    unit = _of(session, unit_id, actor.authority_id)
    require_may_administer(actor, unit.authority_id)
    if until < unit.since:
        raise EndBeforeStart
    held = select(Holding.id).where(
        Holding.unit_id == unit.id, or_(Holding.until.is_(None), Holding.until > until)
    )
    if session.scalars(held.limit(1)).first():
        raise StillHeld
    unit.until = until
    day = until + dt.timedelta(days=1)
    for successor_id in dict.fromkeys(successors):
        _require_standing(_of(session, successor_id, unit.authority_id), day)
        if successor_id == unit.id:
            raise UnitNotThen
        session.add(UnitSuccession(predecessor_id=unit.id, successor_id=successor_id, since=day))
    facts = {"until": until.isoformat(), "successors": [str(each) for each in successors]}
    _record(session, Tag.UNIT_END, unit.id, actor=actor, facts=facts)


def _of(session: Session, unit_id: UUID, authority_id: UUID) -> Unit:
    unit = session.get(Unit, unit_id)
    if unit is None or unit.authority_id != authority_id:
        raise NotFound
    return unit


def _require_standing(unit: Unit, day: dt.date) -> None:
    if day < unit.since or (unit.until and day > unit.until):
        raise UnitNotThen


def _free_key(session: Session, authority_id: UUID, name: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:34] or "unit"
    taken = set(session.scalars(select(Unit.key).where(Unit.authority_id == authority_id)))
    return next(
        key for n in range(1, len(taken) + 2) if (key := base if n == 1 else f"{base}-{n}") not in taken
    )


def _record(
    session: Session, tag: Tag, unit_id: UUID, *, actor: Actor | None, facts: Mapping[str, object]
) -> None:
    staff_trail.record(
        session,
        tag,
        actor_id=actor.person_id if actor else None,
        unit_id=actor.unit_id if actor else None,
        facts={"unit": str(unit_id), **facts},
    )
