"""Move a run by one step: state in, moved state out, with a picture before and after.

Nothing here knows a database. A step happens at one instant, wholly or not at all: when it raises, the
state that was given is still the run's state. Timers fire only through ``fire``, by name, because the
office's rows are the truth about what is due.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins import EndEventMixin
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.engine import codec, faults, picture
from app.engine import timers as held_timers
from app.engine.advance import advance, carry_out
from app.engine.definition import Definition
from app.engine.errors import NobodyWaits, StepFailed, TaskNotOpen
from app.engine.faults import Fault
from app.engine.moment import Conflict, Moment, hold
from app.engine.picture import EMPTY, Picture
from app.engine.routing import routable
from app.engine.run import Run
from app.engine.script import OfficeRaised, ScriptEngine
from app.engine.world import NOWHERE, World
from app.errors import OfficeError

Data = Mapping[str, object]


@dataclass(frozen=True)
class Step:
    """What one step made of a run.

    ``ends`` lists the end events that the run itself has reached so far, in order. ``faults`` are what
    could not be carried out in this step: the run stands still there. ``conflicts`` are fields that two
    branches set differently before they met.
    """

    state: bytes
    before: Picture
    after: Picture
    ended: bool
    ends: tuple[str, ...]
    faults: tuple[Fault, ...]
    steps: int
    conflicts: tuple[Conflict, ...] = ()


@dataclass
class _Move:
    """One step while it happens."""

    run: Run
    moment: Moment
    before: Picture
    faults: list[Fault]

    def go(self) -> None:
        """Carry out everything automatic."""
        self.faults.extend(advance(self.run, self.moment))

    def find(self, task_id: UUID) -> Any | None:
        """Find a task anywhere in the run."""
        return next((part.tasks[task_id] for part in self.run.parts() if task_id in part.tasks), None)


def start(definition: Definition, *, data: Data, now: dt.datetime, world: World) -> Step:
    """Begin a run and go on to its first steps.

    ``data``: routing scalars the run begins with. ``now``: aware. Raises NotRoutable, StepFailed, and what
    the world's functions raise.
    """
    given = routable(data)

    def begin(move: _Move) -> None:
        move.run.task_tree.data.update(given)
        move.go()

    return _step(definition, None, now, world, begin)


def complete(
    definition: Definition, state: bytes, *, task_id: UUID, data: Data, now: dt.datetime, world: World
) -> Step:
    """Do one open step of a run and go on to the next.

    Each field of ``data`` replaces the run's; nothing is merged into it. Raises TaskNotOpen, NotRoutable,
    StepFailed, StateUnreadable, and what the world's functions raise.
    """
    given = routable(data)

    def finish(move: _Move) -> None:
        task = move.find(task_id)
        if task is None or task_id not in move.before.ready:
            raise TaskNotOpen
        task.data.update(given)
        carry_out(task, move.moment, move.faults)
        move.go()

    return _step(definition, state, now, world, finish)


def fire(
    definition: Definition, state: bytes, *, timers: Iterable[UUID], now: dt.datetime, world: World
) -> Step:
    """Fire exactly these timers, the earliest due first; one that an earlier one ends is passed over.

    Raises TaskNotOpen when the run does not wait for one of them, and as ``complete``.
    """
    named = list(timers)

    def ring(move: _Move) -> None:
        waiting = move.before.timers
        if not all(timer in waiting for timer in named):
            raise TaskNotOpen
        for timer in sorted(named, key=lambda timer: waiting[timer].due_at):
            task = move.find(timer)
            if task is not None and task.state == TaskState.WAITING:
                move.moment.firing = {timer}
                task.task_spec._update(task)
                move.moment.firing = set()
                move.go()

    return _step(definition, state, now, world, ring)


def deliver(
    definition: Definition, state: bytes, *, message: str, data: Data, now: dt.datetime, world: World
) -> Step:
    """Hand a message to whatever waits for it by this name.

    Raises NobodyWaits, and as ``complete``.
    """
    given = routable(data)

    def hand_over(move: _Move) -> None:
        event = BpmnEvent(MessageEventDefinition(message), payload={})
        waiting = [
            task
            for task in move.run.event_manager.tasks.values()
            if task.state == TaskState.WAITING and task.task_spec.catches(task, event)
        ]
        if not waiting:
            raise NobodyWaits(name=message)
        for task in waiting:
            task.task_spec.catch(task, event)
            task.task_spec._update(task)
            task.data.update(given)
        move.go()

    return _step(definition, state, now, world, hand_over)


def move_timers(
    definition: Definition, state: bytes, *, due: Mapping[UUID, dt.datetime], now: dt.datetime
) -> Step:
    """Put other instants in waiting timers, so that the run agrees with the office's rows.

    Raises TaskNotOpen when the run does not wait for one of them.
    """

    def put(move: _Move) -> None:
        for timer, instant in due.items():
            task = move.find(timer)
            if task is None or timer not in move.before.timers:
                raise TaskNotOpen
            held, moved = task.internal_data[held_timers.VALUE], held_timers.instant(instant).isoformat()
            task.internal_data[held_timers.VALUE] = (
                {**held, "next": moved} if isinstance(held, dict) else moved
            )

    return _step(definition, state, now, NOWHERE, put)


def cancel(definition: Definition, state: bytes, *, now: dt.datetime) -> Step:
    """End a run where it stands: every open step, timer and part is closed."""

    def close(move: _Move) -> None:
        move.run.cancel()
        move.run.success = True

    return _step(definition, state, now, NOWHERE, close)


def look(definition: Definition, state: bytes, *, now: dt.datetime) -> Picture:
    """Show a run as it rests, without moving it.

    Raises StateUnreadable.
    """
    moment = Moment(now.astimezone(dt.UTC), NOWHERE)
    with hold(moment):
        return _open(definition, state, moment).before


def _step(
    definition: Definition,
    state: bytes | None,
    now: dt.datetime,
    world: World,
    act: Callable[[_Move], None],
) -> Step:
    """Load, act at one instant, look, write down."""
    moment = Moment(now.astimezone(dt.UTC), world)
    try:
        with hold(moment):
            move = _open(definition, state, moment)
            act(move)
            move.faults.extend(faults.uncaught(move.run))
            move.faults.extend(faults.too_deep(move.run))
            return _close(definition, move)
    except OfficeRaised as raised:
        raise raised.__cause__ from None  # type: ignore[misc]  # always set: see script
    except OfficeError:
        raise
    except Exception as error:
        raise StepFailed(element=definition.process_id, reason=type(error).__name__) from error


def _open(definition: Definition, state: bytes | None, moment: Moment) -> _Move:
    spec, parts = definition.specs()
    run = Run(spec, parts) if state is None else codec.load(spec, parts, state)
    run.script_engine = ScriptEngine(moment.world)
    before = EMPTY if state is None else picture.take(run, definition.nodes)
    moment.stamp = max(task.last_state_change for part in run.parts() for task in part.tasks.values())
    return _Move(run, moment, before, [])


def _close(definition: Definition, move: _Move) -> Step:
    run, moment = move.run, move.moment
    ends = [
        task
        for task in run.tasks.values()
        if task.state == TaskState.COMPLETED and isinstance(task.task_spec, EndEventMixin)
    ]
    return Step(
        state=codec.dump(run),
        before=move.before,
        after=picture.take(run, definition.nodes),
        ended=run.completed and run.success,
        ends=tuple(task.task_spec.bpmn_id for task in sorted(ends, key=lambda task: task.last_state_change)),
        faults=tuple(move.faults),
        steps=moment.steps,
        conflicts=tuple(moment.conflicts),
    )
