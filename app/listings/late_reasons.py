"""Why limits were missed: the reasons still owed after the work was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.casework.numbers import number_of
from app.language import content, current
from app.listings.due import name_of
from app.listings.visible import visible
from app.policy.actor import UNIT_HEAD, Actor
from db.models import Case, Deadline, LateReason, Unit

DESK, FORM, FIELD = "escalation", "direction", "late_reason"
MOST = 200
OVER = ("met", "ended")


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One reason that nobody has given yet; ``matter`` is empty while the case is sealed."""

    reason_id: UUID
    case_id: UUID
    number: str
    matter: str
    sealed: bool
    limit: str
    unit: str
    due_on: dt.date
    met_on: dt.date | None
    days_late: int
    owed_since: dt.date


def owed(session: Session, *, actor: Actor) -> tuple[Owed, ...]:
    """Give the reasons owed in the authority for its leader, in their own unit for its head."""
    if not actor.has(UNIT_HEAD) and not actor.leads:
        return ()
    rows = session.execute(
        select(LateReason, Case, Deadline, Unit)
        .join(Case, Case.id == LateReason.case_id)
        .join(Deadline, Deadline.id == LateReason.deadline_id)
        .join(Unit, Unit.id == LateReason.unit_id)
        .where(LateReason.recorded_at.is_(None), Deadline.state.in_(OVER), *_whose(actor))
        .order_by(LateReason.owed_since, LateReason.id)
        .limit(MOST)
    )
    return tuple(_owed(reason, case, deadline, unit) for reason, case, deadline, unit in rows)


def codes(session: Session) -> tuple[tuple[str, str], ...]:
    """Give the coded reasons, as the desk's form in force has them."""
    version = definitions.in_force(session, DESK, clock.today())
    form = definitions.pinned(session, version).forms[FORM]
    return tuple(
        (each.value, content(each.label))
        for part in form.walk()
        if part.key == FIELD
        for each in part.choices
    )


def _whose(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    if not actor.leads:
        return (LateReason.unit_id == actor.unit_id, visible(actor))
    own = select(Unit.id).where(Unit.authority_id == actor.authority_id)
    return (LateReason.unit_id.in_(own), visible(actor))


def _owed(reason: LateReason, case: Case, deadline: Deadline, unit: Unit) -> Owed:
    ended = deadline.met_on or case.closed_on or clock.today()
    return Owed(
        reason_id=reason.id,
        case_id=case.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        limit=name_of(deadline.rule),
        unit=unit.name_en if current() == "en" else unit.name,
        due_on=deadline.due_on,
        met_on=deadline.met_on,
        days_late=max(0, (ended - deadline.due_on).days),
        owed_since=clock.local(reason.owed_since).date(),
    )
