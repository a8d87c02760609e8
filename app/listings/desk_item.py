"""One matter on the leader's desk: the facts, the law, and what was done about it before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, vault
from app.casework.deadlines import INTAKE, is_promise
from app.casework.search import number_of
from app.errors import NotAllowed, NotFound
from app.language import _, content, current
from app.legaltime import limits, wording
from app.listings.desk import DIRECTION, HOLD
from app.listings.due import Due, due
from app.listings.kinds import kind_word
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import (
    Answer,
    Case,
    ContentItem,
    Deadline,
    Letter,
    Measure,
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
class Taken:
    """Something that the leader did about the matter before."""

    date: dt.date
    title: str
    who: str
    note: str
    state: str = "done"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A letter that urged."""

    number: str
    title: str
    date: dt.date
    sent_on: dt.date | None


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
    taken: tuple[Taken, ...]
    sent: tuple[Sent, ...]


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
        .where(Task.id == task_id, Task.form.in_((DIRECTION, HOLD)))
    ).one_or_none()
    if row is None:
        raise NotFound
    task, run, case, key, deadline, unit = row
    policy.require_may_see(actor, case)
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
        taken=_taken(session, found) if deadline else _notes(session, found),
        sent=_sent(session, deadline) if deadline else (),
    )


def _law(deadline: Deadline | None) -> tuple[str, str, tuple[str, ...]]:
    if deadline is None or deadline.rule == INTAKE:
        return "", "", ()
    limit = limits.find(deadline.rule, deadline.base_on)
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
        .where(Task.deadline_id == deadline.id, Task.state == "open")
        .distinct()
        .order_by(Person.name)
    )
    return tuple(rows)


def _taken(session: Session, found: Found) -> tuple[Taken, ...]:
    """Give the measures about this limit, the newest first."""
    rows = session.execute(
        select(Measure, Person.name)
        .join(Person, Person.id == Measure.by_id)
        .where(Measure.deadline_id == (found.deadline.id if found.deadline else None))
        .order_by(Measure.at.desc())
    )
    names = measure_words(session, found)
    return tuple(
        Taken(
            date=clock.local(measure.at).date(),
            title=names.get(measure.kind, measure.kind),
            who=person,
            note=vault.read(session, found.key, measure.note),
        )
        for measure, person in rows
    )


def measure_words(session: Session, found: Found) -> dict[str, str]:
    """Give the names of the measures, as the form of this version has them."""
    form = definitions.pinned(session, found.run.version_id).forms[found.task.form]
    return {
        each.value: content(each.label)
        for part in form.components
        if part.key == "measure"
        for each in part.choices
    }


def _notes(session: Session, found: Found) -> tuple[Taken, ...]:
    """Give what the leader noted before about a denunciation that is held."""
    rows = session.execute(
        select(Answer, Person.name)
        .join(Person, Person.id == Answer.person_id)
        .join(Task, Task.id == Answer.task_id)
        .where(Answer.case_id == found.case.id, Task.form == HOLD)
        .order_by(Answer.at.desc())
    )
    return tuple(
        Taken(
            date=clock.local(answer.at).date(),
            title=str(vault.read_data(session, found.key, answer.body).get("note") or ""),
            who=person,
            note="",
        )
        for answer, person in rows
    )


def _sent(session: Session, deadline: Deadline) -> tuple[Sent, ...]:
    rows = session.scalars(
        select(Letter)
        .join(Run, Run.id == Letter.run_id)
        .where(Run.subject_id == deadline.id, Letter.number.is_not(None))
        .order_by(Letter.created_at.desc())
    )
    return tuple(
        Sent(
            number=f"{row.number}/{row.symbol}",
            title=content(row.title),
            date=row.dated_on or clock.local(row.created_at).date(),
            sent_on=row.sent_on,
        )
        for row in rows
    )
