"""The page of one task: its form, and beside it all that one must know to fill it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import choices, parties, petitions, redacted_items, vault
from app.casework.numbers import number_of
from app.drawing import Line
from app.engine import step as engine
from app.formdefs import Problem
from app.language import _, content, current
from app.listings import (
    drawing_marks,
    earlier_answers,
    papers,
    recent_events,
    task_form,
    task_found,
    what_follows,
)
from app.listings.case_words import CAPACITIES
from app.listings.due import Due, due
from app.listings.earlier_answers import Earlier
from app.listings.kinds import kind_word
from app.listings.papers import Paper
from app.listings.recent_events import Event
from app.listings.task_form import Posted, TaskForm
from app.listings.task_found import Found
from app.policy.actor import Actor
from db.models import Case, ContentItem

Href = Callable[[UUID], str]


@dataclass(frozen=True, kw_only=True)
class Brief:
    """The case in brief; ``matter`` is empty while the case is sealed."""

    id: UUID
    number: str
    matter: str
    sealed: bool
    kind: str
    received_on: dt.date
    parties: tuple[tuple[str, str], ...]  # in which capacity, who; nobody while the case is sealed
    contents: tuple[tuple[str, str], ...]  # what is said, what is asked


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """Everything on a task's page."""

    id: UUID
    step: str
    help: str
    legal_basis: str
    form_key: str
    letter_id: UUID | None
    procedure: str
    revision: int
    state: str  # open | done | overtaken
    unit: str
    who: str  # who holds it; empty while nobody does
    mine: bool
    workable: bool
    claimable: bool
    partial: bool  # the rule of separation keeps this person away
    units: tuple[tuple[str, str], ...]  # to which it may be sent; empty where it may not
    closed_by: str
    closed_at: dt.datetime | None
    case: Brief
    due: Due
    consequence: str
    form: TaskForm | None  # None where it is not this person's to fill in
    answered: Earlier | None  # once it is done
    papers: tuple[Paper, ...]
    events: tuple[Event, ...]
    earlier: tuple[Earlier, ...]
    drawing: Markup
    twin: Sequence[Line]


def open_page(
    session: Session,
    task_id: UUID,
    *,
    actor: Actor,
    href: Href,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
) -> TaskPage:
    """Open a task's page; ``typed`` and ``problems`` show a form again that was refused.

    Raises: NotFound.
    """
    found = task_found.find(session, task_id, actor=actor)
    task, workable = found.task, found.may_work(actor)
    draw = task_form.draw
    drawing, twin = drawing_marks.near(session, found.run, task.node, href=href)
    return TaskPage(
        id=task.id,
        step=content(found.node.name),
        help=content(found.node.documentation),
        legal_basis=content(found.node.properties.get("legalBasis", "")),
        form_key=task.form,
        letter_id=task.letter_id,
        procedure=content(found.pinned.definition.name),
        revision=found.run.revision,
        state=task.state,
        unit=found.unit.name_en if current() == "en" else found.unit.name,
        who=found.assignee,
        mine=task.assignee_id == actor.person_id,
        workable=workable,
        claimable=workable and task.assignee_id is None,
        partial=task.state == "open" and not found.is_impartial(actor),
        units=_units(session, found) if found.may_move(actor) else (),
        closed_by=found.closer or (_("The office's clock") if task.closed_at else ""),
        closed_at=clock.local(task.closed_at) if task.closed_at else None,
        case=brief(session, found.case, copies=found.copies),
        due=due(found.deadline, task.due_on, clock.today()),
        consequence=_consequence(found) if workable else "",
        form=draw(session, found, actor=actor, typed=typed, problems=problems) if workable else None,
        answered=earlier_answers.own(session, found) if task.state == "done" else None,
        papers=papers.of_case(session, found.case, actor=actor),
        events=recent_events.last(session, found.case),
        earlier=earlier_answers.of_run(session, found),
        drawing=drawing,
        twin=twin,
    )


def brief(session: Session, case: Case, *, copies: bool) -> Brief:
    """Tell a case in brief to somebody who may see it, or its ``copies`` only; the caller asked policy."""
    return Brief(
        id=case.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        received_on=case.received_on,
        parties=() if case.sealed else _parties(session, case),
        contents=_contents(session, case, copies=copies),
    )


def _parties(session: Session, case: Case) -> tuple[tuple[str, str], ...]:
    told = []
    for party, facts in parties.of(session, petitions.first(session, case.id)):
        who = " – ".join(filter(None, (facts.get("name"), facts.get("unit"))))
        told.append((_(CAPACITIES.get(party.capacity, CAPACITIES["interested"])), who))
    return tuple((capacity, who) for capacity, who in told if who)


def _contents(session: Session, case: Case, *, copies: bool) -> tuple[tuple[str, str], ...]:
    if copies:
        return tuple(redacted_items.of_case(session, case).values())
    key = vault.key_of(session, case)
    rows = session.scalars(
        select(ContentItem)
        .where(ContentItem.case_id == case.id, ContentItem.state == "open")
        .order_by(ContentItem.position)
    )
    return tuple((vault.read(session, key, row.text), vault.read(session, key, row.request)) for row in rows)


def _units(session: Session, found: Found) -> tuple[tuple[str, str], ...]:
    rows = choices.units_of(session, found.case.authority_id, clock.today())
    return tuple((each.value, each.label) for each in rows if each.value != str(found.task.unit_id))


def _consequence(found: Found) -> str:
    picture = engine.look(found.pinned.definition, found.run.state, now=clock.now())
    way = what_follows.course(found.pinned)

    def caller(process: str) -> str:
        return drawing_marks.caller(way, picture, process)

    return what_follows.told(found.pinned, found.task.node, caller)
