"""What people do with the tasks in their inboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import (
    advance,
    choices,
    definitions,
    drafts,
    evidence,
    grants,
    guards,
    handovers,
    intake,
    letter_sheet,
    once,
    prefill,
    records,
    redacted_items,
    said,
)
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.engine.nodes import Node
from app.errors import AlreadyDone, MovedOn, NotAllowed, NotPossibleNow, Unacceptable
from app.formdefs import Checked, FormDefinition, Problem, check
from app.language import _
from app.policy import cases as policy
from app.policy.actor import UNIT_HEAD, Actor
from db.models import Person, Run, Task

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A form as it was sent: its key, and the revision of the run its reader looked at."""

    posted: Posted
    key: str
    revision: int | None = None


@dataclass(frozen=True)
class Completed:
    """What came of sending a task's form; problems mean that nothing was changed."""

    task_id: UUID
    case_id: UUID
    problems: tuple[Problem, ...] = ()


def complete(session: Session, task_id: UUID, sending: Sending, *, actor: Actor) -> Completed:
    """Finish a task with its form and let the procedure move on.

    Raises: NotFound, NotAllowed, AlreadyDone, MovedOn, and what a recorder refuses.
    """
    with advance.moving_task(session, task_id, actor=actor) as (hold, task, run):
        if task.state != "open" and once.was_sent(session, sending.key, task_id, actor=actor):
            return Completed(task_id, hold.case.id)
        _require_open(session, hold, task, run, sending, actor=actor)
        node, form = describe(session, run, task)
        checked = check_answers(hold, run, task, form, sending.posted)
        if checked.problems:
            return Completed(task_id, hold.case.id, checked.problems)
        guards.require(hold, node.properties.get("guard", ""), checked.answers)
        carry_out(hold, task, run, node, checked, sent=once.usable(sending.key))
    return Completed(task_id, hold.case.id)


def carry_out(
    hold: Hold, task: Task, run: Run, node: Node, checked: Checked, *, sent: str | None = None
) -> None:
    """Keep the answers for ever, write what they mean into the case, and move the run."""
    advance.keep_answers(hold, task.id, checked.answers, sent=sent)
    evidence.file(hold, definitions.pinned(hold.session, run.version_id).forms[task.form], task.id)
    records.keep(hold, run, task, node.properties.get("records", ""), checked.answers)
    outcome = checked.answers.get(node.properties.get("outcome", ""))
    advance.complete(
        hold,
        run,
        task,
        routing={k: v for k, v in checked.routing.items() if isinstance(v, str | int | bool | None)},
        outcome=str(outcome)[:40] if outcome is not None else None,
    )


def check_answers(hold: Hold, run: Run, task: Task, form: FormDefinition, posted: Posted) -> Checked:
    """Check a task's form against the choices and prefilled answers of its case."""
    offered = choices.of(hold.session, form, hold.case, hold.today)
    if hold.actor is not None and (files := evidence.waiting(hold.session, form, task.id, actor=hold.actor)):
        offered, posted = {**offered, **files}, evidence.with_waiting(posted, files)
    seen = prefill.context(hold.session, hold.case, run, task, hold.today)
    if task.form == intake.FORM and hold.actor is not None:
        desk = intake.desk_of(hold.session, hold.case, run.version_id)
        return intake.check(hold.session, desk, posted, choices=offered, context=seen, actor=hold.actor)
    checked = check(form, posted, choices=offered, context=seen)
    if task.form == prefill.REDACTION:
        told = redacted_items.problems(hold.session, hold.case, checked.answers)
        return replace(checked, problems=(*checked.problems, *told))
    if task.form not in prefill.LETTER_FORMS:
        return checked
    told = letter_sheet.unfilled(checked.answers) + letter_sheet.telling(hold, task, checked.answers)
    return replace(checked, problems=(*checked.problems, *told))


def describe(session: Session, run: Run, task: Task) -> tuple[Node, FormDefinition]:
    """Give the element a task stands for, and its form, both as pinned by the run's version."""
    pinned = definitions.pinned(session, run.version_id)
    return pinned.definition.nodes[task.node], pinned.forms[task.form]


def claim(session: Session, task_id: UUID, *, actor: Actor) -> None:
    """Take a task of one's unit upon oneself.

    Raises: NotFound, NotAllowed, AlreadyDone.
    """
    with advance.moving_task(session, task_id, actor=actor) as (hold, task, run):
        _require_open(session, hold, task, run, None, actor=actor)
        if task.assignee_id == actor.person_id:
            return
        task.assignee_id, task.claimed_at = actor.person_id, hold.now
        _note(hold, task, Tag.TASK_CLAIM)


def release(session: Session, task_id: UUID, *, actor: Actor) -> None:
    """Give a task back to the unit.

    Raises: NotFound, NotAllowed, AlreadyDone.
    """
    with advance.moving_task(session, task_id, actor=actor) as (hold, task, run):
        _require_open(session, hold, task, run, None, actor=actor)
        _require_common(hold)
        task.assignee_id = task.claimed_at = None
        _note(hold, task, Tag.TASK_RELEASE)


def reassign(session: Session, task_id: UUID, *, unit_id: UUID, reason: str, actor: Actor) -> None:
    """Send a task to another unit, with the reason; the leader or the head of the unit does this.

    What a unit pushed on once goes to the leader's desk the second time; where it lies it stays.

    Raises: NotFound, NotAllowed, AlreadyDone, Unacceptable.
    """
    if not reason.strip():
        raise Unacceptable(reason=_("say why the task goes to another unit"))
    with advance.moving_task(session, task_id, actor=actor) as (hold, task, _run):
        policy.require_may_see(actor, hold.case, grants.of(session, hold.case))
        _require_common(hold)
        if not (actor.leads or (actor.has(UNIT_HEAD) and task.unit_id == actor.unit_id)):
            raise NotAllowed
        _require_state(session, task)
        if not actor.leads and handovers.bounces(hold) >= handovers.ONCE:
            handovers.to_leader(hold, task, reason)
            return
        handovers.note(
            hold, handovers.LEADER if actor.leads else handovers.MOVED, task.unit_id, unit_id, reason
        )
        task.unit_id, task.assignee_id, task.claimed_at = unit_id, None, None
        said.record(hold, Tag.TASK_REASSIGN, _facts(task), reason)


def save_draft(session: Session, task_id: UUID, posted: Posted, *, actor: Actor) -> None:
    """Keep what was typed into a task's form so far."""
    drafts.keep(session, f"task:{task_id}", posted, actor=actor)


def forget_draft(session: Session, task_id: UUID, *, actor: Actor) -> None:
    """Throw away what was typed into a task's form before it was sent; by itself, after the sending."""
    drafts.forget(session, f"task:{task_id}", actor=actor)


def _require_open(
    session: Session, hold: Hold, task: Task, run: Run, sending: Sending | None, *, actor: Actor
) -> None:
    held = grants.of(session, hold.case)
    policy.require_may_see(actor, hold.case, held)
    _require_state(session, task)
    guard = (
        definitions.pinned(session, run.version_id).definition.nodes[task.node].properties.get("guard", "")
    )
    policy.require_may_work_on(actor, task, hold.case, held, guard=guard)
    if sending is not None and sending.revision is not None and sending.revision != run.revision:
        raise MovedOn


def _require_common(hold: Hold) -> None:
    """Refuse to lay a step of a sealed case into an inbox that many open."""
    if hold.case.sealed:
        raise NotPossibleNow(reason=_("a sealed matter goes to a person by name, never to a unit"))


def _require_state(session: Session, task: Task) -> None:
    if task.state == "open":
        return
    person = session.get(Person, task.closed_by_id) if task.closed_by_id else None
    when = f"{clock.local(task.closed_at):%H:%M %d/%m/%Y}" if task.closed_at else ""
    raise AlreadyDone(person=person.name if person else _("The office's clock"), time=when)


def _note(hold: Hold, task: Task, tag: Tag) -> None:
    record(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts=_facts(task))


def _facts(task: Task) -> dict[str, Any]:
    return {"task": str(task.id), "node": task.node, "unit": str(task.unit_id)}
