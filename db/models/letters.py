"""Letters that leave the office, their numbers and their proofs."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, OptionalMoment, Word, to

LEFT = frozenset({"sent", "delivered", "filed"})  # states of a letter that left the office


class Letter(Base):
    """An outgoing document from draft to proof of delivery."""

    __tablename__ = "letter"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    authority_id: Mapped[UUID] = to("authority")
    run_id: Mapped[UUID | None] = to("run", index=True, nullable=True)
    version_id: Mapped[UUID | None] = to("procedure_version", index=True, nullable=True)
    template: Mapped[Line]  # key
    title: Mapped[Line]  # kind of document, never the matter
    # open | drafted | submitted | returned | signed | numbered | sent | delivered; filed: owes no proof
    state: Mapped[Word]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed JSON: subject, paragraphs, values
    comment: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: why it was returned
    drafted_by_id: Mapped[UUID | None] = to("person", nullable=True)
    submitted_at: Mapped[OptionalMoment]
    signed_by_id: Mapped[UUID | None] = to("person", nullable=True)
    signed_title: Mapped[str | None] = mapped_column(String(300))
    signed_at: Mapped[OptionalMoment]
    book: Mapped[str | None] = mapped_column(String(40))
    year: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(60))  # 15
    symbol: Mapped[Line]  # what follows it in print: TB-UBND
    dated_on: Mapped[dt.date | None]
    sent_on: Mapped[dt.date | None]
    sent_by_id: Mapped[UUID | None] = to("person", nullable=True)
    created_at: Mapped[Moment]

    __table_args__ = (
        Index(None, "authority_id", "state", "id"),
        UniqueConstraint("authority_id", "book", "year", "number"),  # a number is given once
    )


class Addressee(Base):
    """Somebody a letter goes to, how, and the proof that it arrived."""

    __tablename__ = "addressee"

    id: Mapped[Id]
    letter_id: Mapped[UUID] = to("letter", index=True)
    position: Mapped[int]
    name: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    via: Mapped[Word]  # post | hand | online | internal
    sent_on: Mapped[dt.date | None]
    delivered_on: Mapped[dt.date | None]
    proof_id: Mapped[UUID | None] = to("document", nullable=True)
    printed: Mapped[bool] = mapped_column(default=True, server_default=true())  # the letter names them itself


class NumberBook(Base):
    """The next number of one book of one authority in one year; its row is locked while taken."""

    __tablename__ = "number_book"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    book: Mapped[Word]  # petition | case | a book of letters
    year: Mapped[int]
    last: Mapped[int]

    __table_args__ = (UniqueConstraint("authority_id", "book", "year"),)


class Notice(Base):
    """A message to a person, written with the change that causes it, sent after the commit."""

    __tablename__ = "notice"

    id: Mapped[Id]
    person_id: Mapped[UUID] = to("person")
    case_id: Mapped[UUID | None] = to("petition_case", index=True, nullable=True)
    task_id: Mapped[UUID | None] = mapped_column()
    incident_id: Mapped[UUID | None] = mapped_column()
    kind: Mapped[Word]  # reminder | breach | digest | assignment | …
    rule: Mapped[str | None] = mapped_column(String(40))
    on: Mapped[dt.date] = mapped_column("on_date")
    at: Mapped[Moment]
    next_try_at: Mapped[OptionalMoment]  # None: nothing (more) to send by mail
    attempts: Mapped[int]
    sent_at: Mapped[OptionalMoment]
    read_at: Mapped[OptionalMoment]

    __table_args__ = (
        Index(None, "person_id", "on_date", "id"),
        Index(None, "next_try_at", "id"),
    )
