"""What a concluded denunciation is reported with, how people are protected, how a matter is ended."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Moment, Word, to


class Conclusion(Base):
    """The figures of a conclusion as the law's report form on denunciations asks for them."""

    __tablename__ = "denunciation_conclusion"

    case_id: Mapped[UUID] = to("petition_case", primary_key=True)
    earlier: Mapped[str | None] = mapped_column(String(40))  # of a continued one: kept | changed
    money_state_dong: Mapped[int] = mapped_column(BigInteger)
    land_state_m2: Mapped[int] = mapped_column(BigInteger)
    money_organisations_dong: Mapped[int] = mapped_column(BigInteger)
    land_organisations_m2: Mapped[int] = mapped_column(BigInteger)
    organisations: Mapped[int]
    money_persons_dong: Mapped[int] = mapped_column(BigInteger)
    land_persons_m2: Mapped[int] = mapped_column(BigInteger)
    persons: Mapped[int]
    officials_handled: Mapped[int]
    police_cases: Mapped[int]
    police_subjects: Mapped[int]
    police_officials: Mapped[int]


class ProtectionMeasure(Base):
    """One measure that protects somebody who denounced, or their family: of which kind, by whom, how long."""

    __tablename__ = "protection_measure"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # secrecy | work | life | property | honour
    urgent: Mapped[bool]
    body: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: who is asked to carry it out
    detail: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: what it consists of
    state: Mapped[Word]  # in_force | changed | ended
    since: Mapped[Day]
    until: Mapped[dt.date | None]


class EndingConfirmation(Base):
    """One of the three confirmations before a matter is ended; each is given by somebody else."""

    __tablename__ = "ending_confirmation"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # resolved | no_new | no_basis
    confirmed: Mapped[bool]
    person_id: Mapped[UUID] = to("person")
    unit_id: Mapped[UUID] = to("unit")
    at: Mapped[Moment]
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed

    __table_args__ = (UniqueConstraint("case_id", "kind"),)
