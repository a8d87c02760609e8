"""The case file: everything about one case on one page, in the order in which it is read and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.language import content
from app.legaltime.events import CLOSED
from app.listings import (
    case_contents,
    case_facts,
    case_found,
    case_letters,
    case_limits,
    case_parties,
    case_rights,
    case_runs,
    case_timeline,
    papers,
)
from app.listings.case_contents import Decision, Item
from app.listings.case_facts import Facts
from app.listings.case_found import FoundCase, people_of
from app.listings.case_letters import LetterRow
from app.listings.case_limits import Limits
from app.listings.case_parties import People
from app.listings.case_rights import Rights
from app.listings.case_runs import DESK, RunPicture
from app.listings.case_timeline import Happening
from app.listings.case_words import STATES, word
from app.listings.due import Due, due
from app.listings.form_words import form_word
from app.listings.kinds import kind_word
from app.listings.papers import Paper
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Deadline, Task


@dataclass(frozen=True, kw_only=True)
class Next:
    """One step that waits now: what, for whom, until when; ``aside`` beside the case's own procedure."""

    task_id: UUID
    step: str
    who: str
    unit: str
    due: Due
    aside: bool


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the first sentence of the file says."""

    case_id: UUID
    number: str
    matter: str
    kind: str
    field: str
    unit: str
    coordinating: tuple[str, ...]
    state: str  # open | suspended | closed
    state_words: str
    closed_words: str
    closed_on: dt.date | None
    received_on: dt.date
    sealed: bool
    revision: int
    nexts: tuple[Next, ...]


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One case, whole."""

    head: Head
    timeline: tuple[Happening, ...]
    people: People
    rights: Rights | None  # to a sealed case
    items: tuple[Item, ...]
    decision: Decision | None
    facts: tuple[Facts, ...]
    time: Limits
    letters: tuple[LetterRow, ...]
    papers: tuple[Paper, ...]
    redacts: bool  # whether its reader may make the working copies
    runs: tuple[RunPicture, ...]


def read(
    session: Session,
    case_id: UUID,
    *,
    actor: Actor,
    href: Callable[[UUID], str],
) -> CaseFile:
    """Read a case whole; ``href`` gives the address of a task's page.

    Raises: NotFound.
    """
    found = case_found.find(session, case_id, actor=actor)
    return CaseFile(
        head=head(session, found, actor=actor),
        timeline=case_timeline.of_case(session, found),
        people=case_parties.of_case(session, found, actor=actor),
        rights=case_rights.of_case(session, found, actor=actor),
        items=case_contents.of_case(session, found),
        decision=case_contents.decision(session, found),
        facts=case_facts.of_case(session, found),
        time=case_limits.of_case(session, found),
        letters=case_letters.of_case(session, found),
        papers=papers.of_case(session, found.case, actor=actor),
        redacts=policy.may_redact(actor, found.case, found.grants),
        runs=case_runs.of_case(session, found, actor=actor, href=href),
    )


def brief(session: Session, case_id: UUID, *, actor: Actor) -> Head:
    """Say where a case stands, for a page about one thing that is done to it.

    Raises: NotFound.
    """
    return head(session, case_found.find(session, case_id, actor=actor), actor=actor)


def drawings(
    session: Session, case_id: UUID, *, actor: Actor, href: Callable[[UUID], str]
) -> tuple[Head, tuple[RunPicture, ...]]:
    """Give the drawings of a case by themselves.

    Raises: NotFound.
    """
    found = case_found.find(session, case_id, actor=actor)
    return head(session, found, actor=actor), case_runs.of_case(session, found, actor=actor, href=href)


def head(session: Session, found: FoundCase, *, actor: Actor) -> Head:
    """Say where a case stands: its matter, state, next step, who has it, until when."""
    case = found.case
    return Head(
        case_id=case.id,
        number=found.number,
        matter=case.matter,
        kind=kind_word(case.kind),
        field=form_word("intake", "field", case.field),
        unit=found.unit(case.lead_unit_id),
        coordinating=found.coordinating,
        state=case.state,
        state_words=word(STATES, case.state),
        closed_words=word(CLOSED, case.closed_as),
        closed_on=case.closed_on,
        received_on=case.received_on,
        sealed=case.sealed,
        revision=case.revision,
        nexts=_nexts(session, found, actor),
    )


def _nexts(session: Session, found: FoundCase, actor: Actor) -> tuple[Next, ...]:
    rows = session.execute(
        select(Task, Deadline)
        .outerjoin(Deadline, Deadline.id == Task.deadline_id)
        .where(Task.case_id == found.case.id, Task.state == "open")
        .order_by(Task.due_on, Task.opened_at, Task.id)
    ).all()
    seen = [(task, deadline) for task, deadline in rows if task.procedure != DESK or actor.leads]
    names = people_of(session, {task.assignee_id for task, _deadline in seen})
    waiting = [_next(session, found, task, deadline, names) for task, deadline in seen]
    return tuple(sorted(waiting, key=lambda each: each.aside))


def _next(
    session: Session, found: FoundCase, task: Task, deadline: Deadline | None, names: dict[UUID | None, str]
) -> Next:
    run = next(run for run in found.runs if run.id == task.run_id)
    node = definitions.pinned(session, run.version_id).definition.nodes[task.node]
    return Next(
        task_id=task.id,
        step=content(node.name),
        who=names.get(task.assignee_id, ""),
        unit=found.unit(task.unit_id),
        due=due(deadline, task.due_on, clock.today()),
        aside=run.beside,
    )
