"""Legal data: what the law says from a day on, as shipped and as two people of the office confirmed it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, OptionalMoment, Word, to


class LawEntry(Base):
    """What the law says of one thing, valid from day to day, held for right from revision to revision."""

    __tablename__ = "law_entry"

    id: Mapped[Id]
    kind: Mapped[Word]  # limit | text | ground | letter | reception | report
    key: Mapped[Line]  # rule, number of the text, set and value of the ground, template, level, period
    effective_from: Mapped[dt.date | None]  # None where the day is not known
    effective_to: Mapped[dt.date | None]  # the last day in force
    article: Mapped[str] = mapped_column(Text)
    confidence: Mapped[Word]  # confirmed | believed | uncertain
    remark: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)  # {} takes back what it replaces
    origin: Mapped[Word]  # shipped | local
    state: Mapped[Word]  # proposed | returned | confirmed | withdrawn
    known_from: Mapped[int | None]  # the revision that first held it for right
    known_until: Mapped[int | None]  # the revision that no longer does
    replaces_id: Mapped[UUID | None] = to("law_entry", nullable=True)  # the local entry it corrects
    reason: Mapped[str] = mapped_column(Text)  # why it was proposed
    author_id: Mapped[UUID | None] = to("person", nullable=True)  # None for what is shipped
    proposed_at: Mapped[Moment]
    judge_id: Mapped[UUID | None] = to("person", nullable=True)  # who confirmed or returned it
    judged_at: Mapped[OptionalMoment]
    comment: Mapped[str] = mapped_column(Text)  # said with the judgement

    __table_args__ = (
        Index(None, "kind", "key", "state"),
        Index(None, "state", "proposed_at"),
        CheckConstraint("judge_id <> author_id", name="judged_by_a_second_person"),
        CheckConstraint(
            "origin = 'shipped' OR (author_id IS NOT NULL AND (judge_id IS NOT NULL"
            " OR (known_from IS NULL AND state NOT IN ('confirmed', 'returned'))))",
            name="confirmed_by_two_people",
        ),
        CheckConstraint(
            "(known_from IS NOT NULL) = (state = 'confirmed' OR known_until IS NOT NULL)",
            name="known_once_confirmed",
        ),
    )


class LawRevision(Base):
    """The one row that says at which revision the legal data of this installation stand."""

    __tablename__ = "law_revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1
    number: Mapped[int]
    stamp: Mapped[UUID]  # names this state of the data, in every process
    digest: Mapped[Word]  # of what was shipped when it was last taken in
    at: Mapped[Moment]

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
