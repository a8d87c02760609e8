"""What a list of days off does to the open deadlines: before it is confirmed, and as it was carried out.

Of sealed cases only those are listed and counted that the reader may see; the act itself leaves out none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import recounting
from app.casework.numbers import number_of
from app.casework.recounting import BY_HAND, DECIDED, FAILED, TOO_LATE, Outcome
from app.language import N_, _
from app.legaltime import book, days_off
from app.legaltime.calendar import Calendar
from app.legaltime.entries import Entry
from app.listings.due import name_of
from app.listings.visible import visible
from app.policy.actor import Actor
from db.base import NEVER
from db.models import Case, Deadline, Recount, RecountLine

PAGE = 50
LOOKED = 200  # deadlines in one reading
MOST_LOOKED = 2000  # of them for one page
MOST_COUNTED = 1000
KEPT = {
    BY_HAND: N_("keeps the day that was set by hand"),
    DECIDED: N_("keeps the day of the decision that extended it"),
    TOO_LATE: N_("keeps its day: by the list it would be over already"),
    FAILED: N_("could not be counted anew; an administrator looks at it"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One deadline that the list moves, or would move if its day were not decided."""

    case_id: UUID
    number: str
    limit: str
    was_on: dt.date
    now_on: dt.date | None
    why: str
    kept: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of deadlines; ``after`` is where the next begins, ``begun_on`` empty before the list holds."""

    lines: tuple[Line, ...]
    after: str | None
    begun_on: dt.date | None = None
    finished_on: dt.date | None = None
    moved: int = 0
    kept: int = 0


def preview(session: Session, entry: Entry, *, actor: Actor, after: UUID | None = None) -> Page:
    """List the open deadlines that a list would move were it confirmed now, a page at a time."""
    seen = _Walk(session, entry, actor)
    lines = []
    for found, case, why in seen.differing(after):
        lines.append(_line(found, case, why))
        if len(lines) == PAGE:
            break
    return Page(lines=tuple(lines), after=str(seen.last) if seen.is_more else None)


def told(session: Session, entry: Entry, *, actor: Actor) -> tuple[str, ...]:
    """Say in numbers what a list would do to the open deadlines."""
    seen = _Walk(session, entry, actor)
    found = [each for each, _case, _why in islice(seen.differing(None), MOST_COUNTED)]
    moves = sum(each.moves for each in found)
    more = _("There are more than are counted.") if seen.is_more else ""
    told = [_("{n} open deadlines move to another day.", n=moves)]
    if len(found) > moves:
        told.append(_("{n} keep a day that was decided.", n=len(found) - moves))
    return (*told, more) if more else tuple(told)


def carried_out(session: Session, entry_id: UUID, *, actor: Actor, after: UUID | None = None) -> Page | None:
    """List what became of the deadlines after a list was confirmed; None where it never was."""
    recount = session.scalars(
        select(Recount).where(Recount.entry_id == entry_id).order_by(Recount.id.desc()).limit(1)
    ).first()
    if recount is None:
        return None
    query = _lines(recount, actor).order_by(RecountLine.id)
    rows = session.execute((query.where(RecountLine.id > after) if after else query).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    return Page(
        lines=tuple(_line(line, case) for line, case in shown),
        after=str(shown[-1][0].id) if len(rows) > PAGE else None,
        begun_on=clock.local(recount.begun_at).date(),
        finished_on=clock.local(recount.finished_at).date() if recount.finished_at else None,
        moved=_count(session, _lines(recount, actor).where(RecountLine.kept == "")),
        kept=_count(session, _lines(recount, actor).where(RecountLine.kept != "")),
    )


class _Walk:
    """A walk over the open deadlines that a list may move, as if it were in force."""

    def __init__(self, session: Session, entry: Entry, actor: Actor) -> None:
        held = book.current()
        self._session, self._actor, self._book = session, actor, book.amended(held, entry)
        self._reach = recounting.reach(self._book, entry.key, self._book.revision)
        self._old = Calendar.official()
        self.last: UUID | None = None  # the deadline looked at last
        self.is_more = False

    def differing(self, after: UUID | None) -> Iterator[tuple[Outcome, Case, str]]:
        """Give what would go to another day, with its case and the days that make the difference."""
        for start in range(0, MOST_LOOKED, LOOKED):
            rows = self._rows(after)
            self.is_more = bool(rows) and start + LOOKED >= MOST_LOOKED
            with book.using(self._book):
                outcomes = recounting.outcomes(self._session, [(row[0], row[1]) for row in rows])
                new = Calendar.official()
            for found, row in zip(outcomes, rows, strict=True):
                after = self.last = found.deadline_id
                if found.differs:
                    self.is_more = True
                    yield found, row[2], self._why(found, new)
            if len(rows) < LOOKED:
                self.is_more = False
                return

    def _rows(self, after: UUID | None) -> list[tuple[Deadline, str | None, Case]]:
        if self._reach is None:
            return []
        query = recounting.concerned(self._reach).add_columns(Case).where(visible(self._actor)).limit(LOOKED)
        rows = self._session.execute(query.where(Deadline.id > after) if after else query)
        return [tuple(row) for row in rows]

    def _why(self, found: Outcome, new: Calendar) -> str:
        until = max(found.was_on, found.now_on if found.now_on != NEVER else found.was_on)
        return days_off.said(days_off.differing(self._old, new, found.base_on, until), new)


def _line(found: Outcome | RecountLine, case: Case, why: str = "") -> Line:
    """Show what would become of a deadline, or what became of it."""
    return Line(
        case_id=case.id,
        number=number_of(case),
        limit=name_of(found.rule),
        was_on=found.was_on,
        now_on=found.now_on if found.now_on != NEVER else None,
        why=why,
        kept=_(KEPT[found.kept]) if found.kept else "",
    )


def _lines(recount: Recount, actor: Actor) -> Select[RecountLine, Case]:
    joined = select(RecountLine, Case).join(Case, Case.id == RecountLine.case_id)
    return joined.where(RecountLine.recount_id == recount.id, visible(actor))


def _count(session: Session, query: Select[RecountLine, Case]) -> int:
    ids = query.with_only_columns(RecountLine.id).limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0
