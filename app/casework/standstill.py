"""Whether the timers stand still, because nobody can tell whether the clock of the office is right."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from db.models import ClockHold

TICKED = "clock"  # the pulse that says when the clock was last believed


def open_hold() -> Select[ClockHold]:
    """Find the stretch that lasts, if there is one."""
    return select(ClockHold).where(ClockHold.released_at.is_(None)).order_by(ClockHold.id).limit(1)


def hold_in(session: Session) -> ClockHold | None:
    """Give the stretch that lasts; None while timers may fire."""
    return session.scalars(open_hold()).first()


def runs() -> ColumnElement[bool]:
    """Say in SQL that timers may fire: part of a statement that is made anyway, it costs no other."""
    return ~exists().where(ClockHold.released_at.is_(None))
