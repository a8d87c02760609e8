"""What is known of each year's days off: the official list, and an estimate for years without one."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import holidays

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
        years = [_year(entry) for entry in tomllib.loads(text)["year"]]
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRegister(name="calendar.toml", reason=error) from error
    return {year.number: year for year in years}


@cache
def listed() -> Mapping[int, Year]:
    """Give the years that the official list covers."""
    return read(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))


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


def _year(entry: Mapping[str, Any]) -> Year:
    days = dict(_days_of(entry))
    astray = [day.isoformat() for day in days if day.year != entry["year"]]
    if astray:
        raise ValueError(f"{entry['year']}: {', '.join(astray)}")
    return Year(entry["year"], entry["confidence"], entry["source"], entry.get("remark", ""), days)


def _days_of(entry: Mapping[str, Any]) -> Iterator[tuple[dt.date, Day]]:
    for block in entry["off"]:
        for offset in range((block["to"] - block["from"]).days + 1):
            yield block["from"] + offset * ONE_DAY, Day("holiday", block["name"])
    for swap in entry.get("swap", ()):
        yield swap["off"], Day("swapped_off", SWAPPED_OFF)
        yield swap["worked"], Day("swapped_work", SWAPPED_WORK)
