"""Cases that drag on: the watchlist, the committee that directs them, what it directs."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Line, Moment, Word, index_where, to


class Watch(Base):
    """A stretch of time in which a case is on the watchlist, and by which published criteria."""

    __tablename__ = "watch"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    authority_id: Mapped[UUID] = to("authority", index=True)
    run_id: Mapped[UUID] = to("run", index=True)
    criteria: Mapped[Line]  # codes, comma-separated
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    since: Mapped[Day]
    review_on: Mapped[dt.date | None]  # the next day on which it is reviewed
    until: Mapped[dt.date | None]
    left_as: Mapped[str | None] = mapped_column(String(40))  # solved | ended | listed_wrongly
    left_reason: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]

    __table_args__ = (index_where("until IS NULL", "ix_watch_open", "authority_id", "since", "id"),)


class Cohort(Base):
    """The cases that an authority follows together: those on the watchlist on a baseline day."""

    __tablename__ = "cohort"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority", index=True)
    on: Mapped[Day] = mapped_column("on_date")
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class HigherReport(Base):
    """What a higher authority was asked, which obstacle stands in the way, until when it should answer."""

    __tablename__ = "higher_report"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    watch_id: Mapped[UUID] = to("watch", index=True)
    body: Mapped[str] = mapped_column(String(300))  # the authority that was asked
    obstacle: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    asked_on: Mapped[Day]
    answer_by: Mapped[Day]
    answered_on: Mapped[dt.date | None]
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    given_up_on: Mapped[dt.date | None]  # went on without an answer


class Committee(Base):
    """The Steering Committee for prolonged cases of an authority."""

    __tablename__ = "committee"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority", index=True)
    name: Mapped[Line]
    decision: Mapped[Line]  # the decision that set it up
    since: Mapped[Day]
    until: Mapped[dt.date | None]


class CommitteeMember(Base):
    """Somebody in the committee; those of other bodies are named, not people of the office."""

    __tablename__ = "committee_member"

    id: Mapped[Id]
    committee_id: Mapped[UUID] = to("committee", index=True)
    person_id: Mapped[UUID | None] = to("person", nullable=True)
    name: Mapped[Line]
    title: Mapped[Line]
    role: Mapped[Word]  # head | deputy | member
    since: Mapped[Day]
    until: Mapped[dt.date | None]


class CommitteeMeeting(Base):
    """A meeting of the committee; what it directed stands in its directives."""

    __tablename__ = "committee_meeting"

    id: Mapped[Id]
    committee_id: Mapped[UUID] = to("committee", index=True)
    on: Mapped[Day] = mapped_column("on_date")
    place: Mapped[Line]
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class Directive(Base):
    """What the committee or the leader told a unit to do about a case, and what came of it."""

    __tablename__ = "directive"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    run_id: Mapped[UUID] = to("run", index=True)
    meeting_id: Mapped[UUID | None] = to("committee_meeting", nullable=True, index=True)
    unit_id: Mapped[UUID] = to("unit")
    text: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    given_on: Mapped[Day]
    due_on: Mapped[Day]
    done_on: Mapped[dt.date | None]
    report: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
