"""What waits for the machines, in numbers: timers that are due, mail to be sent, incidents that are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app import clock
from db.models import Incident, Notice, Tally, Timer
from db.models.runs import PENDING

MOST = 10_000  # rows that a count looks at: beyond it the number says "very many"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The numbers of one moment; none of them tells of a case or a person."""

    due_timers: int  # at most MOST
    due_lag: float  # seconds for which the oldest of them has been due
    open_incidents: int
    outbox_waiting: int
    outbox_dead: int  # nobody tries again by itself
    drains: int  # since the office was founded
    tried_timers: int  # the same


def waiting(session: Session) -> Waiting:
    """Count what waits now; the cost is that of what waits, not of what is stored."""
    counted = {row.name: row.count for row in session.scalars(select(Tally))}
    unresolved = select(Incident.id).where(Incident.resolved_at.is_(None))
    return Waiting(
        due_timers=due_timers(session, most=MOST),
        due_lag=_lag(session),
        open_incidents=_count(session, unresolved),
        outbox_waiting=_count(session, select(Notice.id).where(Notice.next_try_at.is_not(None))),
        outbox_dead=_count(session, unresolved.where(Incident.notice_id.is_not(None))),
        drains=counted.get("drains", 0),
        tried_timers=counted.get("timers", 0),
    )


def due_timers(session: Session, *, most: int) -> int:
    """Count the timers that are due now, at most ``most``."""
    return _count(
        session, select(Timer.id).where(Timer.state == PENDING, Timer.next_try_at <= clock.now()), most=most
    )


def has_unsent(session: Session) -> bool:
    """Tell whether anything may be sent now."""
    return session.scalar(select(Notice.id).where(Notice.next_try_at <= clock.now()).limit(1)) is not None


def last_drain(session: Session) -> dt.datetime | None:
    """Tell when somebody last looked whether timers are due."""
    return session.scalar(select(Tally.at).where(Tally.name == "drains"))


def _lag(session: Session) -> float:
    oldest = session.scalar(
        select(Timer.next_try_at).where(Timer.state == PENDING).order_by(Timer.next_try_at, Timer.id).limit(1)
    )
    return max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0


def _count(session: Session, found: Select[UUID], *, most: int = MOST) -> int:
    return session.scalar(select(func.count()).select_from(found.limit(most).subquery())) or 0
