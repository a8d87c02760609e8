"""Cases under way taken over to another version of their procedure: the batch, and each case in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, OptionalMoment, Word, to


class Takeover(Base):
    """One batch: the cases of an authority that were tried on copies with a version, and what was decided."""

    __tablename__ = "takeover"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    version_id: Mapped[UUID] = to("procedure_version", index=True)  # to which the cases go
    person_id: Mapped[UUID] = to("person")  # who prepared it
    prepared_at: Mapped[Moment]
    renamed: Mapped[dict[str, str]] = mapped_column(JSON)  # which element takes the place of which
    begins: Mapped[list[str]] = mapped_column(JSON)  # limits and reminders that begin or are counted anew
    approver_id: Mapped[UUID | None] = to("person", nullable=True)
    approved_at: Mapped[OptionalMoment]

    __table_args__ = (
        Index(None, "authority_id", "prepared_at"),
        CheckConstraint("approver_id <> person_id", name="approved_by_a_second_person"),
        CheckConstraint("(approver_id IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"),
    )


class TakeoverCase(Base):
    """One running procedure of one case: what the trial said, what was done, and what it was before.

    ``reasons``, ``notes``, ``before`` and ``after`` hold elements, rules, days and sentences of the code,
    never a name or a text of a petition.
    """

    __tablename__ = "takeover_case"

    id: Mapped[Id]
    takeover_id: Mapped[UUID] = to("takeover", index=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    run_id: Mapped[UUID] = to("run", index=True)
    from_id: Mapped[UUID] = to("procedure_version")
    verdict: Mapped[Word]  # safe | declared | refused
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    notes: Mapped[list[Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    seen: Mapped[Line]  # digest over the rows that were tried
    chosen: Mapped[bool]
    state: Mapped[Word]  # planned | taken | moved_on | given_back
    kept: Mapped[bytes | None] = mapped_column(LargeBinary)  # the rows as they were, packed
    left: Mapped[Line]  # digest over the rows as the move left them
    taken_at: Mapped[OptionalMoment]
    taken_by_id: Mapped[UUID | None] = to("person", nullable=True)
    given_back_at: Mapped[OptionalMoment]
    given_back_by_id: Mapped[UUID | None] = to("person", nullable=True)

    __table_args__ = (
        UniqueConstraint("takeover_id", "run_id"),
        CheckConstraint("(state IN ('taken', 'given_back')) = (kept IS NOT NULL)", name="kept_if_taken"),
        CheckConstraint("verdict <> 'refused' OR state = 'planned'", name="refused_stays"),
    )
