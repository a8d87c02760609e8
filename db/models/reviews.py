"""How a version of a procedure is reviewed: the rounds, what was said, who has read of it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, OptionalMoment, Word, to


class Review(Base):
    """One round: who sent a version to be reviewed, who judged it, and from which day it shall hold."""

    __tablename__ = "procedure_review"

    id: Mapped[Id]
    version_id: Mapped[UUID] = to("procedure_version", index=True)
    number: Mapped[int]  # of the version, as it was then
    digest: Mapped[Line]  # over exactly the files that were sent
    state: Mapped[Word]  # open | given_back | withdrawn | approved | stopped
    sender_id: Mapped[UUID] = to("person")
    sent_at: Mapped[Moment]
    judge_id: Mapped[UUID | None] = to("person", nullable=True)
    judged_at: Mapped[OptionalMoment]
    reason: Mapped[str] = mapped_column(Text)  # why it was given back, or what was said with the approval
    effective_from: Mapped[dt.date | None]
    transition: Mapped[Word]  # '' | finish (running cases stay) | offer (they are offered to move)
    stopper_id: Mapped[UUID | None] = to("person", nullable=True)
    stopped_at: Mapped[OptionalMoment]
    stop_reason: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "state", "sent_at"),
        CheckConstraint("judge_id <> sender_id", name="judged_by_a_second_person"),
        CheckConstraint(
            "state NOT IN ('approved', 'stopped') OR (judge_id IS NOT NULL AND judged_at IS NOT NULL"
            " AND effective_from IS NOT NULL AND transition IN ('finish', 'offer'))",
            name="approved_for_a_day",
        ),
        CheckConstraint(
            "(state = 'stopped') = (stopper_id IS NOT NULL AND stop_reason <> '')",
            name="stopped_with_a_reason",
        ),
        CheckConstraint("stopper_id <> sender_id", name="stopped_by_a_second_person"),
    )


class Comment(Base):
    """Something said of a draft, pinned to an element of a file; it stays when the draft is corrected."""

    __tablename__ = "procedure_comment"

    id: Mapped[Id]
    root_id: Mapped[UUID] = to("procedure_version", index=True)  # the first version of the draft
    number: Mapped[int]  # of the version, as it was then
    file: Mapped[Line]  # '' for the version as a whole
    element: Mapped[Line]  # id within the file, or ''
    name: Mapped[Line]  # what the element was called when it was said
    person_id: Mapped[UUID] = to("person")
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[Moment]
    answers_id: Mapped[UUID | None] = to("procedure_comment", nullable=True)  # a reply stands below it
    resolver_id: Mapped[UUID | None] = to("person", nullable=True)
    resolved_at: Mapped[OptionalMoment]


class Reading(Base):
    """Somebody confirmed having read what a version changes."""

    __tablename__ = "procedure_reading"

    version_id: Mapped[UUID] = to("procedure_version", primary_key=True)
    person_id: Mapped[UUID] = to("person", primary_key=True)
    at: Mapped[Moment]


class RefusedChange(Base):
    """A change that the database itself did not let through; written by its triggers only."""

    __tablename__ = "refused_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment]  # by the database's clock
    place: Mapped[Word]  # the table
    row_id: Mapped[UUID]  # of the version, or of the review
    act: Mapped[Word]  # insert | update | delete
    wanted: Mapped[Word]  # the state that was to be written
    login: Mapped[Line]  # who was connected to the database
    recorded_at: Mapped[OptionalMoment]  # when the clock put it into the audit trail
