"""Inboxes and timers brought into line with what the engine says waits now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import bindparam, or_, select, update

from app.casework import deadlines, definitions, keepers, places, receptions
from app.casework.hold import Hold
from app.engine import timed
from app.engine.definition import Definition
from app.engine.nodes import Node
from app.engine.picture import Ready, Waiting
from app.engine.step import Step
from app.legaltime.calendar import Calendar
from app.policy.actor import CHAIRMAN, CLERK
from db import swift
from db.base import NEVER, Instant
from db.models import Deadline, Run, Task, Timer
from db.models.runs import HELD, PENDING

# Whose a step of a reception is.
RECEPTION = {"receiver": receptions.receiver, "assignee": receptions.assignee}
# Written for each row at once: the statements stay the same, however many rows go.
OVERTAKE_TASK = (
    update(Task.__table__)  # type: ignore[arg-type]
    .where(Task.id == bindparam("gone"), Task.state == "open")
    .values(state="overtaken", closed_at=bindparam("now", type_=Instant))
)
CANCEL_TIMER = (
    update(Timer.__table__)  # type: ignore[arg-type]
    .where(Timer.id == bindparam("gone"), or_(Timer.state == PENDING, Timer.state == HELD))
    .values(state="cancelled")
)


def match_tasks(hold: Hold, run: Run, step: Step, *, completed: UUID | None) -> list[str]:
    """Close the steps that no longer wait and put the new ones in their inboxes; give their elements."""
    gone = step.before.ready.keys() - step.after.ready.keys() - {completed}
    if gone:
        swift.run(hold.session, OVERTAKE_TASK, [{"gone": task, "now": hold.now} for task in gone])
    definition = definitions.pinned(hold.session, run.version_id).definition
    arrived = [ready for task_id, ready in step.after.ready.items() if task_id not in step.before.ready]
    for ready in arrived:
        swift.put(hold.session, Task, **_task(hold, run, ready, definition))
    return [ready.node_id for ready in arrived]


def match_timers(hold: Hold, run: Run, step: Step) -> None:
    """Cancel the timers that no longer wait and write down the new ones."""
    gone = step.before.timers.keys() - step.after.timers.keys()
    if gone:
        swift.run(hold.session, CANCEL_TIMER, [{"gone": timer} for timer in gone])
    definition = definitions.pinned(hold.session, run.version_id).definition
    for timer_id, waiting in step.after.timers.items():
        if timer_id not in step.before.timers:
            swift.put(hold.session, Timer, **_timer(hold, run, waiting, definition))


def limit_of(hold: Hold, run: Run, definition: Definition, node: str) -> Deadline | None:
    """Find the limit under which a step stands: the nearest one drawn around it, else the run's first."""
    if run.subject_id is not None:
        return None  # the desk has no limit of its own
    rules = timed.limits_around(definition, node)
    around = [d for d in (deadlines.find(hold, rule, run) for rule in rules) if d]
    if around:
        return min(around, key=lambda d: d.due_on)
    return min((d for d in hold.deadlines if d.run_id == run.id), key=lambda d: d.due_on, default=None)


def _task(hold: Hold, run: Run, ready: Ready, definition: Definition) -> dict[str, object]:
    node = definition.nodes[ready.node_id]
    said = node.properties
    place = _whose(hold, run, node, ready)
    role, unit_id, assignee_id = (
        keepers.keeper(hold, said, place) if hold.case.sealed else (said.get("role", "officer"), *place)
    )
    deadline = limit_of(hold, run, definition, ready.node_id)
    letter = ready.data.get("letter_id")
    return {
        "id": ready.id,
        "run_id": run.id,
        "case_id": hold.case.id,
        "authority_id": hold.case.authority_id,
        "procedure": run.procedure,
        "node": ready.node_id,
        "form": said.get("form", ""),
        "role": role,
        "unit_id": unit_id,
        "assignee_id": assignee_id,
        "claimed_at": hold.now if assignee_id else None,
        "letter_id": UUID(str(letter)) if letter else None,
        "deadline_id": deadline.id if deadline else None,
        "state": "open",
        "due_on": _due(hold, said, ready, deadline),
        "opened_at": hold.now,
    }


def _due(hold: Hold, said: Mapping[str, str], ready: Ready, deadline: Deadline | None) -> dt.date:
    """Say until when a step waits: the day that a field names, the limit around it, or the promise."""
    named = ready.data.get(said.get("due", ""))
    if named:
        return dt.date.fromisoformat(str(named))
    return deadline.due_on if deadline else _promise(hold, said.get("promise"))


def _promise(hold: Hold, working_days: str | None) -> dt.date:
    if not working_days:
        return NEVER
    return Calendar.official().add_working_days(hold.today, int(working_days))


def _whose(hold: Hold, run: Run, node: Node, ready: Ready) -> tuple[UUID, UUID | None]:
    """Say into which unit's inbox a step goes, and whether to one person's."""
    case, said = hold.case, node.properties
    found: tuple[UUID, UUID | None]
    rule, role = said.get("assign", "lead_unit"), said.get("role", "officer")
    verifying = case.verifying_unit_id or case.lead_unit_id
    if rule == "leadership" or role == CHAIRMAN:
        found = places.unit_of_kind(hold.session, case.authority_id, places.LEADERSHIP), None
    elif rule == "clerks" or role == CLERK:
        found = places.unit_of_kind(hold.session, case.authority_id, places.OFFICE), None
    elif rule.startswith("author:"):
        found = _author(hold, run, rule.removeprefix("author:"))
    elif rule.startswith("unit:"):
        found = UUID(str(ready.data[rule.removeprefix("unit:")])), None
    elif rule in RECEPTION:
        found = RECEPTION[rule](hold, run)
    elif rule == "registrar":
        found = case.lead_unit_id, case.registrar_id
    elif rule in {"verifying_unit", "task_force"}:
        found = verifying, case.task_force_head_id if rule == "task_force" else None
    else:
        found = case.lead_unit_id, None
    return found


def _author(hold: Hold, run: Run, node: str) -> tuple[UUID, UUID | None]:
    done = hold.session.scalars(
        select(Task)
        .where(Task.run_id == run.id, Task.node == node, Task.state == "done")
        .order_by(Task.closed_at.desc())
        .limit(1)
    ).one_or_none()
    if done is None:
        return hold.case.lead_unit_id, None
    return done.unit_id, done.closed_by_id


def _timer(hold: Hold, run: Run, waiting: Waiting, definition: Definition) -> dict[str, object]:
    kind, rule, ahead = timed.rule_of_timer(definition.nodes[waiting.node_id].timer)
    deadline = deadlines.find(hold, rule, run) if rule else None
    held = deadline is not None and deadline.state == "suspended"
    return {
        "id": waiting.id,
        "run_id": run.id,
        "case_id": hold.case.id,
        "node": waiting.node_id,
        "deadline_id": deadline.id if deadline else run.subject_id,
        "kind": kind,
        "ahead": ahead,
        "due_at": waiting.due_at,
        "next_try_at": waiting.due_at,
        "state": "held" if held else "pending",
        "attempts": 0,
    }
