"""The audit trail: a chain of digests per case, personal words apart, and what was sent twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, OptionalMoment, Word, to


class AuditEntry(Base):
    """One thing that was done: ids, a tag, a salted digest; chained to the entry before it."""

    __tablename__ = "audit_entry"

    id: Mapped[Id]
    case_id: Mapped[UUID | None] = to("petition_case", nullable=True)
    sequence: Mapped[int]
    at: Mapped[Moment]
    actor_id: Mapped[UUID | None] = to("person", nullable=True)  # None: the clock
    unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    tag: Mapped[Word]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)  # ids, rules, dates, element ids
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("case_id", "sequence"),)


class AuditText(Base):
    """Personal words that belong to an entry; they can be shredded and the chain still holds."""

    __tablename__ = "audit_text"

    entry_id: Mapped[UUID] = to("audit_entry", primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed under the case's key
    shredded_at: Mapped[OptionalMoment]


class AuditAnchor(Base):
    """A digest over the heads of all chains at a moment; exported, it proves nothing was cut off."""

    __tablename__ = "audit_anchor"

    id: Mapped[Id]
    at: Mapped[Moment]
    entries: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class SentForm(Base):
    """A form that was already carried out: sending it twice does nothing twice."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = to("person")
    fingerprint: Mapped[Line]
    result: Mapped[Line]  # where the first sending led to
    at: Mapped[Moment]


class Pulse(Base):
    """When the clock last ticked, so that a leap of the machine's clock is noticed."""

    __tablename__ = "pulse"

    name: Mapped[Word] = mapped_column(String(40), primary_key=True)
    at: Mapped[Moment]
