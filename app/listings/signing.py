"""The signing queue: letters that wait for the leader, the most urgent first, and one of them to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import Row as Found
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices, letter_sheet, prefill, vault
from app.casework.numbers import number_of
from app.errors import NotFound
from app.formdefs import Problem
from app.formdefs.view import FormView
from app.language import _, content, current
from app.letters.body import lay_out_body
from app.listings import letter_file, letter_shares, task_found
from app.listings.counts import MOST
from app.listings.due import Due, due
from app.listings.letter_file import LetterFile
from app.listings.place import Place, written
from app.listings.task_found import Found as FoundTask
from app.policy.actor import Actor
from db.models import Addressee, Case, Deadline, Letter, Person, Run, Task, Unit, VaultKey

PAGE = 30
TOGETHER = frozenset({"recommendation"})  # procedures whose letters may be signed many at once
TODAY = ("decided_on",)  # dates that are today unless somebody says otherwise
Posted = Mapping[str, Sequence[str]]
Entry = Found[Task, Letter, Case, VaultKey, int, Unit, str, Deadline]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One letter in the queue; ``words`` are its body where it may be signed with others."""

    task_id: UUID
    revision: int
    number: str  # of the case
    matter: str
    sealed: bool
    title: str
    subject: str
    to: tuple[str, ...]
    words: Markup | None
    drafter: str
    unit: str
    due: Due


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the queue: what is read one by one, and the answers that may be signed together."""

    single: tuple[Waiting, ...]
    together: tuple[Waiting, ...]
    total: int
    after: str | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to finish the step: what it is called in the form, and the fields it asks for."""

    value: str
    label: str
    view: FormView


@dataclass(frozen=True, kw_only=True)
class SigningPage:
    """One letter to be signed, beside its file."""

    task_id: UUID
    letter_id: UUID
    revision: int
    step: str
    outcome: str  # the field that decides
    choices: tuple[Choice, ...]
    letter: Markup
    gaps: int
    title: str
    subject: str
    file: LetterFile
    due: Due
    place: int  # in the queue, from 1
    total: int
    following: UUID | None  # the step after this one


def queue(session: Session, *, actor: Actor, after: Place | None = None) -> Queue:
    """Give one page of the leader's queue, in a constant number of statements."""
    query = (
        select(Task, Letter, Case, VaultKey, Run.revision, Unit, Person.name, Deadline)
        .join(Case, Case.id == Task.case_id)
        .join(Letter, Letter.id == Task.letter_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .join(Run, Run.id == Task.run_id)
        .join(Unit, Unit.id == Case.lead_unit_id)
        .outerjoin(Person, Person.id == Letter.drafted_by_id)
        .outerjoin(Deadline, Deadline.id == Task.deadline_id)
        .where(Task.id.in_(letter_shares.first_to_sign(actor, PAGE + 1, after)))
        .order_by(Task.due_on, Task.id)
        .limit(PAGE + 1)
    )
    found = session.execute(query).all()
    shown = found[:PAGE]
    to = _addressees(session, shown)
    rows = [(row.Task, _waiting(session, row, to)) for row in shown]
    last = shown[-1].Task if len(found) > PAGE else None
    return Queue(
        single=tuple(row for task, row in rows if task.procedure not in TOGETHER),
        together=tuple(row for task, row in rows if task.procedure in TOGETHER),
        total=_total(session, actor),
        after=written(last.due_on, last.id) if last else None,
    )


def page(
    session: Session,
    task_id: UUID,
    *,
    actor: Actor,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
) -> SigningPage:
    """Open one letter of the queue; ``typed`` and ``problems`` show a form again that was refused.

    Raises: NotFound, also for a step that is not this person's to sign.
    """
    found = task_found.find(session, task_id, actor=actor)
    letter = session.get(Letter, found.task.letter_id) if found.task.letter_id else None
    if letter is None or found.task.form not in letter_shares.SIGN_FORMS or not found.may_work(actor):
        raise NotFound
    order = list(session.scalars(_order(actor)))
    place = order.index(task_id) if task_id in order else 0
    others = [*order[place + 1 :], *order[:place]]
    html = letter_sheet.html(session, found.case, letter)
    kept = vault.read_data(session, found.key, letter.body)
    return SigningPage(
        task_id=task_id,
        letter_id=letter.id,
        revision=found.run.revision,
        step=content(found.node.name),
        outcome=found.node.properties["outcome"],
        choices=_choices(session, found, typed, problems),
        letter=html,
        gaps=letter_sheet.gaps(str(html)),
        title=content(letter.title),
        subject=str(kept.get("title") or ""),
        file=letter_file.beside(
            session, found.case, letter, actor=actor, unit=_lead_unit(session, found.case)
        ),
        due=due(found.deadline, found.task.due_on, clock.today()),
        place=place + 1,
        total=len(order),
        following=others[0] if others else None,
    )


def next_of(session: Session, *, actor: Actor, wanted: UUID | None = None) -> UUID | None:
    """Give the step to sign next: the wanted one while it still waits, else the most urgent."""
    order = list(session.scalars(_order(actor)))
    return wanted if wanted in order else next(iter(order), None)


def name_of(session: Session, task_id: UUID, *, actor: Actor) -> str:
    """Say which letter a step signs: its title and its case; nothing for what may not be seen."""
    try:
        found = task_found.find(session, task_id, actor=actor)
    except NotFound:
        return ""
    letter = session.get(Letter, found.task.letter_id) if found.task.letter_id else None
    title = content(letter.title) if letter else content(found.node.name)
    return _("{title}, case {number}", title=title, number=number_of(found.case))


def _order(actor: Actor) -> Select[UUID]:
    first = letter_shares.first_to_sign(actor, MOST)
    return select(Task.id).where(Task.id.in_(first)).order_by(Task.due_on, Task.id).limit(MOST)


def _total(session: Session, actor: Actor) -> int:
    listed = letter_shares.to_sign(actor).limit(MOST).subquery()
    return session.scalars(select(func.count()).select_from(listed)).one()


def _addressees(session: Session, rows: Sequence[Entry]) -> dict[UUID, list[bytes]]:
    found: dict[UUID, list[bytes]] = {}
    wanted = [row.Letter.id for row in rows]
    query = select(Addressee).where(Addressee.letter_id.in_(wanted)).order_by(Addressee.position)
    for each in session.scalars(query):
        found.setdefault(each.letter_id, []).append(each.name)
    return found


def _waiting(session: Session, row: Entry, to: Mapping[UUID, list[bytes]]) -> Waiting:
    task, letter, case, key = row.Task, row.Letter, row.Case, row.VaultKey
    kept = vault.read_data(session, key, letter.body)
    together = task.procedure in TOGETHER
    return Waiting(
        task_id=task.id,
        revision=row.revision,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        title=content(letter.title),
        subject=str(kept.get("title") or ""),
        to=tuple(vault.read(session, key, name) for name in to.get(letter.id, ())),
        words=lay_out_body(str(kept.get("body") or ""), kind="") if together else None,
        drafter=row.name or "",
        unit=_named(row.Unit),
        due=due(row.Deadline, task.due_on, clock.today()),
    )


def _choices(
    session: Session, found: FoundTask, typed: Posted | None, problems: Sequence[Problem]
) -> tuple[Choice, ...]:
    """Part the form of the step by its deciding field: what signing asks for, what returning asks for."""
    outcome = found.node.properties["outcome"]
    part = next(each for each in found.form.walk() if each.key == outcome)
    seen = prefill.context(session, found.case, found.run, found.task, clock.today())
    offered = choices.of(session, found.form, found.case, clock.today())
    said = formdefs.typed(found.form, typed, context=seen) if typed is not None else {}
    shown = []
    for each in part.choices:
        tried = typed is not None and each.value in typed.get(outcome, ())
        answers = {**{field: clock.today().isoformat() for field in TODAY}, **said, outcome: each.value}
        view = formdefs.view(
            found.form, answers, choices=offered, problems=problems if tried else (), context=seen
        )
        shown.append(Choice(value=each.value, label=content(each.label), view=_without(view, outcome)))
    return tuple(shown)


def _without(view: FormView, outcome: str) -> FormView:
    """Keep what is asked for once the deciding field is answered."""
    groups = (
        replace(group, fields=tuple(f for f in group.fields if f.visible and f.name != outcome))
        for group in view.groups
        if group.visible
    )
    return replace(view, groups=tuple(group for group in groups if group.fields))


def _lead_unit(session: Session, case: Case) -> str:
    return _named(session.get_one(Unit, case.lead_unit_id))


def _named(unit: Unit) -> str:
    return unit.name_en if current() == "en" and unit.name_en else unit.name
