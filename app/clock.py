"""The only clock of the office: instants in UTC, legal days in Vietnam."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed instant", default=None)
_offset = dt.timedelta()


def now() -> dt.datetime:
    """Say what time it is: an aware UTC instant."""
    fixed = _fixed.get()
    return fixed if fixed is not None else dt.datetime.now(dt.UTC) + _offset  # noqa: TID251 - the one place


def today() -> dt.date:
    """Say which legal day it is in Vietnam."""
    return local(now()).date()


def local(instant: dt.datetime) -> dt.datetime:
    """Show an instant as the clocks on Vietnam's walls show it."""
    return instant.astimezone(VIETNAM)


def midnight(day: dt.date) -> dt.datetime:
    """Give the UTC instant at which a legal day begins in Vietnam."""
    return dt.datetime.combine(day, dt.time(), VIETNAM).astimezone(dt.UTC)


@contextmanager
def at(instant: dt.datetime) -> Iterator[dt.datetime]:
    """Hold the clock at one instant within a command: everything in it happens at once."""
    fixed = instant.astimezone(dt.UTC)
    token = _fixed.set(fixed)
    try:
        yield fixed
    finally:
        _fixed.reset(token)


def travel(offset: dt.timedelta) -> None:
    """Move the whole process's clock; for rehearsals, demonstrations and tests only."""
    global _offset  # noqa: PLW0603 - one clock a process
    _offset = offset
