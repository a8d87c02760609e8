"""One running procedure taken over to another version, or given back to its own exactly as it was.

Inbox, drafts, answers and timers keep pointing at what they pointed at, because what is open keeps its id. No
day moves but those that were declared. What the rows were before is kept, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import advance, deadlines, definitions, inbox, keepsake, outlook
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.casework.outlook import Decided, Outlook, Target
from app.engine import timed
from app.engine.definition import Definition
from app.engine.step import Step
from app.engine.takeover import Moved
from app.policy.actor import Actor
from db.models import Run, Task, Timer


@dataclass(frozen=True)
class Plan:
    """One running procedure as the trial saw it: of which case, on which rows, and in which batch."""

    takeover_id: UUID
    case_id: UUID
    run_id: UUID
    seen: str


@dataclass(frozen=True)
class Taken:
    """What a move leaves behind: the rows as they were, packed, and a digest over those that are now."""

    kept: bytes
    left: str


def take(session: Session, plan: Plan, goal: Target, decided: Decided, *, actor: Actor) -> Taken | None:
    """Take one running procedure over under the case's lock; None where something moved since the trial.

    Raises: NotFound.
    """
    with advance.moving(session, plan.case_id, actor=actor) as hold:
        run = session.get_one(Run, plan.run_id)
        before = keepsake.of(session, run.id)
        if keepsake.digest(before) != plan.seen:
            return None
        look = outlook.of(hold, run, goal, decided)
        if look.moved is None:
            return None
        _carry(hold, run, goal, look, decided)
        facts = {
            "run": str(run.id),
            "to": str(goal.pinned.version_id),
            "number": goal.pinned.number,
            "takeover": str(plan.takeover_id),
        }
        record(session, hold.case, Tag.RUN_MOVE, actor=actor, now=hold.now, facts=facts)
    return Taken(keepsake.pack(before), keepsake.digest(keepsake.of(session, plan.run_id)))


def give_back(session: Session, plan: Plan, taken: Taken, decided: Decided, *, actor: Actor) -> bool:
    """Let a running procedure stand exactly as it stood before; tell whether nothing had moved since.

    Raises: NotFound.
    """
    with advance.moving(session, plan.case_id, actor=actor) as hold:
        if keepsake.digest(keepsake.of(session, plan.run_id)) != taken.left:
            return False
        rows = keepsake.unpack(taken.kept)
        keepsake.put_back(session, rows)
        hold.forget()
        old = rows["run"][0]["version_id"]
        _say_step(hold, rows["run"][0]["procedure"], {new: old for old, new in decided.renamed.items()})
        facts: dict[str, Any] = {
            "run": str(plan.run_id),
            "to": str(old),
            "number": definitions.pinned(session, old).number,
            "takeover": str(plan.takeover_id),
            "back": True,
        }
        record(session, hold.case, Tag.RUN_MOVE, actor=actor, now=hold.now, facts=facts)
    return True


def _carry(hold: Hold, run: Run, goal: Target, look: Outlook, decided: Decided) -> None:
    """Bring the rows of a running procedure into line with its copy on the new version."""
    moved = look.moved
    if moved is None:
        return
    old = definitions.pinned(hold.session, run.version_id).definition
    for element in look.begun:
        rule = timed.rule_of_timer(goal.definition.nodes[element].timer)[1]
        if rule is not None:
            deadlines.arm(hold, run, rule)
    run.version_id, run.state, run.revision = goal.pinned.version_id, moved.state, run.revision + 1
    run.beside = goal.definition.is_beside
    _match_timers(hold, run, old, goal.definition, look)
    _match_tasks(hold, run, goal.definition, moved, look)
    _say_step(hold, run.procedure, decided.renamed)


def _say_step(hold: Hold, procedure: str, renamed: Mapping[str, str]) -> None:
    """Let the case's own line name its step as the version names it."""
    own, _, node = hold.case.step.partition("/")
    if own == procedure and node in renamed:
        hold.case.step = f"{procedure}/{renamed[node]}"


def _match_timers(hold: Hold, run: Run, old: Definition, new: Definition, look: Outlook) -> None:
    moved = look.moved
    if moved is None:
        return
    for row in hold.session.scalars(
        select(Timer).where(Timer.run_id == run.id, Timer.state.in_(("pending", "held")))
    ):
        waits = moved.after.timers[row.id]
        was, row.node = row.node, waits.node_id
        if waits.node_id in look.begun:
            _count_anew(hold, run, row, new)
            row.due_at = row.next_try_at = waits.due_at
            _let_rest(hold, run, timed.rule_of_timer(old.nodes[was].timer)[1], new)
    hold.session.flush()
    step = Step(moved.state, moved.before, moved.after, ended=False, ends=(), faults=(), steps=0)
    inbox.match_timers(hold, run, step)


def _count_anew(hold: Hold, run: Run, row: Timer, new: Definition) -> None:
    """Let a running timer stand for the limit that the new version names at its element."""
    row.kind, rule, row.ahead = timed.rule_of_timer(new.nodes[row.node].timer)
    deadline = deadlines.find(hold, rule, run) if rule else None
    row.deadline_id = deadline.id if deadline else None
    row.state = "held" if deadline is not None and deadline.state == "suspended" else "pending"


def _let_rest(hold: Hold, run: Run, rule: str | None, new: Definition) -> None:
    """End a limit that the new version does not name any more, nowhere."""
    named = {timed.rule_of_timer(node.timer)[1] for node in new.nodes.values()}
    if rule is not None and rule not in named:
        deadlines.end(hold, rule, run)


def _match_tasks(hold: Hold, run: Run, new: Definition, moved: Moved, look: Outlook) -> None:
    """Let what is open show the new version's form; who has it and until when stays, but for new limits."""
    begun = {timed.rule_of_timer(new.nodes[element].timer)[1] for element in look.begun}
    for row in hold.session.scalars(select(Task).where(Task.run_id == run.id, Task.state == "open")):
        row.node = moved.after.ready[row.id].node_id
        row.form = new.nodes[row.node].properties.get("form", "")
        if {*timed.limits_around(new, row.node)} & begun:
            deadline = inbox.limit_of(hold, run, new, row.node)
            if deadline is not None:
                row.deadline_id, row.due_on = deadline.id, deadline.due_on
