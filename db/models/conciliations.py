"""Who conciliates a land dispute."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Word, to


class CouncilMember(Base):
    """A member of the council that conciliates: somebody of the office, or a guest named in words."""

    __tablename__ = "council_member"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    person_id: Mapped[UUID | None] = to("person", nullable=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    capacity: Mapped[Word]  # chair | front | land | community | reputable | elder | clergy | lawyer | …
