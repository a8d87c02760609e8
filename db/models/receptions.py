"""Receptions of citizens: when they were held, who came, what the leader concluded and who carries it out."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Line, Moment, OptionalMoment, Word, to


class ReceptionBody(Base):
    """A council or board for receiving citizens, from a day to a day."""

    __tablename__ = "reception_body"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority", index=True)
    name: Mapped[Line]
    name_en: Mapped[Line]
    decision: Mapped[Line]  # by which it was set up
    since: Mapped[Day]
    until: Mapped[dt.date | None]
    ended_by: Mapped[str | None] = mapped_column(String(300))  # the decision that ended it

    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),)


class ReceptionMember(Base):
    """Somebody in such a body from a day to a day; a change ends one row and begins another."""

    __tablename__ = "reception_member"

    id: Mapped[Id]
    body_id: Mapped[UUID] = to("reception_body", index=True)
    person_id: Mapped[UUID | None] = to("person", nullable=True)  # None: somebody who has no login here
    name: Mapped[Line]
    title: Mapped[Line]
    part: Mapped[Word]  # head | deputy | member | secretary
    decision: Mapped[Line]
    since: Mapped[Day]
    until: Mapped[dt.date | None]
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[UUID] = to("person")
    ended_at: Mapped[OptionalMoment]  # when the end was recorded
    ended_by_id: Mapped[UUID | None] = to("person", nullable=True)

    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),)


class ReceptionSession(Base):
    """One sitting in which citizens are received: planned for a day, then held or not."""

    __tablename__ = "reception_session"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    kind: Mapped[Word]  # regular | periodic | unscheduled
    online: Mapped[bool]
    planned_on: Mapped[Day]
    moved_from: Mapped[dt.date | None]  # the day that was announced first
    hours: Mapped[Line]
    place: Mapped[Line]
    duty: Mapped[Word]  # in what office somebody receives: chairman | party_secretary | deputy | officer
    receiver_id: Mapped[UUID | None] = to("person", nullable=True)  # None: somebody who has no login here
    receiver: Mapped[Line]  # name and title, as the schedule prints them
    body_id: Mapped[UUID | None] = to("reception_body", nullable=True)
    state: Mapped[Word]  # planned | held | not_held
    held_on: Mapped[dt.date | None]
    reason: Mapped[str | None] = mapped_column(String(1000))  # why it was moved or not held
    planned_by_id: Mapped[UUID] = to("person")
    created_at: Mapped[Moment]

    __table_args__ = (
        Index(None, "authority_id", "planned_on", "id"),
        CheckConstraint("(state = 'held') = (held_on IS NOT NULL)", name="held_on_if_held"),
        CheckConstraint("state <> 'not_held' OR reason IS NOT NULL", name="reason_if_not_held"),
    )


class ReceptionVisit(Base):
    """One citizen or group in a sitting: who came is sealed like a petition, under a key of its own.

    Joined to a case, it lies under the key of that case and is seen by whoever may see the case.
    """

    __tablename__ = "reception_visit"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    session_id: Mapped[UUID] = to("reception_session", index=True)
    key_id: Mapped[UUID] = to("vault_key")
    identity_id: Mapped[UUID | None] = to("identity", index=True, nullable=True)  # None: not said
    words: Mapped[bytes] = mapped_column(LargeBinary)  # sealed JSON: the whole answer of the screen
    year: Mapped[int]
    number: Mapped[int]  # in the book of the year; negative in the book under seal
    on: Mapped[Day] = mapped_column("on_date")
    recorded_at: Mapped[Moment]
    by_id: Mapped[UUID] = to("person")  # who took it down and answers
    unit_id: Mapped[UUID] = to("unit")
    petitioner_kind: Mapped[Word]  # person | group | organisation | anonymous
    capacity: Mapped[Word]  # self | representative | lawyer
    people: Mapped[int]
    representatives: Mapped[int]
    crowd: Mapped[bool]  # five or more about the same matter
    times: Mapped[int]  # how often received about this matter, this time included
    kind: Mapped[Word]  # unclassified | complaint | denunciation | recommendation | reflection | land_dispute
    sealed: Mapped[bool]  # while it belongs to no case: until classified, and a denunciation for ever
    contested_author_id: Mapped[UUID | None] = to("person", nullable=True)  # the denounced: never sees it
    contested_unit_id: Mapped[UUID | None] = to("unit", nullable=True)
    read_back: Mapped[bool]
    signed: Mapped[Word]  # signature | fingerprint | declined
    outcome: Mapped[Word]  # petition | attached | explained | guided | refused
    refusal_ground: Mapped[Word]
    draft_id: Mapped[UUID | None] = mapped_column()  # the counter's screen on which its petition is written
    petition_id: Mapped[UUID | None] = to("petition", nullable=True)
    case_id: Mapped[UUID | None] = to("petition_case", nullable=True, index=True)
    run_id: Mapped[UUID | None] = to("run", nullable=True, index=True)  # what follows from it
    concluded_on: Mapped[dt.date | None]
    conclusion: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed

    __table_args__ = (
        UniqueConstraint("authority_id", "year", "number"),
        Index(None, "authority_id", "on_date", "id"),
        Index(None, "draft_id"),
        CheckConstraint("people >= 1", name="somebody_came"),
    )


class ReceptionMark(Base):
    """A keyed digest by which the same citizen is found again among visits and petitions; nothing is read."""

    __tablename__ = "reception_mark"

    id: Mapped[Id]
    authority_id: Mapped[UUID] = to("authority")
    visit_id: Mapped[UUID] = to("reception_visit", index=True)
    kind: Mapped[Word]  # identity | phone | name | parcel
    value: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index(None, "authority_id", "kind", "value"),)


class ReceptionAssignment(Base):
    """One thing the leader gave somebody to do at a reception: what, who, until when, and what came of it."""

    __tablename__ = "reception_assignment"

    id: Mapped[Id]
    visit_id: Mapped[UUID] = to("reception_visit", index=True)
    case_id: Mapped[UUID] = to("petition_case", index=True)
    position: Mapped[int]
    unit_id: Mapped[UUID] = to("unit")
    person_id: Mapped[UUID | None] = to("person", nullable=True)
    what: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    due_on: Mapped[Day]
    run_id: Mapped[UUID | None] = to("run", nullable=True, index=True)
    done_on: Mapped[dt.date | None]
    result: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
