"""The cases whose retention is over, for the leader to confirm that what is sealed of them is destroyed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import retention
from app.casework.numbers import number_of
from app.errors import NotAllowed
from app.language import content
from app.legaltime import retention as periods
from app.legaltime.events import CLOSED
from app.listings.case_words import word
from app.listings.kinds import kind_word
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, VaultKey

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Due:
    """One closed case whose retention is over; ``held`` says that a case tied to it is still kept."""

    case_id: UUID
    number: str
    matter: str  # empty while it is sealed
    sealed: bool
    kind: str
    closed: str
    closed_on: dt.date
    over_on: dt.date
    period: str
    years: int
    article: str
    confidence: str
    held: bool


def due(session: Session, *, actor: Actor) -> tuple[Due, ...]:
    """Give the cases that may be destroyed today, the oldest first.

    Raises: NotAllowed for anybody but the leader.
    """
    if not actor.leads:
        raise NotAllowed
    today = clock.today()
    latest = dt.date(today.year - periods.shortest(), today.month, min(today.day, 28))
    rows = session.scalars(
        select(Case)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .where(
            visible(actor), Case.state == "closed", Case.closed_on <= latest, VaultKey.wrapped.is_not(None)
        )
        .order_by(Case.closed_on, Case.id)
        .limit(MOST)
    )
    return tuple(_due(session, case, today) for case in rows if retention.is_over(case, today))


def _due(session: Session, case: Case, today: dt.date) -> Due:
    kept, closed_on = retention.period(case, today), case.closed_on or today
    return Due(
        case_id=case.id,
        number=number_of(case),
        matter=case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        closed=word(CLOSED, case.closed_as),
        closed_on=closed_on,
        over_on=kept.ends_on(closed_on),
        period=content(kept.name),
        years=kept.years,
        article=content(kept.article),
        confidence=kept.confidence,
        held=not all(retention.is_over(other, today) for other in retention.tied(session, case.id)),
    )
