"""Open deadlines counted anew after the list of days off was changed: the whole act, and each that moved."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.base import Base, Day, Id, Moment, OptionalMoment, Word, to


class Recount(Base):
    """The act that follows a confirmed list: every open deadline that the list may move is looked at."""

    __tablename__ = "recount"

    id: Mapped[Id]
    entry_id: Mapped[UUID] = to("law_entry", index=True)
    revision: Mapped[int]  # of the book of law that holds the list
    begun_at: Mapped[Moment]
    finished_at: Mapped[OptionalMoment]

    __table_args__ = (Index(None, "finished_at"),)


class RecountLine(Base):
    """What became of one deadline: its day before, its day after, and why it keeps it if it does."""

    __tablename__ = "recount_line"

    id: Mapped[Id]
    recount_id: Mapped[UUID] = to("recount")
    deadline_id: Mapped[UUID] = to("deadline")
    case_id: Mapped[UUID] = to("petition_case")
    rule: Mapped[Word]
    was_on: Mapped[Day]
    now_on: Mapped[Day]  # what the list would make of it, also where it is kept
    kept: Mapped[Word]  # '' where it moved | by_hand | decided | too_late | failed
    at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("recount_id", "deadline_id"), Index(None, "case_id"))
