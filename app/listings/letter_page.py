"""One letter on its way: as it is printed, how far it has come, to whom it went, what happened to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, letters
from app.casework import addressees, grants, letter_sheet, vault, words
from app.errors import NotFound
from app.formdefs import Problem
from app.language import _, content, current
from app.legaltime import letterforms
from app.listings import letter_file, letter_history, letter_shares, task_form, task_found
from app.listings.case_words import LETTERS, word
from app.listings.letter_file import LetterFile
from app.listings.letter_history import Entry, Stage
from app.listings.letter_words import REASONS, number_of, way
from app.listings.task_form import Posted, TaskForm
from app.policy.actor import CLERK, Actor
from app.policy.cases import reads_copies, require_may_see
from db.models import Addressee, Answer, Case, Letter, Run, Task, Unit, VaultKey


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Somebody the letter goes to, and what is known of its arrival."""

    id: UUID
    name: str
    via: str
    tracking: str
    sent_on: dt.date | None
    delivered_on: dt.date | None
    taken_by: str
    proof: UUID | None  # the paper that proves it
    returned_on: dt.date | None  # since it was last sent
    reason: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """The step in which this letter is numbered or sent, for who may do it."""

    task_id: UUID
    name: str
    revision: int
    form: TaskForm


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """Everything on a letter's page."""

    id: UUID
    title: str
    number: str
    form: str  # the official form by the law of its day; empty where the register has none
    subject: str
    state: str
    said: str  # the state in words
    letter: Markup
    aid: Markup | None  # a reference translation, for who reads English
    stages: tuple[Stage, ...]
    history: tuple[Entry, ...]
    receivers: tuple[Receiver, ...]
    file: LetterFile
    step: Step | None
    sign: UUID | None  # the step in which this reader may sign it
    sendable: bool  # whether this reader may record that it was sent
    provable: bool  # whether this reader may file proofs


def open_page(
    session: Session,
    letter_id: UUID,
    *,
    actor: Actor,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
) -> LetterPage:
    """Open a letter's page; ``typed`` and ``problems`` show the clerk's form again that was refused.

    Raises: NotFound, also for a case that may not be seen.
    """
    letter, case, key = _find(session, letter_id, actor)
    steps = _steps(session, letter)
    kept = vault.read_data(session, key, letter.body)
    step = _step(session, steps, actor, typed, problems)
    clerk = CLERK in actor.roles
    unit = session.get_one(Unit, case.lead_unit_id)
    return LetterPage(
        id=letter.id,
        title=content(letter.title),
        number=number_of(letter),
        form=_form(letter),
        subject=str(kept.get("title") or ""),
        state=letter.state,
        said=word(LETTERS, letter.state),
        letter=letter_sheet.html(session, case, letter),
        aid=_aid(session, case, letter) if current() == "en" else None,
        stages=letter_history.stages(letter),
        history=letter_history.entries(session, letter, key),
        receivers=_receivers(session, letter, key),
        file=letter_file.beside(
            session,
            case,
            letter,
            actor=actor,
            unit=unit.name_en if current() == "en" and unit.name_en else unit.name,
        ),
        step=step,
        sign=_signable(session, steps, actor),
        sendable=clerk and letter.state == "numbered" and not _awaited(steps),
        provable=clerk and letter.state == "sent",
    )


def _form(letter: Letter) -> str:
    form = letterforms.of(letter.template, letter.dated_on or clock.today())
    return form.heading if form else ""


def printed(session: Session, letter_id: UUID, *, actor: Actor) -> tuple[str, Markup]:
    """Give a letter's name and its sheet alone, to be printed.

    Raises: NotFound.
    """
    letter, case, _key = _find(session, letter_id, actor)
    name = " ".join(filter(None, (content(letter.title), number_of(letter))))
    return name, letter_sheet.html(session, case, letter)


def _find(session: Session, letter_id: UUID, actor: Actor) -> tuple[Letter, Case, VaultKey]:
    row = session.execute(
        select(Letter, Case, VaultKey)
        .join(Case, Case.id == Letter.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .where(Letter.id == letter_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    letter, case, key = row
    held = grants.of(session, case)
    require_may_see(actor, case, held)
    if reads_copies(actor, case, held) and letter_sheet.tells(session, case, letter):
        raise NotFound
    return letter, case, key


def _steps(session: Session, letter: Letter) -> list[Task]:
    wanted = letter_shares.SIGN_FORMS + letter_shares.ISSUE_FORMS
    return list(
        session.scalars(
            select(Task).where(
                Task.case_id == letter.case_id,
                Task.letter_id == letter.id,
                Task.state == "open",
                Task.form.in_(wanted),
            )
        )
    )


def _awaited(steps: Sequence[Task]) -> bool:
    return any(step.form in letter_shares.ISSUE_FORMS for step in steps)


def _step(
    session: Session, steps: Sequence[Task], actor: Actor, typed: Posted | None, problems: Sequence[Problem]
) -> Step | None:
    for each in steps:
        if each.form not in letter_shares.ISSUE_FORMS:
            continue
        found = task_found.find(session, each.id, actor=actor)
        if found.may_work(actor):
            drawn = task_form.draw(session, found, actor=actor, typed=typed, problems=problems)
            name = content(found.node.name)
            return Step(task_id=each.id, name=name, revision=found.run.revision, form=drawn)
    return None


def _signable(session: Session, steps: Sequence[Task], actor: Actor) -> UUID | None:
    mine = (
        each.id
        for each in steps
        if each.form in letter_shares.SIGN_FORMS
        and task_found.find(session, each.id, actor=actor).may_work(actor)
    )
    return next(mine, None)


def _aid(session: Session, case: Case, letter: Letter) -> Markup | None:
    """Translate the fixed words of the letter, to help reading only."""
    run = session.get(Run, letter.run_id) if letter.run_id else None
    if run is None:
        return None
    template = letters.translate(letter_sheet.template_of(session, letter))
    return letters.lay_out_aid(letters.merge(template, words.spoken(session, case, run, template)))


def _receivers(session: Session, letter: Letter, key: VaultKey) -> tuple[Receiver, ...]:
    rows = addressees.of(session, letter.id)
    said = _said(session, [*(row.id for row in rows), letter.id], key)
    sent = _sent_with(session, letter, key) | said.get(letter.id, {})
    return tuple(_receiver(session, row, key, {**sent, **said.get(row.id, {})}) for row in rows)


def _receiver(session: Session, row: Addressee, key: VaultKey, said: Mapping[str, Any]) -> Receiver:
    back = _day(said.get("returned_on"))
    still = back is not None and row.delivered_on is None and "again" not in said
    reason = REASONS.get(str(said.get("return_reason")), REASONS["other"])
    return Receiver(
        id=row.id,
        name=vault.read(session, key, row.name),
        via=way(row.via),
        tracking=str(said.get("dispatch_tracking") or ""),
        sent_on=row.sent_on,
        delivered_on=row.delivered_on,
        taken_by=str(said.get("delivered_to") or ""),
        proof=row.proof_id,
        returned_on=back if still else None,
        reason=_(reason) if still else "",
    )


def _said(session: Session, about: Sequence[UUID], key: VaultKey) -> dict[UUID, dict[str, Any]]:
    """Give what the clerk wrote down about a letter and its addressees, the last word of each."""
    found: dict[UUID, dict[str, Any]] = {}
    rows = session.scalars(select(Answer).where(Answer.task_id.in_(about)).order_by(Answer.at, Answer.id))
    for row in rows:
        new = vault.read_data(session, key, row.body)
        known = found.setdefault(row.task_id, {})
        if "returned_on" in new:
            known.pop("again", None)
        elif "dispatch_via" in new and "returned_on" in known:
            known["again"] = True
        known.update(new)
    return found


def _sent_with(session: Session, letter: Letter, key: VaultKey) -> dict[str, Any]:
    """Give the number of the post that was typed when a step sent the letter."""
    row = session.scalars(
        select(Answer)
        .join(Task, Task.id == Answer.task_id)
        .where(
            Task.case_id == letter.case_id,
            Task.letter_id == letter.id,
            Task.form.in_(letter_shares.ISSUE_FORMS),
        )
        .order_by(Answer.at.desc())
        .limit(1)
    ).one_or_none()
    said = vault.read_data(session, key, row.body) if row else {}
    return {"dispatch_tracking": said.get("tracking")}


def _day(text: object) -> dt.date | None:
    return dt.date.fromisoformat(str(text)) if text else None
