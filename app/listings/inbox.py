"""The inbox: the tasks that are this person's, or may become so, the nearest deadline first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    func,
    literal,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy import Row as Found
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, numbers
from app.casework.numbers import number_of
from app.language import content, current
from app.listings import inbox_shares
from app.listings.cases_with_words import having
from app.listings.counts import MOST
from app.listings.due import Due, due, soon_until
from app.listings.inbox_shares import Share
from app.listings.kinds import kind_word
from app.listings.place import Place, values, written
from app.listings.visible import visible
from app.policy.actor import Actor
from app.policy.cases import is_barred
from app.sealing.folding import tokens
from db import swift
from db.base import NEVER, Instant
from db.models import Case, Deadline, Person, Run, Task, Unit

VIEWS = ("mine", "unit", "soon", "late")
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the address asks for: a view, and what narrows it; ``after`` is where the page before ended."""

    view: str = "mine"
    kind: str = ""
    step: str = ""  # an element of a procedure
    text: str = ""  # words of the matter, names, places, or a number
    after: Place | None = None

    @property
    def narrowed(self) -> bool:
        """Tell whether something narrows the view."""
        return bool(self.kind or self.step or self.text)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One task in the table; ``matter`` is empty while the case is sealed."""

    task_id: UUID
    case_id: UUID
    number: str
    matter: str
    sealed: bool
    kind: str
    step: str
    unit: str
    who: str  # empty while nobody holds it
    mine: bool
    claimable: bool
    due: Due


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """One page of a view, the counts of all, and the steps that can be asked for."""

    rows: tuple[Row, ...]
    after: str | None  # cursor of the next page
    counts: dict[str, int]
    steps: tuple[tuple[str, str], ...]
    next_due: dt.date | None  # when nothing is listed: the nearest date that is owed elsewhere


def page(session: Session, asked: Filter, *, actor: Actor) -> Inbox:
    """Give one page of a view with its counts, in a constant number of statements."""
    today = clock.today()
    found = session.execute(_rows(asked, actor, today)).all()
    rows = tuple(_row(session, each, actor, today) for each in found[:PAGE])
    last = found[PAGE - 1].Task if len(found) > PAGE else None
    return Inbox(
        rows=rows,
        after=written(last.due_on, last.id) if last else None,
        counts=counts(session, actor=actor),
        steps=_steps(session, asked.view, actor, today),
        next_due=None if rows else _next_due(session, actor, today),
    )


def counts(session: Session, *, actor: Actor) -> dict[str, int]:
    """Count every view, each up to a thousand, in one statement; what is late stands first in its share."""
    today = clock.today()
    own, free = _counted("mine", actor, today), _counted("unit", actor, today)
    soon = _counted("soon", actor, today)
    found = session.execute(
        select(own.c.whole, free.c.whole, soon.c.whole, own.c.late + free.c.late).select_from(
            own.join(free, true()).join(soon, true())
        )
    ).one()
    return {view: min(number, MOST) for view, number in zip(VIEWS, found, strict=True)}


def next_of(session: Session, *, actor: Actor) -> UUID | None:
    """Give the task of one's own that is due first, or None."""
    found = _first(actor).rows(session, now=clock.now())
    return found[0][0] if found else None


@lru_cache(maxsize=512)
def _first(actor: Actor) -> swift.Look:
    """Keep what is asked after each click: to say it anew takes longer than to hear the answer."""
    (own,) = inbox_shares.mine(actor)
    seen = visible(actor, now=bindparam("now", type_=Instant))
    first = select(Task.id).join(Case, Case.id == Task.case_id).where(own, seen)
    return swift.Look(first.order_by(Task.due_on, Task.id).limit(1))


def _shares(view: str, actor: Actor) -> list[Share]:
    own, free = inbox_shares.mine(actor), inbox_shares.waiting(actor)
    return {"mine": own, "unit": free}.get(view, own + free)


def _within(view: str, today: dt.date) -> tuple[ColumnElement[bool], ...]:
    if view == "late":
        return (Task.due_on < today,)
    return (Task.due_on.between(today, soon_until(today)),) if view == "soon" else ()


def _share(share: Share, actor: Actor, narrowed: Sequence[ColumnElement[bool]]) -> Select[UUID, dt.date]:
    return (
        select(Task.id, Task.due_on)
        .join(Case, Case.id == Task.case_id)
        .where(share, visible(actor), *narrowed)
        .order_by(Task.due_on, Task.id)
    )


def _listed(view: str, actor: Actor, narrowed: Sequence[ColumnElement[bool]], most: int) -> Subquery | None:
    """Take the first of each share; together they hold the first of the whole view."""
    shares = [_share(share, actor, narrowed).limit(most).subquery() for share in _shares(view, actor)]
    return union_all(*(select(each.c.id, each.c.due_on) for each in shares)).subquery() if shares else None


def _rows(asked: Filter, actor: Actor, today: dt.date) -> Select[Task, Case, UUID, Unit, str, Deadline]:
    narrowed = [*_within(asked.view, today), *_narrowed(asked)]
    listed = _listed(asked.view, actor, narrowed, PAGE + 1)
    query = (
        select(Task, Case, Run.version_id, Unit, Person.name, Deadline)
        .join(Case, Case.id == Task.case_id)
        .join(Run, Run.id == Task.run_id)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .outerjoin(Deadline, Deadline.id == Task.deadline_id)
    )
    if listed is None:
        return query.where(Task.id.is_(None))
    return query.join(listed, listed.c.id == Task.id).order_by(Task.due_on, Task.id).limit(PAGE + 1)


def _narrowed(asked: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.after:
        found.append(tuple_(Task.due_on, Task.id) > values(asked.after))
    if asked.kind:
        found.append(Case.kind == asked.kind)
    if asked.step:
        found.append(Task.node == asked.step)
    return found + _with_words(asked.text)


def _with_words(text: str) -> list[ColumnElement[bool]]:
    found = numbers.read(text)
    if found is not None:
        return [Case.number == found[0], Case.year == found[1]]
    return having(Task.case_id, tokens(text)[:8])


def _counted(view: str, actor: Actor, today: dt.date) -> Subquery:
    """Count the first of a view, and those of them that are late."""
    listed = _listed(view, actor, _within(view, today), MOST)
    if listed is None:
        return select(literal(0).label("whole"), literal(0).label("late")).subquery()
    late = func.count().filter(listed.c.due_on < today)
    return select(func.count().label("whole"), late.label("late")).select_from(listed).subquery()


def _steps(session: Session, view: str, actor: Actor, today: dt.date) -> tuple[tuple[str, str], ...]:
    """List the steps that occur in a view, by what they are called."""
    listed = _listed(view, actor, _within(view, today), MOST)
    if listed is None:
        return ()
    nth = func.row_number().over(partition_by=(Task.procedure, Task.node), order_by=Task.id)
    each = (
        select(Task.node, Task.run_id, nth.label("nth")).join(listed, listed.c.id == Task.id).subquery()
    )  # a run's row is wide: one is read of each step
    rows = session.execute(
        select(each.c.node, Run.version_id).join(Run, Run.id == each.c.run_id).where(each.c.nth == 1)
    )
    names = {node: step_name(session, version, node) for node, version in rows}
    return tuple(sorted(names.items(), key=lambda each: each[1]))


def step_name(session: Session, version_id: UUID, node: str) -> str:
    """Say what a step is called in its procedure, in the reader's language."""
    return content(definitions.pinned(session, version_id).definition.nodes[node].name)


def _next_due(session: Session, actor: Actor, today: dt.date) -> dt.date | None:
    listed = _listed("all", actor, (Task.due_on >= today, Task.due_on != NEVER), 1)
    return None if listed is None else session.execute(select(func.min(listed.c.due_on))).scalar_one()


def _row(
    session: Session, found: Found[Task, Case, UUID, Unit, str, Deadline], actor: Actor, today: dt.date
) -> Row:
    task, case, version_id, unit, person, deadline = found
    node = definitions.pinned(session, version_id).definition.nodes[task.node]
    return Row(
        task_id=task.id,
        case_id=case.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        step=content(node.name),
        unit=unit.name_en if current() == "en" else unit.name,
        who=person or "",
        mine=task.assignee_id == actor.person_id,
        claimable=task.assignee_id is None and not is_barred(node.properties.get("guard", ""), actor, case),
        due=due(deadline, task.due_on, today),
    )
