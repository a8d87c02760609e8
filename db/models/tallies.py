"""Counts that only grow, for whoever watches the machines."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, OptionalMoment


class Tally(Base):
    """How often something happened since the office was founded; it tells of no case."""

    __tablename__ = "tally"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[OptionalMoment]  # when it grew last
