"""Decisions that may not be carried out while a complaint about them is settled."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, to


class EmergencyMeasure(Base):
    """A measure that keeps a contested decision from being carried out; the case itself goes on."""

    __tablename__ = "emergency_measure"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    run_id: Mapped[UUID] = mapped_column(index=True)
    contested: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: which decision, which part
    harm: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: what could not be repaired
    from_on: Mapped[Day]
    until_on: Mapped[Day]  # never later than the end of the settlement
    lifted_on: Mapped[dt.date | None]
    lifted_why: Mapped[str | None] = mapped_column(String(40))  # ground_gone | decided | expired
