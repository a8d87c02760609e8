"""Rights to a sealed case: who holds one and for how long, and every look at an identity."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Moment, OptionalMoment, Word, to


class Grant(Base):
    """A right to see one sealed case, held by one person for a while."""

    __tablename__ = "case_grant"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case")
    person_id: Mapped[UUID] = to("person")
    unit_id: Mapped[UUID] = to("unit")  # in which they act for it: into its inbox their steps go
    role: Mapped[Word]  # a key of casework.grants.RIGHTS
    level: Mapped[Word]  # identity: may ask who it is | redacted: works on blacked-out copies
    since: Mapped[Moment]
    until: Mapped[Moment]
    given_by_id: Mapped[UUID | None] = to("person", nullable=True)  # None: the procedure did
    revoked_at: Mapped[OptionalMoment]

    __table_args__ = (Index(None, "case_id", "person_id"), Index(None, "person_id", "case_id"))


class Reveal(Base):
    """A look at a denouncer's identity, or a request for the right to look, with what came of it."""

    __tablename__ = "identity_reveal"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    authority_id: Mapped[UUID] = to("authority")
    person_id: Mapped[UUID] = to("person")
    unit_id: Mapped[UUID] = to("unit")
    kind: Mapped[Word]  # of the reason: verify | protect | notify | respond | court | other
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed under the case's key
    state: Mapped[Word]  # shown | asked | approved | refused
    asked_at: Mapped[Moment]
    until: Mapped[OptionalMoment]  # shown until then
    decided_by_id: Mapped[UUID | None] = to("person", nullable=True)
    decided_at: Mapped[OptionalMoment]
    looked_by_id: Mapped[UUID | None] = to("person", nullable=True)  # the supervisor who went through it
    looked_at: Mapped[OptionalMoment]

    __table_args__ = (
        Index(None, "authority_id", "asked_at", "id"),
        Index(None, "person_id", "asked_at"),
    )
