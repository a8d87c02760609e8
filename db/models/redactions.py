"""Working copies: the papers and contents of a sealed case as those read them who may not know who told."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Moment, OptionalMoment, Word, to


class Redaction(Base):
    """The working copy of one paper: what a person blacked out, and the finished pictures."""

    __tablename__ = "redaction"

    document_id: Mapped[UUID] = to("document", primary_key=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    key_id: Mapped[UUID] = to("vault_key")
    state: Mapped[Word]  # begun | finished | left_out
    title: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: the title without the denouncer
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: why it was left out
    marks: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed JSON: boxes by page, words of a text
    pages: Mapped[int]  # of the finished copy
    scan: Mapped[str | None] = mapped_column(String(64))  # digest of a scan drawn instead of the paper
    scan_type: Mapped[str | None] = mapped_column(String(100))
    digest: Mapped[str | None] = mapped_column(String(64))  # of the finished copy
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int]
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
    checked_by_id: Mapped[UUID | None] = to("person", nullable=True)  # who said to have seen every page
    checked_at: Mapped[OptionalMoment]


class RedactedItem(Base):
    """One content of a sealed case told so that it does not tell who denounced."""

    __tablename__ = "redacted_item"

    item_id: Mapped[UUID] = to("content_item", primary_key=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    text: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    request: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
