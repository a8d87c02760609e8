"""The form of a task as its reader sees it: typed, kept or prefilled words, proposals, the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices, drafts, evidence, intake, letter_sheet, prefill, vault
from app.casework.follow import follow, were
from app.casework.prefill import LETTER_FORMS
from app.casework.proposals import Note, Proposals
from app.formdefs import Problem
from app.formdefs.view import FormView
from app.language import content
from app.listings.task_found import Found
from app.policy.actor import Actor
from app.policy.cases import speaks_freely
from db.models import Answer, Letter, Task

Posted = Mapping[str, Sequence[str]]
UNTOUCHED = "untouched"  # a digest of the words that the office wrote into the body by itself


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """One value that the tables propose: the field, the value in words, and why."""

    label: str
    value: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A letter as it will be printed, with how many gaps it still has and why it was returned."""

    html: Markup
    gaps: int
    returned: str


@dataclass(frozen=True, kw_only=True)
class TaskForm:
    """A form ready to be drawn."""

    view: FormView
    drafted: bool  # whether a kept draft stands in it
    changing: bool  # whether fields show, hide or compute as others are answered
    untouched: str
    preview: Preview | None = None
    suggested: tuple[Suggested, ...] = ()
    notes: tuple[Note, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)  # hidden fields: what is proposed now
    files: tuple[tuple[str, str, str], ...] = ()  # field, id and name of what waits to be sent


def draw(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
) -> TaskForm:
    """Draw a task's form: as just typed, else as kept in the draft, else with what is known already."""
    kept = None if typed is not None else drafts.find(session, f"task:{found.task.id}", actor=actor)
    said = typed if typed is not None else kept
    files = evidence.waiting(session, found.form, found.task.id, actor=actor)
    offered = {**choices.of(session, found.form, found.case, clock.today()), **files}
    seen = prefill.context(session, found.case, found.run, found.task, clock.today())
    proposed = _proposed(session, found, said)
    if proposed:
        seen |= {**proposed.context, "proposed": proposed.found.values}
    letter = _letter(session, found)
    answers, untouched = _answers(session, found, letter, said, seen, proposed)
    answers |= {field: [each.value for each in waiting] for field, waiting in files.items()}
    return TaskForm(
        view=formdefs.view(found.form, answers, choices=offered, problems=problems, context=seen),
        drafted=kept is not None,
        changing=letter is not None or _changes(found.form),
        untouched=untouched,
        preview=_preview(session, found, letter, answers) if letter else None,
        suggested=_suggested(found.form, proposed, offered) if proposed else (),
        notes=proposed.found.notes if proposed else (),
        remembered=were(proposed.found) if proposed else {},
        files=tuple((field, each.value, each.label) for field, waiting in files.items() for each in waiting),
    )


def rewritten(session: Session, found: Found, posted: Posted) -> Posted:
    """Let a letter's body follow the answers beside it, as long as nobody has written in it."""
    letter = _letter(session, found)
    typed_body = next(iter(posted.get("body", ())), "")
    if letter is None or next(iter(posted.get(UNTOUCHED, ())), "") != _digest(typed_body):
        return posted
    typed = formdefs.typed(found.form, posted)
    body = letter_sheet.refill(session, found.case, letter, found.form, typed)
    return {**posted, "body": [body], UNTOUCHED: [_digest(body)]}


@dataclass(frozen=True, kw_only=True)
class _Proposed:
    found: Proposals
    followed: Posted  # what stands in the form, with the proposals filled in
    context: Mapping[str, Any]


def _proposed(session: Session, found: Found, said: Posted | None) -> _Proposed | None:
    if found.task.form != intake.FORM:
        return None
    desk = intake.desk_of(session, found.case, found.run.version_id)
    proposed, followed = follow(session, desk, said or {})
    return _Proposed(found=proposed, followed=followed, context=desk.context)


def _answers(
    session: Session,
    found: Found,
    letter: Letter | None,
    said: Posted | None,
    seen: Mapping[str, Any],
    proposed: _Proposed | None,
) -> tuple[dict[str, Any], str]:
    """Give what stands in the fields, and the digest of a body that the office wrote by itself."""
    if said is not None:
        stands = proposed.followed if proposed else said
        return formdefs.typed(found.form, stands, context=seen), next(iter(said.get(UNTOUCHED, ())), "")
    known = _before(session, found)
    known |= prefill.answers(session, found.case, found.run, found.task, clock.today())
    if proposed:
        known |= formdefs.typed(found.form, proposed.followed, context=seen)
    fresh = letter is not None and letter.body is None
    return known, _digest(str(known.get("body") or "")) if fresh else ""


def _before(session: Session, found: Found) -> dict[str, Any]:
    """Give what was answered when this very step was done before: after a return nothing is typed twice."""
    row = session.scalars(
        select(Answer)
        .join(Task, Task.id == Answer.task_id)
        .where(Task.run_id == found.run.id, Task.node == found.task.node)
        .order_by(Answer.at.desc(), Answer.id.desc())
        .limit(1)
    ).first()
    if row is None or (found.copies and not speaks_freely(row.person_id, found.grants)):
        return {}
    return vault.read_data(session, found.key, row.body)


def _letter(session: Session, found: Found) -> Letter | None:
    if found.task.form not in LETTER_FORMS or found.task.letter_id is None:
        return None
    return session.get(Letter, found.task.letter_id)


def _preview(session: Session, found: Found, letter: Letter, answers: Mapping[str, Any]) -> Preview:
    plain = {name: _plain(value) for name, value in answers.items()}
    html = letter_sheet.html(session, found.case, letter, plain)
    returned = vault.read(session, found.key, letter.comment) if letter.state == "returned" else ""
    return Preview(html=html, gaps=letter_sheet.gaps(str(html)), returned=returned)


def _plain(value: object) -> object:
    """Read a typed field as one text; the rows of a list stay rows."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return value


def _suggested(
    form: formdefs.FormDefinition, proposed: _Proposed, offered: Mapping[str, Sequence[formdefs.Choice]]
) -> tuple[Suggested, ...]:
    found = []
    for part in form.walk():
        proposal = proposed.found.by_field.get(part.key)
        if proposal is None or proposal.value in {None, False}:
            continue
        labels = {each.value: content(each.label) for each in part.choices}
        labels |= {each.value: each.label for each in offered.get(part.choices_key, ())}
        value = labels.get(str(proposal.value))
        if value:
            found.append(Suggested(label=content(part.label), value=value, why=proposal.why))
    return tuple(found)


def _changes(form: formdefs.FormDefinition) -> bool:
    return form.key == intake.FORM or any(part.hide or part.expression for part in form.walk())


def _digest(text: str) -> str:
    """Digest words as a browser sends them back."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
