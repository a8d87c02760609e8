"""Petitions: what came in, from whom, and how it was classified."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Line, Moment, OptionalMoment, Word, to


class Petition(Base):
    """A petition as it was received: number, channel, dates, seal."""

    __tablename__ = "petition"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    key_id: Mapped[UUID] = to("vault_key")
    year: Mapped[int]
    number: Mapped[int]  # in the authority's register of the year
    code_digest: Mapped[Line]  # digest of the citizen's code
    channel: Mapped[Word]  # counter | post | online | reception | forwarded
    received_on: Mapped[Day]
    stamped_on: Mapped[dt.date | None]  # the post office's stamp
    recorded_at: Mapped[Moment]
    backdating_reason: Mapped[str | None] = mapped_column(String(1000))
    forwarder: Mapped[str | None] = mapped_column(String(300))
    reply_owed: Mapped[bool]  # the forwarder waits for an answer
    petitioner_kind: Mapped[Word]  # person | group | organisation
    signer_class: Mapped[Word]  # one | many | other
    signers: Mapped[int]
    first_visit: Mapped[bool]
    sealed: Mapped[bool]  # until it is classified, and for ever when it is a denunciation
    registrar_id: Mapped[UUID] = to("person")
    registrar_unit_id: Mapped[UUID] = to("unit")
    details: Mapped[bytes] = mapped_column(LargeBinary)  # sealed JSON: place, parcel, remarks

    __table_args__ = (
        UniqueConstraint("authority_id", "year", "number"),
        UniqueConstraint("code_digest"),
        Index(None, "authority_id", "received_on", "id"),
    )


class Party(Base):
    """A party as stated in one petition; the link to a known person can be undone."""

    __tablename__ = "party"

    id: Mapped[Id]
    petition_id: Mapped[UUID] = to("petition", index=True)
    identity_id: Mapped[UUID] = to("identity", index=True)
    capacity: Mapped[Word]  # petitioner | representative | on_behalf | respondent | interested
    kind: Mapped[Word]  # person | organisation | official
    position: Mapped[int]
    id_skipped: Mapped[str | None] = mapped_column(String(300))  # why there is no identity number
    same_as_id: Mapped[UUID | None] = to("party", index=True, nullable=True)  # an earlier one
    same_by_id: Mapped[UUID | None] = to("person", nullable=True)
    same_undone_at: Mapped[OptionalMoment]


class BlindKey(Base):
    """A keyed digest by which the same person, phone or parcel is found again, and nothing is read."""

    __tablename__ = "blind_key"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    petition_id: Mapped[UUID] = to("petition", index=True)
    kind: Mapped[Word]  # identity_number | phone | name_place | parcel
    value: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index(None, "authority_id", "kind", "value"),)


class Classification(Base):
    """One classification: what the tables proposed, what the officer confirmed and why."""

    __tablename__ = "classification"

    id: Mapped[Id]
    petition_id: Mapped[UUID] = to("petition", index=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    at: Mapped[Moment]
    by_id: Mapped[UUID] = to("person")
    unit_id: Mapped[UUID] = to("unit")
    kind: Mapped[Word]  # complaint | denunciation | recommendation | reflection | land_dispute | other
    field: Mapped[Word]
    competence: Mapped[Word]
    eligible: Mapped[bool]
    outcome: Mapped[Word]
    proposed: Mapped[dict[str, Any]] = mapped_column(JSON)  # table outputs with rows and articles
    override_reason: Mapped[str | None] = mapped_column(String(1000))
    reason: Mapped[str | None] = mapped_column(String(2000))  # of the outcome; none under the seal
    code: Mapped[Word] = mapped_column(default="", server_default="")  # the situation: P1–P24
    round: Mapped[Word] = mapped_column(default="", server_default="")  # of a complaint: first | second
    over_level: Mapped[bool] = mapped_column(default=False, server_default=false())


class Upload(Base):
    """A file handed in while a form is still being filled; it survives every error."""

    __tablename__ = "upload"

    id: Mapped[Id]
    person_id: Mapped[UUID] = to("person", index=True)
    form: Mapped[Line]  # which form it belongs to: a draft's key
    key_id: Mapped[UUID] = to("vault_key")
    name: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: names of files tell things
    digest: Mapped[Line]
    media_type: Mapped[Line]
    size: Mapped[int]
    at: Mapped[Moment]
