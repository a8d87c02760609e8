"""The looks at sealed identities: those that a supervisor goes through, and one's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy import Row as Found
from sqlalchemy.orm import Session, aliased

from app import clock
from app.casework import grants, vault
from app.casework.numbers import number_of
from app.language import N_
from app.listings import case_found, case_parties
from app.listings.case_found import unit_name
from app.listings.case_parties import Stated
from app.listings.case_words import word
from app.listings.visible import about, visible
from app.policy import reveals as policy
from app.policy.actor import AUDITOR, Actor
from db.models import Case, Grant, Person, Reveal, Unit, VaultKey

PAGE = 50
STATES = {
    "shown": N_("Shown"),
    "asked": N_("Waits for a second person"),
    "approved": N_("Agreed to, for a day"),
    "refused": N_("Refused"),
}


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look, or one request; number and reason are empty for who may not see the case."""

    look_id: UUID
    case_id: UUID | None
    number: str
    who: str
    unit: str
    at: dt.datetime
    kind: str
    reason: str
    state: str
    state_words: str
    concerned: bool  # asked by somebody whom the matter is about, so refused by itself
    decided_by: str
    looked_by: str
    looked_on: dt.date | None
    can_decide: bool
    can_look: bool


@dataclass(frozen=True, kw_only=True)
class Looks:
    """One page, the newest first."""

    rows: tuple[Look, ...]
    after: str | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Who a sealed petition came from, and until when this person may read it."""

    case_id: UUID
    number: str
    parties: tuple[Stated, ...]
    until: dt.datetime
    seconds: int  # that are left


def page(session: Session, *, actor: Actor, after: UUID | None = None) -> Looks:
    """Give the looks that this person supervises, and their own, in a constant number of statements."""
    decider, supervisor = aliased(Person), aliased(Person)
    query = (
        select(Reveal, Case, VaultKey, Person.name, Unit, decider.name, supervisor.name, visible(actor))
        .join(Case, Case.id == Reveal.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .join(Person, Person.id == Reveal.person_id)
        .join(Unit, Unit.id == Reveal.unit_id)
        .outerjoin(decider, decider.id == Reveal.decided_by_id)
        .outerjoin(supervisor, supervisor.id == Reveal.looked_by_id)
        .where(Reveal.authority_id == actor.authority_id, _theirs(actor))
        .order_by(Reveal.id.desc())
        .limit(PAGE + 1)
    )
    found = session.execute(query.where(Reveal.id < after) if after else query).all()
    rows = tuple(_look(session, row, actor) for row in found[:PAGE])
    return Looks(rows=rows, after=str(rows[-1].look_id) if len(found) > PAGE else None)


def shown(session: Session, case_id: UUID, *, actor: Actor) -> Shown | None:
    """Give the identities while somebody's look lasts; nothing afterwards.

    Raises: NotFound for a case that may not be seen.
    """
    found, now = case_found.find(session, case_id, actor=actor), clock.now()
    until = session.scalar(
        select(Reveal.until)
        .where(Reveal.case_id == case_id, Reveal.person_id == actor.person_id, Reveal.until > now)
        .order_by(Reveal.until.desc())
        .limit(1)
    )
    if until is None:
        return None
    people = case_parties.of_case(session, found, actor=actor, revealed=True)
    return Shown(
        case_id=case_id,
        number=found.number,
        parties=people.parties,
        until=clock.local(until),
        seconds=max(1, int((until - now).total_seconds())),
    )


def _theirs(actor: Actor) -> ColumnElement[bool]:
    """Choose one's own looks, and those that one supervises; never in a matter about oneself."""
    deputy = (
        select(Grant.id)
        .where(
            Grant.case_id == Case.id,
            Grant.person_id == actor.person_id,
            Grant.role == policy.DEPUTY,
            grants.living(clock.now()),
        )
        .exists()
    )
    audited = ~about(actor) if actor.has(AUDITOR) else false()
    led = visible(actor) if actor.leads else and_(deputy, visible(actor))
    return or_(Reveal.person_id == actor.person_id, audited, led)


def _look(
    session: Session,
    row: Found[Reveal, Case, VaultKey, str, Unit, str, str, bool],
    actor: Actor,
) -> Look:
    look, case, key, who, unit, decided_by, looked_by, seen = row
    own = look.person_id == actor.person_id
    waits = look.state == "asked"
    return Look(
        look_id=look.id,
        case_id=case.id if seen else None,
        number=number_of(case) if seen else "",
        who=who,
        unit=unit_name(unit),
        at=clock.local(look.asked_at),
        kind=word(policy.REASONS, look.kind),
        reason=vault.read(session, key, look.reason) if seen or own else "",
        state=look.state,
        state_words=word(STATES, look.state),
        concerned=look.state == "refused" and look.decided_by_id is None,
        decided_by=decided_by or "",
        looked_by=looked_by or "",
        looked_on=clock.local(look.looked_at).date() if look.looked_at else None,
        can_decide=waits and bool(seen) and not own,
        can_look=not waits and look.looked_by_id is None and policy.may_look_at(actor, look, case),
    )
