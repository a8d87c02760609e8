"""A book read by its days: on the screen a page at a time, the newest first; on paper from its first line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Row, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import clock
from app.listings.place import Place, values, written

PAGE = 50
BATCH = 500

Cells = TypeVarTuple("Cells")


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


def newest(
    session: Session, query: Select[*Cells], order: Order, after: Place | None
) -> tuple[Sequence[Row[*Cells]], str | None]:
    """Give one page of lines, the newest first, and where the next page begins, if there is one."""
    if after:
        query = query.where(tuple_(order.day, order.id) < values(after))
    rows = session.execute(query.order_by(order.day.desc(), order.id.desc()).limit(PAGE + 1)).all()
    if len(rows) <= PAGE:
        return rows, None
    return rows[:PAGE], written(*order.place(rows[PAGE - 1]))


def batches(session: Session, query: Select[*Cells], order: Order) -> Iterator[Sequence[Row[*Cells]]]:
    """Give all lines in the order of the book, a batch at a time: a year must not lie in memory at once."""
    rows: Sequence[Row[*Cells]] = session.execute(_ordered(query, order)).all()
    while True:
        place = order.place(rows[-1]) if len(rows) == BATCH else None
        yield rows
        session.expunge_all()
        if place is None:
            return
        beyond = query.where(tuple_(order.day, order.id) > values(place))
        rows = session.execute(_ordered(beyond, order)).all()


def _ordered(query: Select[*Cells], order: Order) -> Select[*Cells]:
    return query.order_by(order.day, order.id).limit(BATCH)
