"""Procedures and their immutable versions."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, Word, to


class Version(Base):
    """A version of a procedure: its files never change, its state and dates do."""

    __tablename__ = "procedure_version"

    id: Mapped[Id]
    procedure: Mapped[Word]  # key
    number: Mapped[int]
    state: Mapped[Word]  # draft | in_review | approved | in_force | retired
    origin: Mapped[Word]  # shipped | local
    digest: Mapped[Line]  # over all files of the bundle
    effective_from: Mapped[dt.date | None]
    effective_to: Mapped[dt.date | None]
    created_at: Mapped[Moment]

    __table_args__ = (
        UniqueConstraint("procedure", "number"),
        Index(None, "procedure", "state", "effective_from"),
    )


class BundleFile(Base):
    """One file pinned by a version: diagram, table, form, letter, translation."""

    __tablename__ = "bundle_file"

    version_id: Mapped[UUID] = to("procedure_version", primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[Line]
    content: Mapped[bytes] = mapped_column(LargeBinary)
