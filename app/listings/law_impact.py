"""What a change of a limit would do to the cases under way, said before anybody confirms it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.casework.hold import LIVING
from app.casework.numbers import number_of
from app.language import _, short_date
from app.legaltime.entries import CALENDAR, Entry
from app.listings import recounts
from app.listings.visible import visible
from app.policy.actor import Actor
from db.base import NEVER
from db.models import Case, Deadline, Unit

MOST = 200  # cases on one page of those that a limit runs in
MOST_LISTED = 50  # of those that a text or a version touches
MOST_LOOKED_AT = 500


@dataclass(frozen=True, kw_only=True)
class RunningCase:
    """One case in which a limit runs."""

    case_id: UUID
    number: str
    matter: str
    unit: str
    unit_en: str
    due_on: dt.date | None


def running(session: Session, rule: str, *, actor: Actor) -> int:
    """Count the cases in which a limit runs now, of the sealed ones only those that this person may see."""
    query = select(func.count(Deadline.case_id.distinct())).join(Case, Case.id == Deadline.case_id)
    return session.scalar(query.where(_runs(rule), visible(actor))) or 0


def cases(session: Session, rule: str, *, actor: Actor) -> tuple[RunningCase, ...]:
    """List the cases in which a limit runs now, the nearest due first."""
    rows = session.execute(
        select(Case, Deadline.due_on, Unit.name, Unit.name_en)
        .join(Deadline, Deadline.case_id == Case.id)
        .join(Unit, Unit.id == Deadline.unit_id)
        .where(_runs(rule), visible(actor))
        .order_by(Deadline.due_on, Case.id)
        .limit(MOST)
    )
    return _listed(rows)


def of_ids(session: Session, ids: Collection[UUID], *, actor: Actor) -> tuple[RunningCase, ...]:
    """List the first of some cases, the nearest due first."""
    rows = session.execute(
        select(Case, Case.due_on, Unit.name, Unit.name_en)
        .join(Unit, Unit.id == Case.lead_unit_id)
        .where(Case.id.in_(sorted(ids)[:MOST_LOOKED_AT]), visible(actor))
        .order_by(Case.due_on, Case.id)
        .limit(MOST_LISTED)
    )
    return _listed(rows)


def _listed(rows: Iterable[Any]) -> tuple[RunningCase, ...]:
    return tuple(
        RunningCase(
            case_id=row.Case.id,
            number=number_of(row.Case),
            matter="" if row.Case.sealed else row.Case.matter,
            unit=row.name,
            unit_en=row.name_en,
            due_on=row.due_on if row.due_on != NEVER else None,
        )
        for row in rows
    )


def told(session: Session, entry: Entry, *, actor: Actor) -> tuple[str, ...]:
    """Say what an entry would change and what it would leave alone."""
    if entry.kind == CALENDAR:
        return recounts.told(session, entry, actor=actor)
    if entry.kind != "limit":
        return ()
    count = running(session, entry.key, actor=actor)
    keeps = _("{n} cases under way keep the limit they were counted with.", n=count)
    since = short_date(entry.effective_from)
    if not entry.body:
        return keeps, _("What is counted from now on goes by the version that lies under it.")
    return keeps, _("Counted from an event on {date} or later: the new limit.", date=since)


def _runs(rule: str) -> ColumnElement[bool]:
    return and_(Deadline.rule == rule, Deadline.state.in_(LIVING))
