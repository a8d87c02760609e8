"""What another list of days off changes: the days that it makes free or working, and those ever in doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.language import _, content, short_date
from app.legaltime import years
from app.legaltime.book import Book, using
from app.legaltime.calendar import Calendar
from app.legaltime.entries import CALENDAR, year_of
from app.legaltime.years import ONE_DAY


@lru_cache(maxsize=16)
def ever(held: Book, key: str) -> tuple[Calendar, ...]:
    """Give the calendars by which a deadline of this installation may have been counted over a year."""
    entries = [each for each in held.entries if (each.kind, each.key) == (CALENDAR, key) and each.body]
    with using(held):
        others, number = dict(years.listed()), int(key)
    return tuple(
        Calendar(others | {number: each}) for each in (years.estimated(number), *map(years.of, entries))
    )


@lru_cache(maxsize=64)
def in_doubt(held: Book, key: str) -> tuple[dt.date, ...]:
    """Give the days of a year about which its lists ever differed here, the estimate among them.

    A deadline that spans none of these days falls on the same day by every list, whichever it was counted by.
    """
    lists = ever(held, key)
    return tuple(day for day in _days(key) if len({one.is_working_day(day) for one in lists}) > 1)


def differing(old: Calendar, new: Calendar, after: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """Give the days after one day, up to and with another, that are worked by one calendar alone."""
    every = (after + n * ONE_DAY for n in range(1, (until - after).days + 1))
    return tuple(day for day in every if old.is_working_day(day) != new.is_working_day(day))


def said(days: Iterable[dt.date], new: Calendar) -> str:
    """Say what becomes of some days: off and why, or worked."""
    told = []
    for day in days:
        kind = new.kind_of(day)
        what = _("worked") if new.is_working_day(day) else _("off ({name})", name=content(kind.name))
        told.append(f"{short_date(day)}: {what}")
    return "; ".join(told)


def _days(key: str) -> Iterator[dt.date]:
    first, last = year_of(key)
    return (first + n * ONE_DAY for n in range((last - first).days + 1))
