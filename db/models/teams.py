"""Who verifies a case together: the task force, its mandate, its members from a day to a day."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Day, Id, Moment, Word, to


class TaskForce(Base):
    """People put together for one verification: what they are to find out, and until when."""

    __tablename__ = "task_force"

    id: Mapped[Id]
    case_id: Mapped[UUID] = to("petition_case", index=True)
    unit_id: Mapped[UUID | None] = to("unit", nullable=True)  # whose work it is
    mandate: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    since: Mapped[Day]
    report_due_on: Mapped[dt.date | None]
    until: Mapped[dt.date | None]  # the day on which another took its place
    by_id: Mapped[UUID] = to("person")
    at: Mapped[Moment]


class TaskForceMember(Base):
    """Somebody in a task force, as its head or a member, from a day to a day."""

    __tablename__ = "task_force_member"

    id: Mapped[Id]
    task_force_id: Mapped[UUID] = to("task_force", index=True)
    person_id: Mapped[UUID] = to("person", index=True)
    role: Mapped[Word]  # head | member
    since: Mapped[Day]
    until: Mapped[dt.date | None]
