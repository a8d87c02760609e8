"""The published schedule of receptions: who receives, when and where; no citizen is ever named in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.listings import reception_calendar
from app.listings.reception_calendar import Sitting
from db.models import Authority, ReceptionSession

AHEAD = dt.timedelta(days=92)
PUBLISHED = frozenset({"periodic", "unscheduled"})  # the regular one is every working day


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The sittings of one authority that are still to come, moved and cancelled ones with their reasons."""

    name: str
    name_en: str
    sittings: tuple[Sitting, ...]


def of_all(session: Session) -> tuple[Schedule, ...]:
    """Give the schedule of every authority of this installation, from today on."""
    today = clock.today()
    rows = session.execute(
        select(ReceptionSession, Authority)
        .join(Authority, Authority.id == ReceptionSession.authority_id)
        .where(
            ReceptionSession.planned_on.between(today, today + AHEAD), ReceptionSession.kind.in_(PUBLISHED)
        )
        .order_by(ReceptionSession.planned_on, ReceptionSession.id)
    ).all()
    places = session.scalars(select(Authority).order_by(Authority.name)).all()
    return tuple(
        Schedule(
            name=place.name,
            name_en=place.name_en,
            sittings=tuple(
                reception_calendar.sitting(sitting, 0) for sitting, owner in rows if owner.id == place.id
            ),
        )
        for place in places
    )
