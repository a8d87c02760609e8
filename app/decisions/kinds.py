"""The types of DMN: values brought to the type a column declares, and written so that JSON can keep them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from app import clock

CLOSE = 10  # digits after the point; what differs later is the noise of binary fractions
SPAN = re.compile(r"(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
MONTHS = re.compile(r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?")


class Unfit(ValueError):
    """A value that cannot be brought to a type."""


def bring(value: object, kind: str) -> object:
    """Bring a value to a DMN type; null stays null, and an unknown type leaves the value as it is.

    Text becomes a number, truth value, date, time or duration where that type is asked for; an instant
    becomes the legal day in Vietnam where a date is asked for. Raises Unfit.
    """
    make = MAKERS.get(kind.rpartition(":")[2].replace(" ", "").lower())
    if make is None or value is None:
        return value
    if isinstance(value, list):
        return [bring(part, kind) for part in value]
    try:
        return make(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise Unfit(str(value)) from error


def known(kind: str) -> bool:
    """Say whether a type is one of DMN's own."""
    name = kind.rpartition(":")[2].replace(" ", "").lower()
    return name in MAKERS or name in {"", "any"}


def plain(value: object) -> object:
    """Write a value as JSON can keep it: dates and durations as ISO text, whole numbers as integers."""
    if isinstance(value, dt.timedelta):
        return _iso(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, float):
        near = round(value, CLOSE)
        return int(near) if near.is_integer() else near
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value


def _iso(span: dt.timedelta) -> str:
    sign, seconds = ("-", -span) if span < dt.timedelta() else ("", span)
    rest = seconds.seconds
    hours = "".join(
        f"{n}{unit}" for n, unit in ((rest // 3600, "H"), (rest // 60 % 60, "M"), (rest % 60, "S")) if n
    )
    days = f"{seconds.days}D" if seconds.days or not hours else ""
    return f"{sign}P{days}" + (f"T{hours}" if hours else "")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Unfit(value)
    found = float(value)
    if found != found or found in {float("inf"), float("-inf")}:  # noqa: PLR0124 - not a number
        raise Unfit(value)
    return int(found) if found.is_integer() else found


def _integer(value: object) -> float:
    found = plain(_number(value))
    if not isinstance(found, int):
        raise Unfit(value)
    return found


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}[value] if value in ("true", "false") else _refuse(value)


def _refuse(value: object) -> bool:
    raise Unfit(value)


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    raise Unfit(value)


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return (clock.local(value) if value.tzinfo else value).date()
    if isinstance(value, str) and "T" in value:
        return _date(dt.datetime.fromisoformat(value))
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(_string(value))


def _time(value: object) -> dt.time:
    return value if isinstance(value, dt.time) else dt.time.fromisoformat(_string(value))


def _moment(value: object) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(_string(value))


def _span(value: object) -> dt.timedelta:
    if isinstance(value, dt.timedelta):
        return value
    found = SPAN.fullmatch(_string(value))
    if found is None or not any(found.groups()[1:]):
        raise Unfit(value)
    weeks, days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    span = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -span if found[1] else span


def _months(value: object) -> str:
    if not MONTHS.fullmatch(_string(value)):
        raise Unfit(value)
    return _string(value)


MAKERS: dict[str, Callable[[object], object]] = {
    "string": _string,
    "number": _number,
    "double": _number,
    "integer": _integer,
    "long": _integer,
    "boolean": _truth,
    "date": _date,
    "time": _time,
    "datetime": _moment,
    "dateandtime": _moment,
    "daytimeduration": _span,
    "daysandtimeduration": _span,
    "yearmonthduration": _months,
    "yearsandmonthsduration": _months,
}
