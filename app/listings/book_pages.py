"""A book read by its days: on the screen a page at a time, the newest first; on paper from its first line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Date, Row, Select, Uuid, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import clock

PAGE = 50
BATCH = 500

Cells = TypeVarTuple("Cells")
Place = tuple[dt.date, UUID]  # of a line: its day, and which of that day


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The days that a book is asked for, both within, and the line after which the page begins."""

    since: dt.date
    until: dt.date
    after: Place | None = None


@dataclass(frozen=True)
class Order:
    """By what the lines of a book are ordered: the day of a line, and its id."""

    day: InstrumentedAttribute[dt.date]
    id: InstrumentedAttribute[UUID]

    def place(self, line: Sequence[Any]) -> Place:
        """Tell where a line stands; what carries day and id is the first cell of its row."""
        return getattr(line[0], self.day.key), getattr(line[0], self.id.key)


def this_year(today: dt.date | None = None) -> tuple[dt.date, dt.date]:
    """Give the stretch that a book shows when nothing was asked for: this year so far."""
    day = today or clock.today()
    return day.replace(month=1, day=1), day


def cursor(text: str) -> Place | None:
    """Read where a page begins; anything unreadable begins at the start."""
    day, _line, line = text.partition("_")
    try:
        return dt.date.fromisoformat(day), UUID(line)
    except ValueError:
        return None


def newest(
    session: Session, query: Select[*Cells], order: Order, after: Place | None
) -> tuple[Sequence[Row[*Cells]], str | None]:
    """Give one page of lines, the newest first, and the cursor of the next page where there is one."""
    if after:
        query = query.where(tuple_(order.day, order.id) < _literal(after))
    rows = session.execute(query.order_by(order.day.desc(), order.id.desc()).limit(PAGE + 1)).all()
    if len(rows) <= PAGE:
        return rows, None
    day, line = order.place(rows[PAGE - 1])
    return rows[:PAGE], f"{day.isoformat()}_{line}"


def batches(session: Session, query: Select[*Cells], order: Order) -> Iterator[Sequence[Row[*Cells]]]:
    """Give all lines in the order of the book, a batch at a time: a year must not lie in memory at once."""
    rows: Sequence[Row[*Cells]] = session.execute(_ordered(query, order)).all()
    while True:
        place = order.place(rows[-1]) if len(rows) == BATCH else None
        yield rows
        session.expunge_all()
        if place is None:
            return
        beyond = query.where(tuple_(order.day, order.id) > _literal(place))
        rows = session.execute(_ordered(beyond, order)).all()


def _ordered(query: Select[*Cells], order: Order) -> Select[*Cells]:
    return query.order_by(order.day, order.id).limit(BATCH)


def _literal(place: Place) -> Any:
    return tuple_(literal(place[0], Date), literal(place[1], Uuid))
