"""The hinge: the only way a case moves, from a person's click and from the clock alike.

Lock the case, fix one now, fire the timers that are due, apply the command, run the engine within
its budget, store state, inbox, deadlines, timers and audit – one transaction, committed by the door.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import deadlines, definitions, grants, inbox, incidents, timers, vault
from app.casework.audit import Tag, record
from app.casework.hold import Begin, Deliver, End, Hold, Meant, hold_case, hold_task
from app.casework.stuck import Faulted, SetOffTooMuch, noticed
from app.casework.world import CaseWorld
from app.engine import step as engine
from app.engine.errors import NobodyWaits
from app.engine.step import Step
from app.policy.actor import Actor
from db import swift
from db.base import new_id
from db.models import Answer, Run, Task, Timer
from db.models.runs import PENDING

DUE_TIMERS = (
    select(Timer)
    .where(Timer.case_id == bindparam("case"), Timer.state == PENDING, Timer.next_try_at <= bindparam("now"))
    .order_by(Timer.due_at, Timer.id)
)
CHAIN = 40  # runs and messages that one command may set off; more is a drawing that feeds itself

Scalars = Mapping[str, str | int | bool | None]


@contextmanager
def moving(session: Session, case_id: UUID, *, actor: Actor | None, due_first: bool = True) -> Iterator[Hold]:
    """Hold a case for one command; what is due fires first, what follows is carried out at the end.

    ``due_first`` False: what is due is mended first. Raises: NotFound, Stuck (then nothing may be kept).
    """
    with clock.at(clock.now()):
        hold = hold_case(session, case_id, actor=actor)
        with noticed(hold):
            if due_first and fire_due(hold) and actor is not None:
                hold.meant, hold.moved_run = Meant(), None
            yield hold
            finish(hold)


@contextmanager
def moving_task(session: Session, task_id: UUID, *, actor: Actor) -> Iterator[tuple[Hold, Task, Run]]:
    """Hold the case of one task; the task is looked at after the lock and after the due timers.

    Raises: NotFound, Stuck when the case cannot move: then nothing of it may be kept.
    """
    with clock.at(clock.now()):
        hold, task, run = hold_task(session, task_id, actor=actor)
        with noticed(hold):
            if fire_due(hold):
                session.flush()
                session.refresh(task)
            hold.meant, hold.moved_run = Meant(command="task", node=task.node, task_id=task.id), run
            yield hold, task, run
            finish(hold)


def begin(hold: Hold, order: Begin) -> Run:
    """Start a run of the version in force on the legal date asked for."""
    version_id = definitions.in_force(hold.session, order.procedure, order.as_of)
    pinned = definitions.pinned(hold.session, version_id)
    run = Run(
        id=order.run_id or new_id(),
        case_id=hold.case.id,
        authority_id=hold.case.authority_id,
        version_id=version_id,
        procedure=order.procedure,
        subject_id=order.subject_id,
        status="running",
        ends="",
        beside=pinned.definition.is_beside,
        state=b"",
        as_of=order.as_of,
        revision=0,
        started_at=hold.now,
    )
    hold.session.add(run)
    if order.answers is not None:
        keep_answers(hold, run.id, order.answers, sent=order.sent)
        hold.session.flush()  # the run reads it when it carries the change out
    hold.moved_run = run
    moved = engine.start(pinned.definition, data=dict(order.data), now=hold.now, world=CaseWorld(hold, run))
    _settle(hold, run, moved, tag=Tag.RUN_START, facts={"procedure": order.procedure})
    return run


def keep_answers(hold: Hold, about: UUID, answers: Mapping[str, object], *, sent: str | None = None) -> None:
    """Keep what was answered for ever, sealed: in a task, at an event, or to ask for a run.

    ``sent`` is the key of the form; the same form can be kept only once.
    """
    actor = hold.actor
    swift.put(
        hold.session,
        Answer,
        task_id=about,
        case_id=hold.case.id,
        person_id=actor.person_id if actor else hold.case.registrar_id,
        unit_id=actor.unit_id if actor else hold.case.lead_unit_id,
        at=hold.now,
        sent_key=sent,
        body=vault.seal_data(hold.session, hold.key, answers),
    )


def complete(hold: Hold, run: Run, task: Task, *, routing: Scalars, outcome: str | None) -> None:
    """Finish a task with the scalars that decide its way, and let its procedure move on.

    Raises: TaskNotOpen when the engine does not wait for it.
    """
    hold.moved_run = run
    hold.meant = Meant(command="task", node=task.node, task_id=task.id, outcome=outcome)
    moved = engine.complete(
        definitions.pinned(hold.session, run.version_id).definition,
        run.state,
        task_id=task.id,
        data=dict(routing),
        now=hold.now,
        world=CaseWorld(hold, run),
    )
    task.state, task.closed_at, task.outcome = "done", hold.now, outcome
    grants.renew(hold)
    if hold.actor is not None:
        task.closed_by_id, task.closed_unit_id = hold.actor.person_id, hold.actor.unit_id
    facts: dict[str, object] = {"task": str(task.id), "node": task.node, "outcome": outcome}
    _settle(hold, run, moved, tag=Tag.TASK_COMPLETE, facts=facts, completed=task.id)


def deliver(hold: Hold, run: Run, message: str, data: Scalars | None = None) -> bool:
    """Give a run a message; tell whether it was waiting for it."""
    definition = definitions.pinned(hold.session, run.version_id).definition
    hold.moved_run = run
    try:
        moved = engine.deliver(
            definition,
            run.state,
            message=message,
            data=dict(data or {}),
            now=hold.now,
            world=CaseWorld(hold, run),
        )
    except NobodyWaits:
        return False
    _settle(hold, run, moved, tag=Tag.MESSAGE_DELIVER, facts={"message": message})
    return True


def end(hold: Hold, run: Run) -> None:
    """End a run where it stands: its steps are taken out of the inboxes, its timers never go off."""
    definition = definitions.pinned(hold.session, run.version_id).definition
    hold.moved_run = run
    moved = engine.cancel(definition, run.state, now=hold.now)
    _settle(hold, run, moved, tag=Tag.RUN_END, facts={})
    run.status, run.ended_at = "cancelled", hold.now


def fire_due(hold: Hold) -> int:
    """Fire the timers of this case that are due, oldest first; give how many."""
    if not hold.has_due:
        return 0
    due = list(hold.session.scalars(DUE_TIMERS, {"case": hold.case.id, "now": hold.now}))
    hold.has_due = False
    for timer in due:
        if timer.state == "pending":  # an earlier one may have ended what this one waited in
            _fire(hold, timer)
    return len(due)


def _fire(hold: Hold, timer: Timer) -> None:
    run = hold.session.get_one(Run, timer.run_id)
    if timer.attempts:
        incidents.went_on(hold.session, timer_id=timer.id, now=hold.now)
    hold.meant, hold.moved_run = Meant(command="timer", node=timer.node, timer_id=timer.id), run
    moved = engine.fire(
        definitions.pinned(hold.session, run.version_id).definition,
        run.state,
        timers=[timer.id],
        now=max(hold.now, timer.due_at),
        world=CaseWorld(hold, run),
    )
    timer.state, timer.attempts = "fired", timer.attempts + 1
    _settle(hold, run, moved, tag=Tag.TIMER_FIRE, facts={"timer": str(timer.id), "node": timer.node})
    hold.session.flush()  # the next due timer must see which ones this one ended


def _settle(
    hold: Hold, run: Run, moved: Step, *, tag: Tag, facts: dict[str, object], completed: UUID | None = None
) -> None:
    """Store the engine's answer and bring inbox, timers and audit into line with it.

    Raises: Faulted when the engine met something that cannot be worked out as drawn.
    """
    if moved.faults:
        raise Faulted(moved.faults[0])
    run.state, run.revision = moved.state, run.revision + 1
    arrived = inbox.match_tasks(hold, run, moved, completed=completed)
    inbox.match_timers(hold, run, moved)
    if moved.ended:
        run.status, run.ended_at, run.ends = "ended", hold.now, ",".join(moved.ends)
    if not definitions.pinned(hold.session, run.version_id).definition.is_beside:
        _show_step(hold, run, arrived)
    record(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts={"run": str(run.id), **facts})


def _show_step(hold: Hold, run: Run, arrived: list[str]) -> None:
    if arrived and hold.case.state != "closed":
        hold.case.step = f"{run.procedure}/{arrived[-1]}"


def finish(hold: Hold) -> None:
    """Carry out what the command set off, then bring the case's own line up to date."""
    for _turn in range(CHAIN):
        if not hold.followups:
            break
        order = hold.followups.pop(0)
        if isinstance(order, Begin):
            begin(hold, order)
        elif isinstance(order, End):
            end(hold, hold.session.get_one(Run, order.run_id))
        else:
            _hand_over(hold, order)
    else:
        raise SetOffTooMuch
    timers.follow_deadlines(hold)
    hold.case.due_on = deadlines.nearest(hold)
    hold.case.revision += 1
    for opened in hold.linked:
        finish(opened)
    swift.flush(hold.session)


def _hand_over(hold: Hold, order: Deliver) -> None:
    run = hold.session.get(Run, order.run_id)
    if run is not None and run.status == "running":
        deliver(hold, run, order.message)
