"""A case held for one command: its lock, its fixed instant, and what the command still has to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.casework import standstill
from app.casework.lawbook import STAMP, fresh
from app.errors import NotFound
from app.legaltime import book
from app.legaltime.book import Book
from app.policy.actor import Actor
from db import swift
from db.models import Case, Deadline, Letter, Milestone, Run, Task, Timer, VaultKey
from db.models.runs import PENDING


@dataclass(frozen=True, kw_only=True)
class Begin:
    """A run that the command asked for: which procedure, about what, as of which legal date."""

    procedure: str
    as_of: dt.date
    subject_id: UUID | None = None
    data: dict[str, str | int | bool | None] = field(default_factory=dict)
    answers: dict[str, Any] | None = None  # the form that asked for it, kept as the run's own answer
    sent: str | None = None  # the key of that form
    run_id: UUID | None = None  # where a row already names the run


@dataclass(frozen=True)
class Deliver:
    """A message to a run that may be waiting for it."""

    run_id: UUID
    message: str


@dataclass(frozen=True)
class End:
    """A run that ends where it stands, because the case goes on as another kind."""

    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class Meant:
    """The command that was meant, by its ids: what is kept when it cannot be carried out."""

    command: str = "act"  # timer | task | act
    node: str = ""
    timer_id: UUID | None = None
    task_id: UUID | None = None
    outcome: str | None = None


@dataclass(kw_only=True)
class Hold:
    """One case, locked, at one instant; both doors – a click and the clock – move it through this."""

    session: Session
    case: Case
    key: VaultKey
    now: dt.datetime
    actor: Actor | None  # None: the clock
    followups: list[Begin | Deliver | End] = field(default_factory=list)
    moved: dict[UUID, Deadline] = field(default_factory=dict)  # deadlines whose timers must follow
    letters: dict[UUID, Letter] = field(default_factory=dict)
    linked: list[Hold] = field(default_factory=list)  # cases that this command opened beside it
    depth: int = 0  # how many cases this one was opened out of, in this command
    pauses: list[tuple[dt.date, dt.date | None]] | None = None  # stretches in which the clock stood still
    law: Book = field(default_factory=book.current)  # which state of the legal data this command saw
    meant: Meant = field(default_factory=Meant)
    moved_run: Run | None = None  # the run that moves now, or moved last
    has_due: bool = True  # whether a timer of the case was due when it was locked
    _deadlines: list[Deadline] | None = None
    _milestones: dict[str, dt.date] | None = None

    @property
    def today(self) -> dt.date:
        """Say which legal day this command happens on."""
        return clock.local(self.now).date()

    @property
    def deadlines(self) -> list[Deadline]:
        """Give the deadlines of the case that are not over, oldest first."""
        if self._deadlines is None:
            self._deadlines = list(self.session.scalars(LIVING_DEADLINES, {"case": self.case.id}))
        return self._deadlines

    @property
    def milestones(self) -> dict[str, dt.date]:
        """Give the legal dates of the case by the name of the event; the last one counts."""
        if self._milestones is None:
            rows = self.session.scalars(
                select(Milestone).where(Milestone.case_id == self.case.id).order_by(Milestone.id)
            )
            self._milestones = {"received": self.case.received_on} | {row.name: row.on for row in rows}
        return self._milestones

    def forget(self) -> None:
        """Read limits and legal dates anew when they are asked for next: their rows were put back."""
        self._deadlines = self._milestones = self.pauses = None

    def letter(self, letter_id: UUID) -> Letter:
        """Give a letter of this case, also one opened a moment ago."""
        if letter_id not in self.letters:
            self.letters[letter_id] = self.session.get_one(Letter, letter_id)
        return self.letters[letter_id]


LIVING = ("running", "suspended")
LIVING_DEADLINES = (
    select(Deadline)
    .where(Deadline.case_id == bindparam("case"), Deadline.state.in_(LIVING))
    .order_by(Deadline.id)
)
_LIVES = or_(*(Deadline.state == state for state in LIVING))
_DUE = (
    exists()
    .where(Timer.case_id == Case.id, Timer.state == PENDING, Timer.next_try_at <= bindparam("now"))
    .where(standstill.runs())
    .label("due")
)
_CASE = swift.Look(
    select(Case, VaultKey, _DUE, STAMP)
    .join(VaultKey, VaultKey.id == Case.key_id)
    .where(Case.id == bindparam("case"))
    .with_for_update(of=Case)
)
# What a step seldom asks for: each column costs as much to fetch as a small rule of the office.
_SELDOM = (
    *(Case.year, Case.number, Case.matter, Case.closed_as, Case.closed_on, Case.opened_at),
    *(Case.contested_unit_id, Run.authority_id, Run.parent_id, Run.ends, Run.as_of, Run.started_at),
    *(Run.ended_at, Run.beside, Task.procedure, Task.claimed_at, Task.due_on, Task.opened_at, Task.outcome),
    *(Task.deadline_id, Task.closed_unit_id, VaultKey.kek, VaultKey.created_at, VaultKey.shredded_at),
    *(Deadline.authority_id, Deadline.unit_id, Deadline.variant, Deadline.base_event, Deadline.base_on),
    *(Deadline.extended, Deadline.promised_on, Deadline.steps, Deadline.met_on, Deadline.kept),
    *(Deadline.next_look_on, Deadline.law_known, Deadline.list_known, Deadline.moved_to),
    *(Deadline.moved_ground, Deadline.moved_basis),
)
# Who waited for the lock reads the case as it is now, and what stands beside it as it was before: PostgreSQL
# locks rows one by one, in one snapshot. The case of that snapshot tells that somebody moved it meanwhile.
_BEFORE = aliased(Case)
_REVISION_BEFORE = select(_BEFORE.revision).where(_BEFORE.id == Case.id).correlate(Case).scalar_subquery()
# One look for all that completing a task needs; the case is named first, so locked first: then
# nobody waits in a ring.
_TASK = swift.Look(
    select(Case, Run, Task, VaultKey, Deadline, _DUE, STAMP, _REVISION_BEFORE.label("before"))
    .select_from(Case)
    .join(Task, Task.case_id == Case.id)
    .join(Run, Run.id == Task.run_id)
    .join(VaultKey, VaultKey.id == Case.key_id)
    .outerjoin(Deadline, and_(Deadline.case_id == Case.id, _LIVES))
    .where(Task.id == bindparam("task"))
    .with_for_update(of=(Case, Task, Run)),
    without=_SELDOM,
)


def hold_case(session: Session, case_id: UUID, *, actor: Actor | None) -> Hold:
    """Lock a case before looking at it.

    Raises: NotFound.
    """
    now = clock.now()
    rows = _CASE.rows(session, case=case_id, now=now)
    if not rows:
        raise NotFound
    case, key, due, stamp = rows[0]
    law, has_due = fresh(session, stamp), _may_fire(due=due)
    return Hold(session=session, case=case, key=key, now=now, actor=actor, law=law, has_due=has_due)


def _may_fire(*, due: object) -> bool:
    """Tell whether due timers may fire: a clock that leapt since the last tick is looked at first."""
    return bool(due) and not clock.has_leapt()


def hold_task(session: Session, task_id: UUID, *, actor: Actor | None) -> tuple[Hold, Task, Run]:
    """Lock the case of a task, then look at the task: a colleague may have finished it meanwhile.

    Raises: NotFound.
    """
    now = clock.now()
    rows = _TASK.rows(session, task=task_id, now=now)
    if rows and rows[0][0].revision != rows[0][-1]:
        rows = _TASK.rows(session, task=task_id, now=now)  # the lock is held: nobody moves it any more
    if not rows:
        raise NotFound
    case, run, task, key, _deadline, due, stamp, _before = rows[0]
    law = fresh(session, stamp)
    living = sorted((row[4] for row in rows if row[4] is not None), key=lambda limit: limit.id)
    hold = Hold(
        session=session,
        case=case,
        key=key,
        now=now,
        actor=actor,
        law=law,
        has_due=_may_fire(due=due),
        _deadlines=living,
    )
    return hold, task, run
