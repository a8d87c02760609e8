"""Days as people type them into our own small forms."""

from __future__ import annotations

import datetime as dt

from app.errors import OfficeError

_WAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class DayUnreadable(OfficeError):
    """Write the day as 26/11/2026."""


def read_day(typed: str | None) -> dt.date | None:
    """Read a day; nothing for nothing typed.

    Raises: DayUnreadable.
    """
    text = (typed or "").strip()
    if not text:
        return None
    for way in _WAYS:
        try:
            day = dt.datetime.strptime(text, way).date()  # noqa: DTZ007 - a legal day has no zone
        except ValueError:
            continue
        if day.year > 1900:  # noqa: PLR2004 - 26/11/26 means this century and is asked again
            return day
    raise DayUnreadable


def require_day(typed: str | None) -> dt.date:
    """Read a day that must be given.

    Raises: DayUnreadable.
    """
    day = read_day(typed)
    if day is None:
        raise DayUnreadable
    return day
