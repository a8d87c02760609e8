"""The only clock of the office: instants in UTC, legal days in Vietnam.

On one machine it is that machine's clock. Where several machines share a database it is the database's:
learnt from it now and then, and carried on by each machine's count of its own seconds, which nobody sets.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LEAP = dt.timedelta(hours=24)  # further ahead than the seconds that passed, and nobody believes the clock
# Counts sleep, as a night or a weekend with the lid closed. Where it is missing, the monotonic clock does.
BOOTED = int(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))

Reading = tuple[dt.datetime, float]  # an instant, and at which of this machine's seconds it was


@dataclass
class _Dial:
    """What this process knows of its clock."""

    offset: dt.timedelta = dt.timedelta()  # rehearsals, demonstrations and tests
    learnt: Reading | None = None  # what the database said
    trusted: Reading | None = None  # when the clock was last looked at and believed


_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed instant", default=None)
_dial = _Dial()


def now() -> dt.datetime:
    """Say what time it is: an aware UTC instant."""
    return _fixed.get() or running()


def running() -> dt.datetime:
    """Say what the clock shows that runs on, also where a command holds it at one instant."""
    return _carried_on(_dial.learnt) if _dial.learnt else machine() + _dial.offset


def machine() -> dt.datetime:
    """Say what this machine's own clock shows, which somebody may set."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place


def seconds() -> float:
    """Count this machine's seconds, those asleep too; nobody can set them."""
    return time.clock_gettime(BOOTED)


def today() -> dt.date:
    """Say which legal day it is in Vietnam."""
    return local(now()).date()


def local(instant: dt.datetime) -> dt.datetime:
    """Show an instant as the clocks on Vietnam's walls show it."""
    return instant.astimezone(VIETNAM)


def midnight(day: dt.date) -> dt.datetime:
    """Give the UTC instant at which a legal day begins in Vietnam."""
    return dt.datetime.combine(day, dt.time(), VIETNAM).astimezone(dt.UTC)


def learn(said: Reading | None) -> None:
    """Go by what the database said at one of this machine's seconds; None goes by the machine again."""
    _dial.learnt = said


def has_learnt() -> bool:
    """Tell whether the database has ever said here what time it is."""
    return _dial.learnt is not None


def is_held() -> bool:
    """Tell whether a command holds the clock at one instant here."""
    return _fixed.get() is not None


def forget() -> None:
    """Know nothing of earlier looks at the clock, as a process that has just been started."""
    _dial.learnt = _dial.trusted = None


def trust() -> None:
    """Believe what the clock shows now: what it leaps from here on is told."""
    _dial.trusted = running(), seconds()


def leap() -> dt.timedelta:
    """Say how far the clock is ahead of the seconds that passed since it was last believed."""
    return running() - _carried_on(_dial.trusted, offset=False) if _dial.trusted else dt.timedelta()


def unwatched() -> dt.timedelta:
    """Say for how long, in this machine's seconds, nobody looked at the clock here; ever if nobody did."""
    return dt.timedelta(seconds=seconds() - _dial.trusted[1]) if _dial.trusted else dt.timedelta.max


def has_leapt() -> bool:
    """Tell whether the clock ran so far ahead that nothing may happen by it before somebody looked."""
    return leap() > LEAP


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
    """Move the whole process's clock; for rehearsals, demonstrations and tests only. It is no leap."""
    if _dial.trusted:
        then, second = _dial.trusted
        _dial.trusted = then + offset - _dial.offset, second
    _dial.offset = offset


def _carried_on(reading: Reading, *, offset: bool = True) -> dt.datetime:
    then, second = reading
    ahead = _dial.offset if offset else dt.timedelta()
    return then + dt.timedelta(seconds=seconds() - second) + ahead
