"""What could not be carried out, and what was done about it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Line, Moment, OptionalMoment, Word, index_where, to


class Incident(Base):
    """Something that could not be carried out and left its case as it was; nothing personal stands here."""

    __tablename__ = "incident"

    id: Mapped[Id]
    authority_id: Mapped[UUID | None] = to("authority", nullable=True)
    case_id: Mapped[UUID | None] = to("petition_case", nullable=True, index=True)
    run_id: Mapped[UUID | None] = to("run", nullable=True)
    version_id: Mapped[UUID | None] = to("procedure_version", nullable=True)  # whose drawing it is
    kind: Mapped[Line]  # step | script | condition | error | budget | depth | timer | state | mail | …
    element: Mapped[Line]
    mark: Mapped[Line]  # case, element and kind, or the notice: one open row for each
    command: Mapped[Word]  # what was meant: timer | task | mail | act
    timer_id: Mapped[UUID | None] = mapped_column()
    task_id: Mapped[UUID | None] = mapped_column()
    notice_id: Mapped[UUID | None] = mapped_column()
    outcome: Mapped[str | None] = mapped_column(String(40))
    person_id: Mapped[UUID | None] = to("person", nullable=True)  # whose click met it last; None: the clock
    unit_id: Mapped[UUID | None] = to("unit", nullable=True)  # in which they acted
    sent_at: Mapped[OptionalMoment]  # when what is to be tried again was sent: its draft bears this instant
    at: Mapped[Moment]  # met first
    last_at: Mapped[Moment]
    times: Mapped[int]  # how often it was met
    attempts: Mapped[int]  # how often somebody had it tried again
    resolved_at: Mapped[OptionalMoment]
    resolved_by_id: Mapped[UUID | None] = to("person", nullable=True)
    resolution: Mapped[str | None] = mapped_column(String(40))  # moved | corrected | cancelled | by_hand | …

    __table_args__ = (
        index_where("resolved_at IS NULL", "ix_incident_open", "mark", unique=True),
        Index(None, "authority_id", "resolved_at", "last_at"),
    )


class IncidentAct(Base):
    """What somebody did about an incident, or proposed to a second person, and why."""

    __tablename__ = "incident_act"

    id: Mapped[Id]
    incident_id: Mapped[UUID] = to("incident", index=True)
    act: Mapped[Word]  # retry | correct | cancel | resolve | give_up
    field: Mapped[str | None] = mapped_column(String(300))  # the routing value that is corrected
    value: Mapped[str | int | float | bool | None] = mapped_column(JSON(none_as_null=True))
    key_id: Mapped[UUID] = to("vault_key")
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]
    state: Mapped[Word]  # waiting | done | failed | refused
    decided_by_id: Mapped[UUID | None] = to("person", nullable=True)
    decided_at: Mapped[OptionalMoment]

    __table_args__ = (CheckConstraint("decided_by_id <> by_id", name="decided_by_a_second_person"),)
