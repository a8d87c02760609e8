"""What the office knows of its clock: the times it compares, whether timers stand still, what would fire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework.standstill import TICKED, hold_in
from app.language import N_, _, short_date
from app.listings.due import name_of
from app.listings.procedure_flow import title_of
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, ClockHold, Deadline, Person, Pulse, Run, Timer
from db.models.runs import PENDING

RECENT = 10
WHY = {
    "leap": N_("The clock ran ahead of the seconds that passed, by more than a day."),
    "cold_start": N_("The office had not looked at its clock for more than ten days."),
}


@dataclass(frozen=True, kw_only=True)
class Would:
    """Timers of one procedure and one limit that would fire at once."""

    procedure: str
    limit: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Standstill:
    """One stretch in which no timer fired."""

    why: str
    known: str
    seen: str
    released: str
    by: str  # empty while it lasts
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClockPage:
    """All that an operator must know to say that the clock is right."""

    office: str  # what the office goes by: the database's clock where several machines share it
    machine: str
    shared: bool
    last_tick: str
    hold: Standstill | None
    would: tuple[Would, ...]
    sealed: int  # of these, only counted where no reader is named
    earlier: tuple[Standstill, ...]

    @property
    def count(self) -> int:
        """Count the timers that would fire."""
        return sum(each.count for each in self.would) + self.sealed


def show(session: Session, *, actor: Actor | None) -> ClockPage:
    """Give the page of the clock; of sealed cases only what this person may see.

    ``actor`` None is whoever sits at the machine: sealed cases are counted in one number, without procedure.
    """
    last, hold = session.get(Pulse, TICKED), hold_in(session)
    open_to = visible(actor) if actor else Case.sealed.is_(False)
    return ClockPage(
        office=said(clock.now()),
        machine=said(clock.machine()),
        shared=session.get_bind().dialect.name == "postgresql",
        last_tick=said(last.at) if last else "",
        hold=_told(hold, "") if hold else None,
        would=_would(session, open_to),
        sealed=0 if actor else sum(each.count for each in _would(session, Case.sealed.is_(True))),
        earlier=_earlier(session),
    )


def said(instant: dt.datetime | None) -> str:
    """Write an instant as the clocks on Vietnam's walls show it, to the second."""
    if instant is None:
        return ""
    here = clock.local(instant)
    return f"{here:%H:%M:%S}, {short_date(here.date())}"


def _would(session: Session, which: ColumnElement[bool]) -> tuple[Would, ...]:
    rows = session.execute(
        select(Run.procedure, Deadline.rule, func.count())
        .select_from(Timer)
        .join(Run, Run.id == Timer.run_id)
        .join(Case, Case.id == Timer.case_id)
        .outerjoin(Deadline, Deadline.id == Timer.deadline_id)
        .where(Timer.state == PENDING, Timer.next_try_at <= clock.now(), which)
        .group_by(Run.procedure, Deadline.rule)
        .order_by(func.count().desc(), Run.procedure, Deadline.rule)
    ).all()
    titles = {procedure: title_of(session, procedure) for procedure in {row[0] for row in rows}}
    return tuple(
        Would(procedure=titles[procedure], limit=name_of(rule) if rule else "", count=count)
        for procedure, rule, count in rows
    )


def _earlier(session: Session) -> tuple[Standstill, ...]:
    rows = session.execute(
        select(ClockHold, Person.name)
        .outerjoin(Person, Person.id == ClockHold.released_by_id)
        .where(ClockHold.released_at.is_not(None))
        .order_by(ClockHold.id.desc())
        .limit(RECENT)
    )
    return tuple(_told(row, _by(row, name)) for row, name in rows)


def _by(row: ClockHold, name: str | None) -> str:
    if row.by_itself:
        return _("by itself: the clock was right again")
    return name or _("at the machine")


def _told(row: ClockHold, by: str) -> Standstill:
    return Standstill(
        why=_(WHY[row.why]),
        known=said(row.known),
        seen=said(row.seen),
        released=said(row.released_at),
        by=by,
        reason=row.reason,
    )


def lines(page: ClockPage) -> Iterable[str]:
    """Tell the page line by line, for the command."""
    yield _("Time of the office: {time}", time=page.office)
    yield _("Time of this machine: {time}", time=page.machine)
    yield _("Last tick that was believed: {time}", time=page.last_tick or "–")
    if page.hold:
        yield _("TIMERS STAND STILL. {why}", why=page.hold.why)
        yield _("Before: {known}. When it was doubted: {seen}.", known=page.hold.known, seen=page.hold.seen)
    yield _("Timers that are due: {n}", n=page.count)
    for each in page.would:
        yield f"  {each.count:>6}  {each.procedure}{': ' if each.limit else ''}{each.limit}"
    if page.sealed:
        yield f"  {page.sealed:>6}  {_('in sealed cases')}"
