"""What decisions in force order, each with its unit, its last day, and what was done of it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Word, to


class ExecutionOrder(Base):
    """One order of a decision: what is due and what was done, in days, đồng, square metres and people."""

    __tablename__ = "execution_order"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)  # the execution's own case
    run_id: Mapped[UUID | None] = mapped_column(index=True)
    position: Mapped[int]
    kind: Mapped[Word]  # amend | cancel | refund | land | recover | reinstate | discipline | police | other
    unit_id: Mapped[UUID] = to("unit")
    text: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    due_on: Mapped[Day]
    amount_dong: Mapped[int] = mapped_column(BigInteger)
    land_m2: Mapped[int] = mapped_column(BigInteger)
    people: Mapped[int]
    state: Mapped[Word]  # open | reported | done | stopped
    done_on: Mapped[dt.date | None]
    done_dong: Mapped[int] = mapped_column(BigInteger)
    done_m2: Mapped[int] = mapped_column(BigInteger)
    done_people: Mapped[int]
    note: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
