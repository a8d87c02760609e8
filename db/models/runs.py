"""Runs of procedures: their state, the tasks in inboxes, the timers, the answers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint, false, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Line, Moment, OptionalMoment, Word, index_where, to

# A partial index is found by a word that stands in the statement itself. As a parameter it would also make
# SQLite plan the statement anew each time it runs.
PENDING = literal_column("'pending'", String)
HELD = literal_column("'held'", String)
OPEN = literal_column("'open'", String)
DONE = literal_column("'done'", String)
IS_OPEN = "state = 'open'"
OF_UNIT = ("authority_id", "unit_id", "role")


class Run(Base):
    """One execution of a version for a case; the state holds scalars and ids, never a name."""

    __tablename__ = "run"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    authority_id: Mapped[UUID] = to("authority")
    version_id: Mapped[UUID] = to("procedure_version", index=True)
    procedure: Mapped[Word]
    subject_id: Mapped[UUID | None] = mapped_column()  # the deadline an escalation is about
    parent_id: Mapped[UUID | None] = to("run", index=True, nullable=True)
    status: Mapped[Word]  # running | ended | cancelled | incident
    ends: Mapped[str] = mapped_column(String(500))  # end events reached, comma-separated
    beside: Mapped[bool] = mapped_column(default=False, server_default=false())  # the case's own procedure
    state: Mapped[bytes] = mapped_column(LargeBinary)
    as_of: Mapped[Day]  # the legal date that chose the version
    revision: Mapped[int]
    started_at: Mapped[Moment]
    ended_at: Mapped[OptionalMoment]

    __table_args__ = (
        Index(None, "subject_id"),
        Index(None, "authority_id", "procedure", "status", "ended_at"),
    )


class Task(Base):
    """A step in an inbox; afterwards, what was done, by whom and when."""

    __tablename__ = "task"

    id: Mapped[Id]  # the engine's own id
    run_id: Mapped[UUID] = to("run", index=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    authority_id: Mapped[UUID] = to("authority")
    procedure: Mapped[Word]
    node: Mapped[Line]
    form: Mapped[Word]
    role: Mapped[Word]
    unit_id: Mapped[UUID] = to("unit")
    assignee_id: Mapped[UUID | None] = to("person", nullable=True)
    claimed_at: Mapped[OptionalMoment]
    letter_id: Mapped[UUID | None] = mapped_column()
    deadline_id: Mapped[UUID | None] = mapped_column()
    state: Mapped[Word]  # open | done | overtaken
    due_on: Mapped[Day]  # NEVER where no limit runs
    opened_at: Mapped[Moment]
    closed_at: Mapped[OptionalMoment]
    closed_by_id: Mapped[UUID | None] = to("person", nullable=True)
    closed_unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    outcome: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (
        # Each holds all that its list asks of a task, so that no row is read to be counted.
        index_where(IS_OPEN, "ix_task_open_own", "assignee_id", "due_on", "id", "authority_id", "case_id"),
        index_where(IS_OPEN, "ix_task_open_unit", *OF_UNIT, "due_on", "id", "assignee_id", "case_id"),
        index_where(IS_OPEN, "ix_task_open_form", "authority_id", "form", "due_on", "id", "case_id"),
        index_where(IS_OPEN, "ix_task_waiting", "authority_id", "procedure", "opened_at", "node"),
        index_where("state = 'done'", "ix_task_finished", "authority_id", "procedure", "closed_at"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at_if_closed"),
    )


class Timer(Base):
    """An instant at which a run moves: the only truth about what is due."""

    __tablename__ = "timer"

    id: Mapped[Id]  # the engine's own id of the waiting event
    run_id: Mapped[UUID] = to("run", index=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    node: Mapped[Line]
    deadline_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[Word]  # limit | reminder | followup | other
    ahead: Mapped[int]  # working days a reminder comes before its limit
    due_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    state: Mapped[Word]  # pending | held | fired | cancelled | dead
    attempts: Mapped[int]

    __table_args__ = (index_where("state = 'pending'", "ix_timer_pending", "next_try_at", "id"),)


class Answer(Base):
    """What was answered in one task, kept for ever as it was sent."""

    __tablename__ = "answer"

    id: Mapped[Id]
    task_id: Mapped[UUID] = mapped_column(index=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    person_id: Mapped[UUID] = to("person")
    unit_id: Mapped[UUID] = to("unit")
    at: Mapped[Moment]
    sent_key: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the form: sent once
    body: Mapped[bytes] = mapped_column(LargeBinary)  # sealed JSON


class Draft(Base):
    """A form half filled, as typed; sealed under its own key, gone when the form is sent."""

    __tablename__ = "draft"

    id: Mapped[Id]
    person_id: Mapped[UUID] = to("person")
    form: Mapped[Line]  # "task:<id>" or "registration:<uuid>"
    key_id: Mapped[UUID] = to("vault_key")
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("person_id", "form"),)
