"""Which procedures run here, and how many cases wait in each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.listings import introductions
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Task
from db.models.runs import OPEN

MOST = 10_000  # waiting steps that are counted


@dataclass(frozen=True, kw_only=True)
class FlowLine:
    """One procedure in force: how many cases wait in it, and how many of them too long."""

    procedure: str
    title: str
    purpose: str
    cases: int
    late: int


def show(session: Session, *, actor: Actor) -> tuple[FlowLine, ...]:
    """List the procedures in force, those in which most waits first."""
    here = (
        select(Task.procedure, Task.case_id, Task.due_on)
        .join(Case, Case.id == Task.case_id)
        .where(Task.authority_id == actor.authority_id, Task.state == OPEN, visible(actor))
        .limit(MOST)
        .subquery()
    )
    late = func.count(here.c.case_id.distinct()).filter(here.c.due_on < clock.today())
    counted = select(here.c.procedure, func.count(here.c.case_id.distinct()), late)
    found = {key: (cases, over) for key, cases, over in session.execute(counted.group_by(here.c.procedure))}
    lines = [
        FlowLine(procedure=key, title=title, purpose=purpose, cases=cases, late=over)
        for key, (title, purpose) in introductions.of(
            session, definitions.all_in_force(session, clock.today())
        ).items()
        for cases, over in [found.get(key, (0, 0))]
    ]
    return tuple(sorted(lines, key=lambda each: (-each.cases, each.title)))
