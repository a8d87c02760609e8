"""Values on their way into FEEL and back: JSON, with dates and durations marked."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from app import clock

MARK = "$feel"
DAYS_AND_TIME = re.compile(
    r"^(-)?P(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$"
)


def dump(value: object) -> str:
    """Write a request as JSON; dates, times and durations keep their kind."""
    return json.dumps(value, default=_mark, ensure_ascii=False, allow_nan=False)


def load(text: str) -> object:
    """Read what FEEL answered; marked values become dates, times and durations again."""
    return json.loads(text, object_hook=_unmark)


def _mark(value: object) -> object:
    """Mark what JSON has no word for. An instant is shown as Vietnam's walls show it."""
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"FEEL has no word for {type(value).__name__}")


def _moment(value: dt.datetime) -> object:
    local = value if value.tzinfo is None else clock.local(value)
    return {MARK: "date time", "text": local.isoformat()}


def _iso(span: dt.timedelta) -> str:
    sign, length = ("-", -span) if span < dt.timedelta() else ("", span)
    return f"{sign}P{length.days}DT{length.seconds}.{length.microseconds:06}S"


WRITERS: dict[type, Callable[[Any], object]] = {  # a datetime is a date too: it comes first
    dt.datetime: _moment,
    dt.date: lambda day: {MARK: "date", "text": day.isoformat()},
    dt.time: lambda hour: {MARK: "time", "text": hour.isoformat()},
    dt.timedelta: lambda span: {MARK: "duration", "text": _iso(span)},
    Decimal: lambda amount: int(amount) if amount == amount.to_integral_value() else float(amount),
    Mapping: dict,
    tuple: list,
    set: list,
    frozenset: list,
    UUID: str,
}


def _unmark(found: dict[str, object]) -> object:
    kind = found.get(MARK)
    if kind is None or set(found) != {MARK, "text"}:
        return found
    text = str(found["text"])
    return READERS[str(kind)](text) if "@" not in text else text


def _unmarked(read: Callable[[str], object]) -> Callable[[str], object]:
    """Read where Python can: a year before 1 or after 9999 stays text."""

    def taken(text: str) -> object:
        try:
            return read(text)
        except ValueError:
            return text

    return taken


def _duration(text: str) -> dt.timedelta | str:
    """Read an ISO duration; years and months have no length in days and stay text."""
    found = DAYS_AND_TIME.match(text)
    if found is None:
        return text
    weeks, days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    length = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] else length


READERS: dict[str, Callable[[str], object]] = {
    "date": _unmarked(dt.date.fromisoformat),
    "time": _unmarked(lambda text: dt.time.fromisoformat(text).replace(tzinfo=None)),
    "date time": _unmarked(dt.datetime.fromisoformat),
    "duration": _duration,
}
