"""The leader's desk: matters that need direction, the most harmful first, and those about to be late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select
from sqlalchemy.orm import Session

from app import clock
from app.casework.numbers import number_of
from app.errors import NotAllowed
from app.language import current
from app.listings.desk_earlier import ASSIGN, DIRECTION
from app.listings.due import Due, due, soon_until
from app.listings.harm import harm, weight
from app.listings.kinds import kind_word
from app.listings.visible import visible
from app.policy.actor import Actor
from db.base import NEVER
from db.models import Case, Deadline, Measure, Person, Run, Task, Unit
from db.models.runs import OPEN

MOST = 300  # items looked at; the ones overdue longest come first
NEAR = 12  # matters about to be late


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One matter on the desk, or about to come there; ``matter`` is empty while the case is sealed."""

    task_id: UUID | None
    case_id: UUID
    deadline_id: UUID
    number: str
    matter: str
    sealed: bool
    kind: str
    unit: str
    who: tuple[str, ...]
    due: Due
    days_late: int
    harm: int
    measures: tuple[tuple[str, dt.date], ...]  # what was done before: kind of measure, day


@dataclass(frozen=True, kw_only=True)
class Held:
    """A petition that two units sent back as not their work."""

    task_id: UUID
    number: str
    matter: str
    received_on: dt.date
    held_since: dt.date


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that waits for the leader's direction today."""

    matters: tuple[Matter, ...]
    near: tuple[Matter, ...]
    held: tuple[Held, ...]


def show(session: Session, *, actor: Actor) -> Desk:
    """Give the desk in a constant number of statements.

    Raises: NotAllowed for anybody but the leader.
    """
    if not actor.leads:
        raise NotAllowed
    today = clock.today()
    on_desk = session.execute(_on_desk(actor)).all()
    near = session.execute(_near(actor, today)).all()
    limits = [row.Deadline for row in (*on_desk, *near)]
    who, measures = _who(session, limits), _measures(session, [limit.id for limit in limits])
    found = [_matter(row, row.task_id, who, measures, today) for row in on_desk]
    coming = [_matter(row, None, who, measures, today) for row in near]
    return Desk(
        matters=tuple(sorted(found, key=lambda each: (-each.harm, each.due.on or NEVER))),
        near=tuple(coming),
        held=_held(session, actor),
    )


def item_of(session: Session, deadline_id: UUID, *, actor: Actor) -> UUID | None:
    """Find the open desk item about a limit."""
    return session.scalars(
        select(Task.id)
        .join(Run, Run.id == Task.run_id)
        .where(Run.subject_id == deadline_id, *_waits(actor, DIRECTION))
    ).first()


def _waits(actor: Actor, form: str) -> tuple[ColumnElement[bool], ...]:
    return (Task.authority_id == actor.authority_id, Task.state == OPEN, Task.form == form)


def _on_desk(actor: Actor) -> Select[UUID, Case, Deadline, Unit]:
    return (
        select(Task.id.label("task_id"), Case, Deadline, Unit)
        .join(Run, Run.id == Task.run_id)
        .join(Deadline, Deadline.id == Run.subject_id)
        .join(Case, Case.id == Task.case_id)
        .join(Unit, Unit.id == Deadline.unit_id)
        .where(visible(actor), *_waits(actor, DIRECTION))
        .order_by(Deadline.due_on, Task.id)
        .limit(MOST)
    )


def _near(actor: Actor, today: dt.date) -> Select[Case, Deadline, Unit]:
    """Find what falls due within three working days and is not on the desk yet."""
    on_desk = exists().where(and_(Run.subject_id == Deadline.id, Run.status == "running"))
    return (
        select(Case, Deadline, Unit)
        .join(Case, Case.id == Deadline.case_id)
        .join(Unit, Unit.id == Deadline.unit_id)
        .where(
            Deadline.authority_id == actor.authority_id,
            visible(actor),
            Deadline.state == "running",
            Deadline.due_on.between(today, soon_until(today)),
            ~on_desk,
        )
        .order_by(Deadline.due_on, Deadline.id)
        .limit(NEAR)
    )


def _who(session: Session, limits: Sequence[Deadline]) -> dict[UUID, tuple[str, ...]]:
    rows = session.execute(
        select(Task.deadline_id, Person.name)
        .join(Person, Person.id == Task.assignee_id)
        .where(
            Task.case_id.in_({limit.case_id for limit in limits}),  # few steps to look at
            Task.deadline_id.in_([limit.id for limit in limits]),
            Task.state == OPEN,
        )
        .distinct()
        .order_by(Person.name)
    )
    found: dict[UUID, tuple[str, ...]] = {}
    for deadline_id, name in rows:
        if deadline_id is not None:
            found[deadline_id] = (*found.get(deadline_id, ()), name)
    return found


def _measures(session: Session, deadline_ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, dt.date]]]:
    rows = session.execute(
        select(Measure.deadline_id, Measure.kind, Measure.at)
        .where(Measure.deadline_id.in_(deadline_ids))
        .order_by(Measure.at)
    )
    found: dict[UUID, list[tuple[str, dt.date]]] = {}
    for deadline_id, kind, at in rows:
        found.setdefault(deadline_id, []).append((kind, clock.local(at).date()))
    return found


def _matter(
    row: Row[UUID, Case, Deadline, Unit] | Row[Case, Deadline, Unit],
    task_id: UUID | None,
    who: dict[UUID, tuple[str, ...]],
    measures: dict[UUID, list[tuple[str, dt.date]]],
    today: dt.date,
) -> Matter:
    case, deadline, unit = row.Case, row.Deadline, row.Unit
    late = harm(case.kind, deadline.rule, deadline.due_on, today)
    return Matter(
        task_id=task_id,
        case_id=case.id,
        deadline_id=deadline.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        unit=unit.name_en if current() == "en" else unit.name,
        who=who.get(deadline.id, ()),
        due=due(deadline, deadline.due_on, today),
        days_late=late // weight(case.kind, deadline.rule),
        harm=late,
        measures=tuple(measures.get(deadline.id, ())),
    )


def _held(session: Session, actor: Actor) -> tuple[Held, ...]:
    rows = session.execute(
        select(Task.id, Task.opened_at, Case)
        .join(Case, Case.id == Task.case_id)
        .where(visible(actor), *_waits(actor, ASSIGN))
        .order_by(Case.received_on, Task.id)
        .limit(MOST)
    )
    return tuple(
        Held(
            task_id=task_id,
            number=number_of(case),
            matter=case.matter,
            received_on=case.received_on,
            held_since=clock.local(opened_at).date(),
        )
        for task_id, opened_at, case in rows
    )
