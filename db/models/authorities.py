"""Authorities and their units: who an office is, since when and until when."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.base import Base, Day, Id, Line, Word, to


class Authority(Base):
    """A ward, commune or province that receives petitions under its own name."""

    __tablename__ = "authority"

    id: Mapped[Id]
    key: Mapped[Word]
    name: Mapped[Line]  # Vietnamese: Phường Trường Vinh
    name_en: Mapped[Line]
    superior: Mapped[Line]  # first line of every letter: ỦY BAN NHÂN DÂN TỈNH …
    place: Mapped[Line]  # where letters are dated
    level: Mapped[Word]  # commune | district (until 2025-06-30) | province
    code: Mapped[Word]  # in numbers of letters: UBND-TV
    remote: Mapped[bool]  # vùng sâu, vùng xa: longer limits
    since: Mapped[dt.date | None]  # None: as long as anybody remembers
    until: Mapped[dt.date | None]  # None: it stands

    __table_args__ = (UniqueConstraint("key"),)


class AuthoritySuccession(Base):
    """Which authority carries on the powers of another: many to many, from a day."""

    __tablename__ = "authority_succession"

    predecessor_id: Mapped[UUID] = to("authority", primary_key=True)
    successor_id: Mapped[UUID] = to("authority", primary_key=True, index=True)
    since: Mapped[Day]


class Unit(Base):
    """A unit of an authority; ids never change, names and parents are dated."""

    __tablename__ = "unit"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority", index=True)
    parent_id: Mapped[UUID | None] = to("unit", nullable=True)
    key: Mapped[Word]
    name: Mapped[Line]
    name_en: Mapped[Line]
    kind: Mapped[Word]  # leadership | reception | division | centre | historical
    since: Mapped[Day]
    until: Mapped[dt.date | None]

    __table_args__ = (
        UniqueConstraint("authority_id", "key"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),
    )


class UnitSuccession(Base):
    """Which unit carries on the work of another: many to many, from a day."""

    __tablename__ = "unit_succession"

    predecessor_id: Mapped[UUID] = to("unit", primary_key=True)
    successor_id: Mapped[UUID] = to("unit", primary_key=True, index=True)
    since: Mapped[Day]
