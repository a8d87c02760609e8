"""The stretches in which the office's clock was not believed; its last tick is a pulse."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Moment, OptionalMoment, Word, index_where, to


class ClockHold(Base):
    """A stretch in which no timer fires, because nobody can tell whether the clock is right."""

    __tablename__ = "clock_hold"

    id: Mapped[Id]
    why: Mapped[Word]  # leap | cold_start
    known: Mapped[Moment]  # the last tick that could be believed
    seen: Mapped[Moment]  # what the clock showed when it was doubted
    released_at: Mapped[OptionalMoment]
    released_by_id: Mapped[UUID | None] = to("person", nullable=True)  # None: from the machine, or by itself
    by_itself: Mapped[bool]  # the clock was right again
    reason: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        index_where("released_at IS NULL", "ix_clock_hold_open", "seen"),
        CheckConstraint(
            "released_at IS NOT NULL OR (released_by_id IS NULL AND NOT by_itself)", name="open_or_released"
        ),
    )
