"""What the clock does: fire every timer that is due, one case a transaction."""

from __future__ import annotations

import datetime as dt
import logging
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance
from db.models import Case, Incident, Timer
from db.models.runs import PENDING
from db.session import Database

log = logging.getLogger(__name__)

BACKOFF = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))  # then it is dead


def drain_timers(database: Database, *, limit: int = 200) -> int:
    """Fire what is due, oldest first; give how many timers were tried.

    The cost grows with the timers that are due, not with those that wait. A case that cannot move
    is put off and becomes an incident; it never stops the others.
    """
    tried = 0
    for _turn in range(limit):
        timer_id = _fire_next(database)
        if timer_id is None:
            break
        tried += 1
    return tried


def _fire_next(database: Database) -> UUID | None:
    timer_id: UUID | None = None
    try:
        with database.transaction() as session:
            claimed = _claim(session)
            if claimed is None:
                return None
            timer_id = claimed[0]
            with advance.moving(session, claimed[1], actor=None):
                pass  # holding the case fires what is due in it
    except Exception as problem:  # one broken case must not stop the sweep
        if timer_id is None:
            raise
        log.exception("timer %s could not fire", timer_id)
        _put_off(database, timer_id, type(problem).__name__)
    return timer_id


def _claim(session: Session) -> tuple[UUID, UUID] | None:
    """Choose a due timer whose case nobody holds; the case's lock is the lease."""
    row = session.execute(
        select(Timer.id, Timer.case_id)
        .join(Case, Case.id == Timer.case_id)
        .where(Timer.state == PENDING, Timer.next_try_at <= clock.now())
        .order_by(Timer.next_try_at, Timer.id)
        .limit(1)
        .with_for_update(of=Case, skip_locked=True)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def _put_off(database: Database, timer_id: UUID, kind: str) -> None:
    with database.transaction() as session:
        timer = session.get(Timer, timer_id)
        if timer is None:
            return
        timer.attempts += 1
        if timer.attempts > len(BACKOFF):
            timer.state = "dead"
        else:
            timer.next_try_at = clock.now() + BACKOFF[timer.attempts - 1]
        session.add(
            Incident(
                run_id=timer.run_id,
                case_id=timer.case_id,
                kind=kind,
                element=timer.node,
                at=clock.now(),
                resolved_at=None,
            )
        )
