"""What is known of each year's days off: the official list, and an estimate for years without one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

import holidays

from app.legaltime import book, entries
from app.legaltime.book import Book
from app.legaltime.entries import CALENDAR, Entry
from app.legaltime.errors import DateOutOfReach, UnreadableRegister

Kind = Literal["working", "weekend", "holiday", "swapped_off", "swapped_work"]
FIRST, LAST = 1995, 2099  # what the library's lunar calendar and the two-day weekend allow
ONE_DAY = dt.timedelta(days=1)
SWAPPED_OFF, SWAPPED_WORK = "Nghỉ hoán đổi", "Làm bù ngày hoán đổi"
ESTIMATE = "Ước tính theo Bộ luật Lao động và lịch âm"


class Day(NamedTuple):
    """What one day is to the offices: its kind, and the Vietnamese name where it has one."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Year:
    """One year's days that are not what their weekday says, with where that is known from."""

    number: int
    confidence: str  # confirmed, believed or uncertain
    source: str
    remark: str
    days: Mapping[dt.date, Day]


def read(text: str) -> dict[int, Year]:
    """Read a list of years written like ``calendar.toml``.

    Raises: UnreadableRegister when a year names a day outside it, or lacks what it must say.
    """
    try:
        found = [of(entry) for entry in entries.read(CALENDAR, text)]
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRegister(name="calendar.toml", reason=error) from error
    return {year.number: year for year in found}


def of(entry: Entry) -> Year:
    """Read a year from its entry in the book of law.

    Raises: KeyError, TypeError, ValueError when a day lies outside it, or something lacks.
    """
    number, days = int(entry.key), dict(_days_of(entry.body))
    astray = [day.isoformat() for day in days if day.year != number]
    if astray:
        raise ValueError(f"{number}: {', '.join(astray)}")
    return Year(number, entry.confidence, entry.article, entry.remark, days)


def listed() -> Mapping[int, Year]:
    """Give the years that have a list in the book of law: the shipped, and those confirmed here."""
    return _listed(book.current())


@lru_cache(maxsize=16)
def _listed(held: Book) -> Mapping[int, Year]:
    """Read the lists of a book; of one year the one that was confirmed last holds."""
    return {int(entry.key): of(entry) for entry in held.of(CALENDAR)}


@cache
def estimated(number: int) -> Year:
    """Estimate a year that has no official list yet, by the Labour Code and the lunar calendar.

    Raises: DateOutOfReach for years that cannot be estimated.
    """
    if not FIRST <= number <= LAST:
        raise DateOutOfReach(first=FIRST, last=LAST, year=number)
    known = holidays.country_holidays("VN", years=number, language="vi")
    days = {day: _library_day(name) for day, name in known.items()}
    days |= {day: Day("swapped_work", SWAPPED_WORK) for day in known.weekend_workdays if day.year == number}
    return Year(number, "uncertain", ESTIMATE, "", days)


def _library_day(name: str) -> Day:
    return Day("swapped_off", SWAPPED_OFF) if name.startswith("Ngày nghỉ (thay") else Day("holiday", name)


def _days_of(body: Mapping[str, Any]) -> Iterator[tuple[dt.date, Day]]:
    for block in body["off"]:
        first, last = _day(block["from"]), _day(block["to"])
        for offset in range((last - first).days + 1):
            yield first + offset * ONE_DAY, Day("holiday", block["name"])
    for swap in body.get("swap", ()):
        yield _day(swap["off"]), Day("swapped_off", SWAPPED_OFF)
        yield _day(swap["worked"]), Day("swapped_work", SWAPPED_WORK)


def _day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)
