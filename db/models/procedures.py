"""Procedures, their immutable versions, what is told of a draft, and the rehearsals of them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Boolean, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, Word, to


class Version(Base):
    """A version of a procedure: its files never change, its state and dates do."""

    __tablename__ = "procedure_version"

    id: Mapped[Id]
    procedure: Mapped[Word]  # key
    number: Mapped[int]
    state: Mapped[Word]  # draft | replaced (by a later draft) | in_review | approved | in_force | retired
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


class ProcedureDraft(Base):
    """What is told of a version that is only a draft: who brought it, and what the gate says of it."""

    __tablename__ = "procedure_draft"

    version_id: Mapped[UUID] = to("procedure_version", primary_key=True)
    title: Mapped[Line]
    person_id: Mapped[UUID] = to("person")
    follows_id: Mapped[UUID | None] = to("procedure_version", nullable=True, index=True)  # what it corrects
    root_id: Mapped[UUID] = to("procedure_version", index=True)  # the first version of the draft
    publishable: Mapped[bool] = mapped_column(Boolean)
    verdict: Mapped[bytes] = mapped_column(LargeBinary)  # JSON: what the gate says of each file
    judged_at: Mapped[Moment]


class Rehearsal(Base):
    """A version played by one person with a clock that can be turned; it touches no case."""

    __tablename__ = "rehearsal"

    id: Mapped[Id]
    version_id: Mapped[UUID] = to("procedure_version", index=True)
    person_id: Mapped[UUID] = to("person")
    title: Mapped[Line]
    scene: Mapped[bytes] = mapped_column(LargeBinary)  # where it stands, packed
    revision: Mapped[int]  # grows with each move: of two pages only one moves it
    created_at: Mapped[Moment]
    moved_at: Mapped[Moment] = mapped_column(index=True)
