"""A place in a list that is ordered by its days: how a page says where the next one begins."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, literal, tuple_

Place = tuple[dt.date, UUID]  # of a line: its day, and which of that day


def written(day: dt.date, line: UUID) -> str:
    """Write a place as it stands in an address."""
    return f"{day.isoformat()}_{line}"


def read(text: str) -> Place | None:
    """Read where a page begins; anything unreadable begins at the start."""
    day, _line, line = text.partition("_")
    try:
        return dt.date.fromisoformat(day), UUID(line)
    except ValueError:
        return None


def values(place: Place) -> Any:
    """Give a place as a statement compares it with the day and the id of a row."""
    return tuple_(literal(place[0], Date), literal(place[1], Uuid))
