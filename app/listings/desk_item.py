"""One matter on the leader's desk: the facts, the law, and what was done about it before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, grants, vault
from app.casework.deadlines import is_promise, limit_of
from app.casework.numbers import number_of
from app.casework.under_limit import under
from app.errors import NotAllowed, NotFound
from app.language import _, content, current
from app.legaltime import wording
from app.legaltime.own import INTAKE
from app.listings import desk_earlier as earlier
from app.listings.desk_earlier import DIRECTION
from app.listings.due import Due, due
from app.listings.kinds import kind_word
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import (
    Case,
    ContentItem,
    Deadline,
    Person,
    Run,
    Task,
    Unit,
    VaultKey,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The rows of one desk item; for listings only, never for a page."""

    task: Task
    run: Run
    case: Case
    key: VaultKey
    deadline: Deadline | None  # None: a denunciation that waits for its procedure
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Item:
    """What the leader reads before deciding; ``contents`` and ``matter`` may hold words of a sealed case."""

    task_id: UUID
    case_id: UUID
    revision: int
    open: bool
    number: str
    matter: str
    sealed: bool
    kind: str
    received_on: dt.date
    contents: tuple[tuple[str, str], ...]  # what is said, what is asked for
    unit: str
    who: tuple[str, ...]
    due: Due | None
    article: str
    counted: str  # the limit's length in words
    sureness: tuple[str, ...]
    late_since: dt.date | None
    law: str  # on which directing rests
    taken: tuple[earlier.Taken, ...]
    sent: tuple[earlier.Sent, ...]


def find(session: Session, task_id: UUID, *, actor: Actor) -> Found:
    """Find a desk item's rows for the leader of its authority.

    Raises: NotFound, NotAllowed.
    """
    row = session.execute(
        select(Task, Run, Case, VaultKey, Deadline, Unit)
        .join(Run, Run.id == Task.run_id)
        .join(Case, Case.id == Task.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .outerjoin(Deadline, Deadline.id == Run.subject_id)
        .join(Unit, Unit.id == Case.lead_unit_id)
        .where(Task.id == task_id, Task.form == DIRECTION)
    ).one_or_none()
    if row is None:
        raise NotFound
    task, run, case, key, deadline, unit = row
    policy.require_may_see(actor, case, grants.of(session, case))
    if not actor.leads:
        raise NotAllowed
    if deadline is not None and deadline.unit_id != unit.id:
        unit = session.get_one(Unit, deadline.unit_id)
    return Found(task=task, run=run, case=case, key=key, deadline=deadline, unit=unit)


def show(session: Session, found: Found) -> Item:
    """Give everything that the leader reads about one matter."""
    case, deadline = found.case, found.deadline
    node = definitions.pinned(session, found.run.version_id).definition.nodes[found.task.node]
    article, counted, sureness = _law(deadline)
    return Item(
        task_id=found.task.id,
        case_id=case.id,
        revision=found.run.revision,
        open=found.task.state == "open",
        number=number_of(case),
        matter=case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        received_on=case.received_on,
        contents=_contents(session, found),
        unit=found.unit.name_en if current() == "en" else found.unit.name,
        who=_who(session, deadline),
        due=due(deadline, deadline.due_on, clock.today()) if deadline else None,
        article=article,
        counted=counted,
        sureness=sureness,
        late_since=_late_since(deadline),
        law="" if deadline and is_promise(deadline.rule) else content(node.properties.get("legalBasis", "")),
        taken=earlier.measures(session, found.run, key=found.key),
        sent=earlier.urged(session, deadline) if deadline else (),
    )


def _law(deadline: Deadline | None) -> tuple[str, str, tuple[str, ...]]:
    if deadline is None or deadline.rule == INTAKE:
        return "", "", ()
    limit = limit_of(deadline)
    days = limit.days(deadline.variant, extended=deadline.extended)
    length = wording.amount(days, limit.unit) if days is not None else _("the office's own promise")
    return content(limit.article), length, wording.about(limit)


def _late_since(deadline: Deadline | None) -> dt.date | None:
    """Give the first day on which the limit was missed."""
    if deadline is None or deadline.breached_at is None or deadline.state != "running":
        return None
    return deadline.due_on + dt.timedelta(days=1)


def _contents(session: Session, found: Found) -> tuple[tuple[str, str], ...]:
    rows = session.scalars(
        select(ContentItem)
        .where(ContentItem.case_id == found.case.id, ContentItem.state == "open")
        .order_by(ContentItem.position)
    )
    return tuple(
        (vault.read(session, found.key, row.text), vault.read(session, found.key, row.request))
        for row in rows
    )


def _who(session: Session, deadline: Deadline | None) -> tuple[str, ...]:
    if deadline is None:
        return ()
    rows = session.scalars(
        select(Person.name)
        .join(Task, Task.assignee_id == Person.id)
        .where(under(deadline))
        .distinct()
        .order_by(Person.name)
    )
    return tuple(rows)
