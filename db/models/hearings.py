"""How the people of a case were heard: sessions, surveys, dialogues, evidence, opinions, outreach."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Moment, Word, to


class Hearing(Base):
    """One meeting about a case: a working session, a survey on the spot, a dialogue."""

    __tablename__ = "hearing"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # session | survey | dialogue
    topic: Mapped[Word]  # of a session: with whom; of a dialogue: held | absent | absent_excused
    on: Mapped[Day] = mapped_column("on_date")
    place: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    findings: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    led_by_id: Mapped[UUID | None] = to("person", nullable=True)  # the leader who came in person
    read_back: Mapped[bool]  # the minutes were read to those present
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class Attendance(Base):
    """Somebody who was asked to come: there, away with a good reason, or away without one."""

    __tablename__ = "attendance"

    id: Mapped[Id]
    hearing_id: Mapped[UUID] = to("hearing", index=True)
    position: Mapped[int]
    name: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    capacity: Mapped[Word]  # complainant | respondent | concerned | body | office
    presence: Mapped[Word]  # present | excused | absent


class Opinion(Base):
    """One opinion of a citizen and how the office treated it."""

    __tablename__ = "opinion"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    hearing_id: Mapped[UUID] = to("hearing", index=True)
    position: Mapped[int]
    text: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    state: Mapped[Word]  # agreed | not_agreed
    treatment: Mapped[bytes] = mapped_column(LargeBinary)  # sealed


class Evidence(Base):
    """A paper or an expert's result that was asked for, and when it came."""

    __tablename__ = "evidence"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # papers | expertise
    what: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    source: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: from whom
    asked_on: Mapped[Day]
    due_on: Mapped[dt.date | None]
    received_on: Mapped[dt.date | None]
    result: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: what came, or why nothing did
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class Outreach(Base):
    """What was done so that people understand and comply: explaining, persuading, visiting."""

    __tablename__ = "outreach"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    kind: Mapped[Word]  # visit | explanation | persuasion | front | legal_aid | other
    on: Mapped[Day] = mapped_column("on_date")
    text: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: who, what, with what result
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class HearingRule(Base):
    """Whether, from a day on, an authority rules on grave cases only after hearing people."""

    __tablename__ = "hearing_rule"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority", index=True)
    required: Mapped[bool]
    since: Mapped[Day]
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class HearingOverride(Base):
    """Why the Chairman lets one case be ruled on before that."""

    __tablename__ = "hearing_override"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
