"""Cases: what is settled; their contents, milestones, links and documents."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Line, Moment, OptionalMoment, Word, to


class Case(Base):
    """A case: one matter on its way from the counter to the archive."""

    __tablename__ = "petition_case"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    key_id: Mapped[UUID] = to("vault_key")
    year: Mapped[int]
    number: Mapped[int]
    kind: Mapped[Word]  # unclassified | complaint | denunciation | recommendation | …
    field: Mapped[Word]
    matter: Mapped[str] = mapped_column(String(300))  # one line, empty while sealed
    sealed: Mapped[bool]
    state: Mapped[Word]  # open | suspended | closed
    closed_as: Mapped[str | None] = mapped_column(String(40))
    variant: Mapped[Word]  # of its limits: normal | complex | remote | remote-complex | …
    received_on: Mapped[Day]
    opened_at: Mapped[Moment]
    closed_on: Mapped[dt.date | None]
    registrar_id: Mapped[UUID] = to("person")
    lead_unit_id: Mapped[UUID] = to("unit")
    verifying_unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    task_force_head_id: Mapped[UUID | None] = to("person", nullable=True)
    contested_author_id: Mapped[UUID | None] = to("person", nullable=True)  # may not verify
    contested_unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    due_on: Mapped[Day]  # the nearest running limit; NEVER where none runs
    step: Mapped[Line]  # the element that waits now, for lists
    revision: Mapped[int]  # grows with each move; forms carry it
    audit_length: Mapped[int]
    audit_head: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        UniqueConstraint("authority_id", "year", "number"),
        Index(None, "authority_id", "state", "due_on", "id"),
        Index(None, "authority_id", "lead_unit_id", "state", "due_on", "id"),
        Index(None, "authority_id", "closed_on", "id"),
        Index(  # all that decides who sees a case, and the newest first
            "ix_petition_case_seen",
            "authority_id",
            "id",
            "sealed",
            "kind",
            "registrar_id",
            "contested_author_id",
            "contested_unit_id",
        ),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on_if_closed"),
        CheckConstraint("NOT sealed OR matter = ''", name="no_matter_while_sealed"),
    )


class CasePetition(Base):
    """Which petitions a case settles, as what, and who said so."""

    __tablename__ = "case_petition"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    petition_id: Mapped[UUID] = to("petition", index=True)
    kind: Mapped[Word]  # first | duplicate | repeat | supplement | split
    reason: Mapped[str | None] = mapped_column(String(1000))
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
    undone_at: Mapped[OptionalMoment]


class CaseLink(Base):
    """How two cases belong together: second-of, born-of-settled, split-from, executes, …"""

    __tablename__ = "case_link"

    id: Mapped[Id]
    from_id: Mapped[UUID] = to("petition_case", index=True)
    to_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]
    by_id: Mapped[UUID | None] = to("person", nullable=True)
    at: Mapped[Moment]


class ContentItem(Base):
    """One content of a petition: what is contested or asked, its finding, whether withdrawn."""

    __tablename__ = "content_item"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    petition_id: Mapped[UUID] = to("petition")
    position: Mapped[int]
    text: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    request: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    state: Mapped[Word]  # open | withdrawn | split
    finding: Mapped[str | None] = mapped_column(String(40))  # right | partly | wrong
    reasons: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    withdrawn_on: Mapped[dt.date | None]


class Milestone(Base):
    """A legal event of a case: the day it happened, and the moment it was recorded."""

    __tablename__ = "milestone"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    run_id: Mapped[UUID | None] = mapped_column()
    name: Mapped[Word]  # received | accepted | decided | sent | …
    on: Mapped[Day] = mapped_column("on_date")
    recorded_at: Mapped[Moment]
    by_id: Mapped[UUID | None] = to("person", nullable=True)


class Document(Base):
    """A paper or file of the case, with its pages and whether it is an original."""

    __tablename__ = "document"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    petition_id: Mapped[UUID | None] = to("petition", index=True, nullable=True)
    key_id: Mapped[UUID] = to("vault_key")
    title: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    pages: Mapped[int]
    form: Mapped[Word]  # original | copy
    digest: Mapped[str | None] = mapped_column(String(64))  # of the stored file, when scanned
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int]
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class Ruling(Base):
    """What the leader signed: result, facts, law, rights and remedies, for the statistics too."""

    __tablename__ = "ruling"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # uphold | amend | cancel
    result: Mapped[Word]  # right | partly | wrong
    body: Mapped[bytes] = mapped_column(LargeBinary)  # sealed JSON: facts, reasons, rights
    laws: Mapped[str] = mapped_column(String(2000))  # keys of the register of texts, comma-separated
    money_dong: Mapped[int]
    land_m2: Mapped[int]
    people_handled: Mapped[int]
    files_to_police: Mapped[int]
    decided_on: Mapped[dt.date | None]
    signed_by_id: Mapped[UUID | None] = to("person", nullable=True)


class SearchWord(Base):
    """A folded word by which an opened case is found; sealed cases have none but their number."""

    __tablename__ = "search_word"

    authority_id: Mapped[UUID] = to("authority", primary_key=True)
    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    case_id: Mapped[UUID] = to("petition_case", primary_key=True)
    kind: Mapped[Line]  # number | name | matter | place

    __table_args__ = (Index(None, "case_id", "word"),)
