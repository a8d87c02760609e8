"""What waits in a procedure: at which step, since when, and whether its day is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.listings.visible import visible
from app.policy.actor import Actor
from db.local_day import LocalDay
from db.models import Case, Letter, Task
from db.models.runs import OPEN

MOST = 5_000  # waiting steps that one page looks at, the longest waiting first


@dataclass(frozen=True, slots=True)
class Wait:
    """One step that waits in one case."""

    case_id: UUID
    node: str
    letter: str  # the letter that it is about, if any
    since: dt.date
    due_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many cases wait at one place, how long, and how many of them too long."""

    cases: int = 0
    days: int = 0  # median
    late: int = 0

    @property
    def share(self) -> int:
        """Give the share that is overdue in per cent, rounded up: one late case of many is not 0."""
        return -(-100 * self.late // self.cases) if self.cases else 0


def of(session: Session, procedure: str, *, actor: Actor) -> tuple[Wait, ...]:
    """List what waits in a procedure, all its versions together, of what this person may see."""
    found = session.execute(_waiting(procedure, actor).limit(MOST)).all()
    return tuple(Wait(case, node, letter or "", since, due) for case, node, letter, since, due in found)


def crowd(waits: Iterable[Wait], today: dt.date) -> Crowd:
    """Gather what waits at one place."""
    here = list(waits)
    if not here:
        return Crowd()
    return Crowd(
        cases=len({wait.case_id for wait in here}),
        days=round(median((today - wait.since).days for wait in here)),
        late=len({wait.case_id for wait in here if wait.due_on < today}),
    )


def _waiting(procedure: str, actor: Actor) -> Select[UUID, str, str | None, dt.date, dt.date]:
    return (
        select(Task.case_id, Task.node, Letter.template, LocalDay(Task.opened_at), Task.due_on)
        .join(Case, Case.id == Task.case_id)
        .outerjoin(Letter, Letter.id == Task.letter_id)
        .where(
            Task.authority_id == actor.authority_id,
            Task.procedure == procedure,
            Task.state == OPEN,
            visible(actor),
        )
        .order_by(Task.opened_at)
    )
