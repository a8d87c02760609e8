"""Deadlines of cases: the rule, the dates, the pauses, the measures, the reasons owed."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Moment, OptionalMoment, Word, index_where, to


class Deadline(Base):
    """One legal limit as it runs in one case; page, letter, timer and report read this row."""

    __tablename__ = "deadline"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    authority_id: Mapped[UUID] = to("authority")
    run_id: Mapped[UUID | None] = to("run", index=True, nullable=True)
    unit_id: Mapped[UUID] = to("unit")  # whose work it is
    rule: Mapped[Word]
    variant: Mapped[Word]
    base_event: Mapped[Word]
    base_on: Mapped[Day]
    extended: Mapped[int]  # times extended
    due_on: Mapped[Day]  # NEVER while suspended or where the law sets none
    promised_on: Mapped[dt.date | None]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # why: the reckoning, step by step
    state: Mapped[Word]  # running | suspended | met | ended
    met_on: Mapped[dt.date | None]
    kept: Mapped[bool | None]  # frozen when met
    breached_at: Mapped[OptionalMoment]
    next_look_on: Mapped[dt.date | None]  # when the leader wants it on the desk again
    law_known: Mapped[int] = mapped_column(default=0, server_default="0")  # the revision of the law it keeps
    list_known: Mapped[int] = mapped_column(default=0, server_default="0")  # that of the days off it counts
    moved_to: Mapped[dt.date | None]  # a day that somebody set in the place of the one that was counted
    moved_ground: Mapped[str | None] = mapped_column(String(40))  # named where it is later than the law
    moved_basis: Mapped[str | None] = mapped_column(String(300))  # the article it stands on

    __table_args__ = (
        Index(None, "authority_id", "state", "due_on", "id"),
        Index(None, "authority_id", "rule", "due_on"),
        CheckConstraint("(state = 'met') = (met_on IS NOT NULL)", name="met_on_if_met"),
    )


class Suspension(Base):
    """A stretch in which the clock of a case stands still, with its legal ground."""

    __tablename__ = "suspension"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    from_on: Mapped[Day]
    to_on: Mapped[dt.date | None]  # None while it lasts
    ground: Mapped[Word]
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class Measure(Base):
    """What a leader did about a matter that needed direction."""

    __tablename__ = "measure"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    deadline_id: Mapped[UUID] = to("deadline", index=True)
    kind: Mapped[
        Word
    ]  # remind | urge | rectify | criticise | reassign | take_over | extend | suspend | reason
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
    unit_id: Mapped[UUID | None] = to("unit", nullable=True)  # to whom it was directed
    letter_id: Mapped[UUID | None] = mapped_column()
    note: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed


class LateReason(Base):
    """Why a limit was missed; owed from the breach until somebody answers for it."""

    __tablename__ = "late_reason"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    deadline_id: Mapped[UUID] = to("deadline", index=True)
    unit_id: Mapped[UUID] = to("unit")
    code: Mapped[str] = mapped_column(String(40), default="no_valid_reason")
    text: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    owed_since: Mapped[Moment]
    recorded_at: Mapped[OptionalMoment]
    recorded_by_id: Mapped[UUID | None] = to("person", nullable=True)

    __table_args__ = (
        index_where("recorded_at IS NULL", "ix_late_reason_owed", "unit_id", "owed_since", "id"),
    )
