"""Move a run by one step: state in, moved state out, with a picture before and after.

Nothing here knows a database. A step happens at one instant, wholly or not at all: when it raises, the
state that was given is still the run's state. Timers fire only through ``fire``, by name, because the
office's rows are the truth about what is due.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.engine import timers as held_timers
from app.engine.advance import carry_out
from app.engine.definition import Definition
from app.engine.errors import NobodyWaits, TaskNotOpen
from app.engine.movement import Move, Step, at_rest, happen
from app.engine.picture import Picture
from app.engine.routing import routable
from app.engine.world import NOWHERE, World

__all__ = ["Step", "cancel", "complete", "deliver", "fire", "look", "move_timers", "start"]

Data = Mapping[str, object]


def start(definition: Definition, *, data: Data, now: dt.datetime, world: World) -> Step:
    """Begin a run and go on to its first steps.

    ``data``: routing scalars the run begins with. ``now``: aware. Raises NotRoutable, StepFailed, and what
    the world's functions raise.
    """
    given = routable(data)

    def begin(move: Move) -> None:
        move.run.task_tree.data.update(given)
        move.go()

    return happen(definition, None, now, world, begin)


def complete(
    definition: Definition, state: bytes, *, task_id: UUID, data: Data, now: dt.datetime, world: World
) -> Step:
    """Do one open step of a run and go on to the next.

    Each field of ``data`` replaces the run's; nothing is merged into it. Raises TaskNotOpen, NotRoutable,
    StepFailed, StateUnreadable, and what the world's functions raise.
    """
    given = routable(data)

    def finish(move: Move) -> None:
        task = move.find(task_id)
        if task is None or task_id not in move.before.ready:
            raise TaskNotOpen
        task.data.update(given)
        carry_out(task, move.moment, move.faults)
        move.go()

    return happen(definition, state, now, world, finish)


def fire(
    definition: Definition, state: bytes, *, timers: Iterable[UUID], now: dt.datetime, world: World
) -> Step:
    """Fire exactly these timers, the earliest due first; one that an earlier one ends is passed over.

    Raises TaskNotOpen when the run does not wait for one of them, and as ``complete``.
    """
    named = list(timers)

    def ring(move: Move) -> None:
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

    return happen(definition, state, now, world, ring)


def deliver(
    definition: Definition, state: bytes, *, message: str, data: Data, now: dt.datetime, world: World
) -> Step:
    """Hand a message to whatever waits for it by this name.

    Raises NobodyWaits, and as ``complete``.
    """
    given = routable(data)

    def hand_over(move: Move) -> None:
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

    return happen(definition, state, now, world, hand_over)


def move_timers(
    definition: Definition, state: bytes, *, due: Mapping[UUID, dt.datetime], now: dt.datetime
) -> Step:
    """Put other instants in waiting timers, so that the run agrees with the office's rows.

    Raises TaskNotOpen when the run does not wait for one of them.
    """

    def put(move: Move) -> None:
        for timer, instant in due.items():
            task = move.find(timer)
            if task is None or timer not in move.before.timers:
                raise TaskNotOpen
            held, moved = task.internal_data[held_timers.VALUE], held_timers.instant(instant).isoformat()
            task.internal_data[held_timers.VALUE] = (
                {**held, "next": moved} if isinstance(held, dict) else moved
            )

    return happen(definition, state, now, NOWHERE, put)


def cancel(definition: Definition, state: bytes, *, now: dt.datetime) -> Step:
    """End a run where it stands: every open step, timer and part is closed."""

    def close(move: Move) -> None:
        move.run.cancel()
        move.run.success = True

    return happen(definition, state, now, NOWHERE, close)


def look(definition: Definition, state: bytes, *, now: dt.datetime) -> Picture:
    """Show a run as it rests, without moving it.

    Raises StateUnreadable.
    """
    return at_rest(definition, state, now)
