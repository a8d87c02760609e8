"""The file beside a letter: what one reads before one signs it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices, definitions, grants, lived, redacted_items, vault
from app.formdefs import FormDefinition, Told
from app.language import _, content
from app.listings import papers, task
from app.listings.case_words import LETTERS, word
from app.listings.letter_words import FOUND, number_of
from app.listings.papers import Paper
from app.listings.task import Brief
from app.policy.actor import Actor
from app.policy.cases import reads_copies
from db.models import Answer, Case, Letter, Person, Run, Task

DRAFT_FORMS = ("letter_draft", "answer")
PRINTED = frozenset({"title", "body", "addressees", "recipients", "dated_on"})  # stand in the letter itself


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One content of the case: what is said and asked, what was found and why."""

    text: str
    request: str
    found: str
    reasons: str


@dataclass(frozen=True, kw_only=True)
class Note:
    """What the drafter says to who signs."""

    who: str
    on: dt.date
    told: tuple[Told, ...]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Another letter of the case, in one line."""

    id: UUID
    title: str
    number: str
    on: dt.date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class LetterFile:
    """Everything beside a letter."""

    case: Brief
    unit: str
    note: Note | None
    findings: tuple[Finding, ...]
    letters: tuple[Listed, ...]
    papers: tuple[Paper, ...]


def beside(session: Session, case: Case, letter: Letter, *, actor: Actor, unit: str = "") -> LetterFile:
    """Gather the file beside a letter for somebody who may see it; the caller has asked policy."""
    copies = reads_copies(actor, case, grants.of(session, case))
    return LetterFile(
        case=task.brief(session, case, copies=copies),
        unit=unit,
        note=None if copies else _note(session, case, letter),
        findings=_findings(session, case),
        letters=_letters(session, case, letter),
        papers=papers.of_case(session, case, actor=actor),
    )


def _note(session: Session, case: Case, letter: Letter) -> Note | None:
    row = session.execute(
        select(Answer, Task, Person.name, Run.version_id)
        .join(Task, Task.id == Answer.task_id)
        .join(Run, Run.id == Task.run_id)
        .join(Person, Person.id == Answer.person_id)
        .where(Task.case_id == case.id, Task.letter_id == letter.id, Task.form.in_(DRAFT_FORMS))
        .order_by(Answer.at.desc(), Answer.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    answer, step, who, version_id = row
    version_id = lived.of(session, [step.run_id]).version(step, version_id)
    form = definitions.pinned(session, version_id).forms[step.form]
    unprinted = FormDefinition(form.key, tuple(c for c in form.components if c.key not in PRINTED))
    offered = choices.of(session, unprinted, case, clock.today())
    said = vault.read_data(session, vault.key_of(session, case), answer.body)
    told = formdefs.tell(unprinted, said, choices=offered)
    return Note(who=who, on=clock.local(answer.at).date(), told=told)


def _findings(session: Session, case: Case) -> tuple[Finding, ...]:
    key, items = vault.key_of(session, case), redacted_items.items(session, case)
    told = redacted_items.spoken(session, case, items)
    return tuple(
        Finding(
            text=text,
            request=request,
            found=_(FOUND[row.finding]) if row.finding in FOUND else "",
            reasons=vault.read(session, key, row.reasons),
        )
        for row, (text, request) in zip(items, told, strict=True)
    )


def _letters(session: Session, case: Case, letter: Letter) -> tuple[Listed, ...]:
    rows = session.scalars(
        select(Letter)
        .where(Letter.case_id == case.id, Letter.id != letter.id, Letter.state != "open")
        .order_by(Letter.created_at.desc(), Letter.id.desc())
    )
    return tuple(
        Listed(
            id=row.id,
            title=content(row.title),
            number=number_of(row),
            on=row.dated_on,
            state=word(LETTERS, row.state),
        )
        for row in rows
    )
