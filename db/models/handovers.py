"""Which units a case is given to, and how often it was pushed on."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Moment, Word, to


class CaseUnit(Base):
    """A unit that coordinates in a case; the one that leads stands in the case itself."""

    __tablename__ = "case_unit"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    unit_id: Mapped[UUID] = to("unit")
    since: Mapped[Day]
    until: Mapped[dt.date | None]  # None: it still does

    __table_args__ = (UniqueConstraint("case_id", "unit_id", "since"),)


class Handover(Base):
    """Work that went from one unit to another, or came back: who pushed it on, and why."""

    __tablename__ = "handover"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # back: a unit says that it is not its work | moved: sent on | leader: settled above
    from_unit_id: Mapped[UUID] = to("unit")
    to_unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
