"""Open deadlines counted anew by another list of days off: what would become of each, and the act itself.

What is over is not touched. A day that somebody decided, in an extension or by hand, stays as it was decided,
until the limit gets another base; it is told beside those that move.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, deadlines, notices
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.legaltime import days_off
from app.legaltime.book import Book
from app.legaltime.calendar import Calendar
from app.legaltime.instants import reminder_at
from app.legaltime.own import AGREED, count
from app.legaltime.pauses import Pause
from db import swift
from db.base import NEVER, new_id
from db.models import Case, Deadline, Recount, RecountLine, Suspension, Timer

BY_HAND, DECIDED, TOO_LATE, FAILED = "by_hand", "decided", "too_late", "failed"  # why a day stays

Stretch = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Reach:
    """Which deadlines a list may move: counted before its revision, over days that were ever in doubt."""

    revision: int
    first: dt.date
    last: dt.date
    former: tuple[Calendar, ...] = ()  # the calendars by which reminders may have been set


def reach(held: Book, key: str, revision: int) -> Reach | None:
    """Say which deadlines a list may move by its year; None where no list of it ever said anything else."""
    days = days_off.in_doubt(held, key)
    return Reach(revision, days[0], days[-1], days_off.ever(held, key)) if days else None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the list in force makes of one deadline."""

    deadline_id: UUID
    case_id: UUID
    rule: str
    base_on: dt.date
    was_on: dt.date
    now_on: dt.date
    promise_moves: bool
    kept: str  # '' where it goes with the list

    @property
    def differs(self) -> bool:
        """Tell whether the list gives another day."""
        return self.was_on != self.now_on or self.promise_moves

    @property
    def moves(self) -> bool:
        """Tell whether the deadline goes to another day."""
        return self.differs and not self.kept


def concerned(reach: Reach) -> Select[Deadline, str | None]:
    """Select the open deadlines that a list may move, with the kind of their case; the oldest first."""
    return (
        select(Deadline, Case.kind)
        .join(Case, Case.id == Deadline.case_id)
        .where(
            Deadline.state == "running",
            Deadline.list_known < reach.revision,
            Deadline.base_on < reach.last,
            Deadline.due_on >= max(reach.first, clock.today()),
            Deadline.breached_at.is_(None),
            Deadline.rule.not_in(AGREED),
        )
        .order_by(Deadline.id)
    )


def outcomes(session: Session, found: Sequence[tuple[Deadline, str | None]]) -> list[Outcome]:
    """Count deadlines by the lists in force here; nothing is stored."""
    pauses = _pauses(session, {deadline.case_id for deadline, _kind in found})
    return [outcome(deadline, kind, pauses[deadline.case_id]) for deadline, kind in found]


def outcome(deadline: Deadline, kind: str | None, pauses: Iterable[Stretch]) -> Outcome:
    """Count one deadline by the lists in force here."""
    today = clock.today()
    stood = [] if deadline.base_event in deadlines.AT_REST else pauses
    result = count(
        deadline.rule,
        kind=kind,
        base=deadline.base_on,
        variant=deadline.variant,
        pauses=[Pause(start, to or today) for start, to in stood],
        extended=deadline.extended,
        known=deadline.law_known,
    )
    now_on = result.due or result.promised or NEVER
    return Outcome(
        deadline_id=deadline.id,
        case_id=deadline.case_id,
        rule=deadline.rule,
        base_on=deadline.base_on,
        was_on=deadline.due_on,
        now_on=now_on,
        promise_moves=result.promised != deadline.promised_on,
        kept=_kept(deadline, now_on, today),
    )


def with_moved_reminders(session: Session, found: Sequence[Outcome], reach: Reach) -> set[UUID]:
    """Find the deadlines whose day stays, and whose reminders go to another one all the same.

    A reminder that stands on no day that a list ever gave it was set by hand, and stays.
    """
    days = {each.deadline_id: each.was_on for each in found if not each.differs}
    waiting = select(Timer).where(Timer.deadline_id.in_(days), Timer.kind == "reminder")
    rows = session.scalars(waiting.where(Timer.state == "pending", Timer.due_at > clock.now()))
    found_for = ((row.deadline_id, row) for row in rows if row.deadline_id is not None)
    return {deadline for deadline, row in found_for if _reminder_moves(row, days[deadline], reach)}


def carry_out(session: Session, recount: Recount, case_id: UUID, reach: Reach) -> None:
    """Count the open deadlines of one case anew, with its timers, in this transaction.

    A second time nothing is left to do. Raises: NotFound, Stuck.
    """
    with advance.moving(session, case_id, actor=None, due_first=False) as hold:
        rows = session.execute(concerned(reach).where(Deadline.case_id == case_id))
        wanted = {deadline.id for deadline, _kind in rows}
        for deadline in [each for each in hold.deadlines if each.id in wanted]:
            found = outcome(deadline, hold.case.kind, deadlines.pauses_of(hold))
            deadline.list_known = reach.revision
            if found.moves:
                _move(hold, deadline, found, recount)
            elif with_moved_reminders(session, [found], reach):
                hold.moved[deadline.id] = deadline
            if found.differs:
                keep_line(session, recount, found, found.kept)


def keep_line(session: Session, recount: Recount, found: Outcome, kept: str) -> None:
    """Write down what became of one deadline."""
    line = {
        "id": new_id(),
        "recount_id": recount.id,
        "deadline_id": found.deadline_id,
        "case_id": found.case_id,
        "rule": found.rule,
        "was_on": found.was_on,
        "now_on": found.now_on,
        "kept": kept,
        "at": clock.now(),
    }
    swift.put(session, RecountLine, **line)


def _move(hold: Hold, deadline: Deadline, found: Outcome, recount: Recount) -> None:
    deadlines.recompute(hold, deadline)
    facts = {
        "recount": str(recount.id),
        "entry": str(recount.entry_id),
        "deadline": str(deadline.id),
        "rule": deadline.rule,
        "from": found.was_on.isoformat(),
        "to": deadline.due_on.isoformat(),
    }
    record(hold.session, hold.case, Tag.DEADLINE_RECOUNT, actor=None, now=hold.now, facts=facts)
    notices.move(hold, deadline)


def _kept(deadline: Deadline, now_on: dt.date, today: dt.date) -> str:
    if deadline.moved_to is not None:
        return BY_HAND
    if deadline.extended:
        return DECIDED
    return TOO_LATE if now_on < today else ""


def _reminder_moves(timer: Timer, due_on: dt.date, reach: Reach) -> bool:
    instant = reminder_at(due_on, timer.ahead)
    if timer.due_at == instant or instant <= clock.now():
        return False
    return any(timer.due_at == reminder_at(due_on, timer.ahead, each) for each in reach.former)


def _pauses(session: Session, cases: set[UUID]) -> Mapping[UUID, list[Stretch]]:
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    rows = select(Suspension).where(Suspension.case_id.in_(cases)).order_by(Suspension.from_on)
    for row in session.scalars(rows):
        found[row.case_id].append((row.from_on, row.to_on))
    return found
