"""How often a leader must receive citizens in person, and whether a deputy may stand in: dated data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.legaltime import book
from app.legaltime.entries import Entry
from app.legaltime.years import ONE_DAY

KIND = "reception"
WEEK = 7 * ONE_DAY

Per = Literal["week", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """On how many days in each week or month somebody must receive citizens, between two days."""

    name: str  # Vietnamese
    days: int
    per: Per
    article: str
    confidence: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Whether a deputy may receive in the leader's place in a periodic sitting, and who says so."""

    allowed: bool
    article: str
    confidence: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class Stretch:
    """One week or month in which a minimum is owed, and how many of its days were days of reception."""

    first: dt.date
    last: dt.date
    minimum: Minimum
    held: int

    @property
    def missing(self) -> int:
        """Say how many days are missing."""
        return max(0, self.minimum.days - self.held)


def minimum(level: str, duty: str, on: dt.date) -> Minimum | None:
    """Give the minimum of an office (``chairman``, ``party_secretary``) at a level on a day, or None."""
    entry = _entry(f"{level}/{duty}", on)
    if entry is None:
        return None
    return Minimum(
        name=str(entry.body["name"]),
        days=int(entry.body["days"]),
        per=entry.body["per"],
        article=entry.article,
        confidence=entry.confidence,
        since=entry.since,
        until=entry.effective_to,
    )


def stand_in(level: str, on: dt.date) -> StandIn:
    """Tell whether a deputy may receive in a periodic sitting of a day."""
    entry = _entry(f"{level}/deputies", on)
    if entry is None:
        return StandIn(allowed=True, article="", confidence="uncertain", since=on)
    return StandIn(
        allowed=bool(entry.body["stand_in"]),
        article=entry.article,
        confidence=entry.confidence,
        since=entry.since,
    )


def stretches(
    level: str, duty: str, first: dt.date, last: dt.date, held: Iterable[dt.date]
) -> Iterator[Stretch]:
    """Count, week by week or month by month, the days on which somebody received, against the minimum.

    A week or month counts when one law held for all of it; two sittings on one day are one day.
    """
    days = frozenset(held)
    day = first
    while day <= last:
        least = minimum(level, duty, day)
        begins, ends = _around(day, least.per if least else "month")
        if least is not None and least.since <= begins and (least.until is None or ends <= least.until):
            yield Stretch(begins, ends, least, sum(begins <= one <= ends for one in days))
        day = min(ends, least.until or ends if least else ends) + ONE_DAY


def _around(day: dt.date, per: Per) -> tuple[dt.date, dt.date]:
    if per == "week":
        monday = day - day.weekday() * ONE_DAY
        return monday, monday + WEEK - ONE_DAY
    following = (day.replace(day=28) + 4 * ONE_DAY).replace(day=1)
    return day.replace(day=1), following - ONE_DAY


def _entry(key: str, on: dt.date) -> Entry | None:
    entries = book.current().of(KIND)
    begun = [one for one in entries if one.key == key and one.since <= on]
    return next((one for one in reversed(begun) if one.effective_to is None or on <= one.effective_to), None)
