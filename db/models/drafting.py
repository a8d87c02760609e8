"""Drafts of procedures while somebody edits them: who had a hand in each, unsaved work, whose turn it is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Line, Moment, OptionalMoment, to


class DraftAuthor(Base):
    """Somebody who saved anything of a draft, from its first version on; none of them may approve it."""

    __tablename__ = "draft_author"

    root_id: Mapped[UUID] = to("procedure_version", primary_key=True)  # the first version of the draft
    person_id: Mapped[UUID] = to("person", primary_key=True)
    since: Mapped[Moment]


class DraftWork(Base):
    """One file of a draft as its editor last sent it, not saved yet; it outlives a crash and a takeover."""

    __tablename__ = "draft_work"

    root_id: Mapped[UUID] = to("procedure_version", primary_key=True)
    person_id: Mapped[UUID] = to("person", primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)  # of the file
    base: Mapped[Line]  # digest of the bundle that was opened
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Moment]


class DraftLock(Base):
    """Who edits a draft now; it goes stale when nothing is heard of the editor for some minutes."""

    __tablename__ = "draft_lock"

    root_id: Mapped[UUID] = to("procedure_version", primary_key=True)
    person_id: Mapped[UUID] = to("person")
    since: Mapped[Moment]
    heard_at: Mapped[Moment]
    taken_from_id: Mapped[UUID | None] = to("person", nullable=True)  # who held it when it was taken over
    taken_at: Mapped[OptionalMoment]
