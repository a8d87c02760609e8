"""What other units and bodies were asked about a case, and what they said."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Word, to


class Consultation(Base):
    """One question to one unit or outside body: its limit, its answer, or its silence."""

    __tablename__ = "consultation"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    run_id: Mapped[UUID] = to("run", index=True)
    purpose: Mapped[Word]  # opinion | coordination | department
    unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: an outside body's name
    question: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    asked_by_id: Mapped[UUID] = to("person")
    asked_on: Mapped[Day]
    answer_by: Mapped[Day]
    state: Mapped[Word]  # asked | answered | silent | late
    stance: Mapped[str | None] = mapped_column(String(40))  # consents | partly | dissents | none
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    answered_on: Mapped[dt.date | None]
    answered_by_id: Mapped[UUID | None] = to("person", nullable=True)
