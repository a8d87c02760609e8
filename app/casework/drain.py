"""What the clock does: fire every timer that is due, one case a transaction."""

from __future__ import annotations

import logging
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, incidents, standstill
from app.casework.stuck import Stuck, Trouble
from db.models import Case, Run, Timer
from db.models.runs import PENDING
from db.session import Database

log = logging.getLogger(__name__)

DATABASE = "database"  # the kind of what the database or the disk refused: it may go by itself


def drain_timers(database: Database, *, limit: int = 200) -> int:
    """Fire what is due, oldest first; give how many timers were tried.

    The cost grows with the timers that are due, not with those that wait. A case that cannot move
    is put off and becomes an incident; it never stops the others. Nothing fires while the clock is doubted.
    """
    tried = 0
    for _turn in range(limit):
        timer_id = None if clock.has_leapt() else _fire_next(database)
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
        _put_off(database, timer_id, problem)
    return timer_id


def _claim(session: Session) -> tuple[UUID, UUID] | None:
    """Choose a due timer whose case nobody holds; the case's lock is the lease."""
    row = session.execute(
        select(Timer.id, Timer.case_id)
        .join(Case, Case.id == Timer.case_id)
        .where(Timer.state == PENDING, Timer.next_try_at <= clock.now(), standstill.runs())
        .order_by(Timer.next_try_at, Timer.id)
        .limit(1)
        .with_for_update(of=Case, skip_locked=True)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def _put_off(database: Database, timer_id: UUID, problem: Exception) -> None:
    with database.transaction() as session:
        trouble = problem.trouble if isinstance(problem, Stuck) else None
        failed = session.get(Timer, (trouble and trouble.timer_id) or timer_id)
        if failed is None or failed.state != "pending":
            return  # it fired after all: what was committed, and only the answer got lost
        incidents.keep(session, trouble or _told(session, failed))
        incidents.put_off(session, failed, clock.now())


def _told(session: Session, timer: Timer) -> Trouble:
    run, case = session.get_one(Run, timer.run_id), session.get_one(Case, timer.case_id)
    return Trouble(
        kind=DATABASE,
        element=timer.node,
        authority_id=case.authority_id,
        case_id=case.id,
        run_id=run.id,
        version_id=run.version_id,
        at=clock.now(),
        command="timer",
        timer_id=timer.id,
    )
