"""What the board counts and what its lists show: the same conditions for both, so that they agree."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_

from app.casework.linked import BESIDES
from app.listings.due import soon_until
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Deadline

Share = ColumnElement[bool]
STATES = ("open", "soon", "late", "suspended", "closed")
MISSED = "missed"
MONTHS = 12


def of(state: str, today: dt.date) -> Share:
    """Give the condition of one column of the board, about cases."""
    if state == "soon":
        return and_(Case.state == "open", Case.due_on.between(today, soon_until(today)))
    if state == "late":
        return and_(Case.state == "open", Case.due_on < today)
    if state == "closed":
        return and_(Case.state == "closed", Case.closed_on >= today.replace(day=1))
    return Case.state == state


def within(actor: Actor, *, unit_id: UUID | None = None, sealed: bool = False) -> Share:
    """Keep to the own authority, to one unit if named, and sealed cases apart from all others."""
    own = and_(visible(actor), Case.sealed.is_(sealed), Case.kind.not_in(BESIDES))
    return own if unit_id is None else and_(own, Case.lead_unit_id == unit_id)


def first_month(today: dt.date) -> dt.date:
    """Give the first day of the twelve months that the on-time share looks at; the last one is this month."""
    months = today.year * 12 + today.month - MONTHS
    return dt.date(months // 12, months % 12 + 1, 1)


def fell_due(actor: Actor, today: dt.date, *, unit_id: UUID | None = None) -> Share:
    """Choose the limits that fell due in the twelve months and are met, or ran out unmet."""
    own = and_(
        Deadline.authority_id == actor.authority_id,
        Deadline.due_on >= first_month(today),
        or_(
            and_(Deadline.state == "met", Deadline.due_on <= today),
            and_(Deadline.state == "running", Deadline.due_on < today),
        ),
        Case.sealed.is_(False),
    )
    return own if unit_id is None else and_(own, Deadline.unit_id == unit_id)


def missed() -> Share:
    """Of those, choose the limits that were not met in time."""
    return or_(Deadline.state == "running", Deadline.kept.is_(False))
