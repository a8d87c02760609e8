"""Whether the office can work, in one word for each thing it needs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import clock
from app.casework.standstill import hold_in
from app.listings import waiting
from db.upgrade import head

LATE = dt.timedelta(minutes=1)


def is_answering(session: Session) -> bool:
    """Ask the database the smallest question."""
    return session.execute(text("SELECT 1")).scalar() == 1


def is_of_this_release(session: Session) -> bool:
    """Tell whether the database has the shape that this release expects."""
    return session.execute(text("SELECT version_num FROM alembic_version")).scalar() == head()


def is_held(session: Session) -> bool:
    """Tell whether the timers wait because nobody knows whether the clock is right."""
    return hold_in(session) is not None


def ticks(session: Session) -> bool:
    """Tell whether somebody looked within the last minute whether timers are due."""
    last = waiting.last_drain(session)
    return last is not None and abs(clock.now() - last) <= LATE
