"""Who holds a right to a sealed case, for those who see it; and whom the leader may give one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.casework.grants import EMERGENCY, RECEIVER, RIGHTS
from app.language import _
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import word
from app.policy.actor import Actor
from app.policy.cases import UNCLASSIFIED, WORKING
from db.models import Holding, Person


@dataclass(frozen=True, kw_only=True)
class Right:
    """One right: who holds it, as what, and until when."""

    person_id: UUID
    name: str
    role: str
    until: dt.date


@dataclass(frozen=True, kw_only=True)
class Rights:
    """The rights to a sealed case; ``people`` are those whom this reader may give one of ``roles``."""

    rows: tuple[Right, ...]
    people: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]


def of_case(session: Session, found: FoundCase, *, actor: Actor) -> Rights | None:
    """Give the living rights to a sealed case; nothing where nothing is sealed."""
    if not found.case.sealed:
        return None
    names = people_of(session, {grant.person_id for grant in found.grants})
    rows = tuple(
        Right(
            person_id=grant.person_id,
            name=names.get(grant.person_id, ""),
            role=word(RIGHTS, grant.role),
            until=clock.local(grant.until).date(),
        )
        for grant in found.grants
    )
    may_give = actor.leads and found.case.kind != UNCLASSIFIED
    return Rights(
        rows=rows,
        people=_people(session, found) if may_give else (),
        roles=tuple((role, _(words)) for role, words in RIGHTS.items() if role not in {RECEIVER, EMERGENCY}),
    )


def _people(session: Session, found: FoundCase) -> tuple[tuple[str, str], ...]:
    """List who works here today and is not concerned."""
    case, today = found.case, clock.today()
    held = session.execute(
        select(Person.id, Person.name, Holding.unit_id, Holding.role)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Holding.authority_id == case.authority_id,
            Person.active,
            Holding.since <= today,
            or_(Holding.until.is_(None), Holding.until >= today),
        )
        .order_by(Person.sort_key, Person.id)
    ).all()
    concerned = {row.id for row in held if row.unit_id == case.contested_unit_id} | {case.contested_author_id}
    return tuple(
        dict.fromkeys(
            (str(row.id), row.name) for row in held if row.id not in concerned and row.role in WORKING
        )
    )
