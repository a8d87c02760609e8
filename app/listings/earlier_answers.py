"""What was answered in the earlier steps of a run, told back in the words of its forms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices, definitions, lived, vault
from app.casework.definitions import Pinned
from app.casework.lived import Lived
from app.formdefs import FormDefinition, Told, tell
from app.language import content
from app.listings.task_form import Posted
from app.listings.task_found import Found
from app.policy.cases import speaks_freely
from db.models import Answer, Person, Task


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """One step that was done: when, by whom, and what was answered."""

    step: str
    who: str
    on: dt.date
    told: tuple[Told, ...]


def of_run(session: Session, found: Found) -> tuple[Earlier, ...]:
    """Tell the answers of the steps done before in the same run, newest first."""
    rows = session.execute(
        select(Answer, Task, Person.name)
        .join(Task, Task.id == Answer.task_id)
        .join(Person, Person.id == Answer.person_id)
        .where(Task.run_id == found.run.id, Answer.task_id != found.task.id)
        .order_by(Answer.at.desc(), Answer.id.desc())
    ).all()
    told = [(answer, task, name) for answer, task, name in rows if _readable(found, answer)]
    return tuple(_told(session, found, told))


def own(session: Session, found: Found) -> Earlier | None:
    """Tell what was answered in the step itself, once it is done."""
    rows = session.execute(
        select(Answer, Person.name)
        .join(Person, Person.id == Answer.person_id)
        .where(Answer.task_id == found.task.id)
    ).all()
    readable = [(answer, found.task, name) for answer, name in rows if _readable(found, answer)]
    told = _told(session, found, readable)
    return told[0] if told else None


def typed(session: Session, found: Found, posted: Posted) -> tuple[Told, ...]:
    """Tell what somebody typed who came too late to send it, in the words of the form."""
    form = found.pinned.forms[found.task.form]
    offered = choices.of(session, form, found.case, clock.today())
    return tell(form, formdefs.typed(form, posted), choices=offered)


def _readable(found: Found, answer: Answer) -> bool:
    return not found.copies or speaks_freely(answer.person_id, found.grants)


def _told(session: Session, found: Found, rows: list[tuple[Answer, Task, str]]) -> list[Earlier]:
    then = _versions(session, found, rows)
    forms = {task.id: then[task.id].forms[task.form] for _answer, task, _name in rows}
    whole = FormDefinition("", tuple(part for form in forms.values() for part in form.components))
    offered = choices.of(session, whole, found.case, clock.today()) if rows else {}
    return [
        Earlier(
            step=content(then[task.id].definition.nodes[task.node].name),
            who=name,
            on=clock.local(answer.at).date(),
            told=tell(forms[task.id], vault.read_data(session, found.key, answer.body), choices=offered),
        )
        for answer, task, name in rows
    ]


def _versions(session: Session, found: Found, rows: list[tuple[Answer, Task, str]]) -> dict[UUID, Pinned]:
    """Give for each step the version on which it was done."""
    past = lived.of(session, {task.run_id for _answer, task, _name in rows}) if rows else Lived()
    return {
        task.id: definitions.pinned(session, past.version(task, found.run.version_id))
        for _answer, task, _name in rows
    }
