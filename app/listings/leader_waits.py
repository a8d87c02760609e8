"""The leader's own delays: steps that wait for the leader, or for a signature, longer than promised."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.casework.numbers import number_of
from app.language import content
from app.legaltime.calendar import Calendar
from app.listings.visible import visible
from app.policy.actor import CHAIRMAN, Actor
from db.models import Case, Run, Task, Unit
from db.models.runs import OPEN

PROMISE = 2  # working days, where the drawing of the procedure names none
MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One step that waits too long for the leader; ``matter`` is empty while the case is sealed."""

    task_id: UUID
    case_id: UUID
    number: str
    matter: str
    sealed: bool
    step: str
    since: dt.date
    promised_on: dt.date
    days_over: int  # calendar days


def of(session: Session, *, actor: Actor) -> tuple[Wait, ...]:
    """Give the steps that wait too long, the longest wait first; sealed ones only to who sees them."""
    today = clock.today()
    leadership = select(Unit.id).where(Unit.authority_id == actor.authority_id, Unit.kind == "leadership")
    rows = session.execute(
        select(Task, Case, Run.version_id)
        .join(Case, Case.id == Task.case_id)
        .join(Run, Run.id == Task.run_id)
        .where(
            Task.authority_id == actor.authority_id,
            Task.state == OPEN,
            Task.unit_id.in_(leadership),
            Task.role == CHAIRMAN,
            visible(actor),
        )
        .order_by(Task.opened_at, Task.id)
        .limit(MOST)
    )
    waits = (_wait(session, task, case, version, today) for task, case, version in rows)
    return tuple(sorted((each for each in waits if each.days_over > 0), key=lambda each: -each.days_over))


def _wait(session: Session, task: Task, case: Case, version_id: UUID, today: dt.date) -> Wait:
    node = definitions.pinned(session, version_id).definition.nodes[task.node]
    promise = int(node.properties.get("promise") or PROMISE)
    since = clock.local(task.opened_at).date()
    promised_on = Calendar.official().add_working_days(since, promise)
    return Wait(
        task_id=task.id,
        case_id=case.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        step=content(node.name),
        since=since,
        promised_on=promised_on,
        days_over=(today - promised_on).days,
    )
