"""What can be done to a run that lies open: the acts of which a step is one."""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.engine import timers as held_timers
from app.engine.advance import carry_out
from app.engine.errors import NobodyWaits, TaskNotOpen
from app.engine.movement import Move
from app.engine.routing import routable

Act = Callable[[Move], None]


def begin(data: Mapping[str, object]) -> Act:
    """Go from the start to the first steps. Raises NotRoutable."""
    given = routable(data)

    def act(move: Move) -> None:
        move.run.task_tree.data.update(given)
        move.go()

    return act


def finish(task_id: UUID, data: Mapping[str, object]) -> Act:
    """Do one open step and go on. Raises NotRoutable; the act TaskNotOpen."""
    given = routable(data)

    def act(move: Move) -> None:
        task = move.find(task_id)
        if task is None or task_id not in move.before.ready:
            raise TaskNotOpen
        task.data.update(given)
        carry_out(task, move.moment, move.faults)
        move.go()

    return act


def ring(timers: Iterable[UUID]) -> Act:
    """Fire these timers, the earliest due first; one that an earlier one ends is passed over.

    The act raises TaskNotOpen when the run does not wait for one of them.
    """
    named = list(timers)

    def act(move: Move) -> None:
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

    return act


def hand_over(message: str, data: Mapping[str, object]) -> Act:
    """Hand a message to whatever waits for it by this name, the outermost first.

    What one hearing ends does not hear it any more. Raises NotRoutable; the act NobodyWaits.
    """
    given = routable(data)

    def act(move: Move) -> None:
        event = BpmnEvent(MessageEventDefinition(message), payload={})
        waiting = [task for task in move.waiting() if task.task_spec.catches(task, event)]
        if not waiting:
            raise NobodyWaits(name=message)
        for task in waiting:
            if task.state == TaskState.WAITING:
                task.task_spec.catch(task, event)
                task.task_spec._update(task)
                task.data.update(given)
                move.go()

    return act


def put(due: Mapping[UUID, dt.datetime]) -> Act:
    """Put other instants in waiting timers.

    The act raises TaskNotOpen when the run does not wait for one of them.
    """

    def act(move: Move) -> None:
        for timer, instant in due.items():
            task = move.find(timer)
            if task is None or timer not in move.before.timers:
                raise TaskNotOpen
            held, moved = task.internal_data[held_timers.VALUE], held_timers.instant(instant).isoformat()
            task.internal_data[held_timers.VALUE] = (
                {**held, "next": moved} if isinstance(held, dict) else moved
            )

    return act


def mend(data: Mapping[str, object]) -> Act:
    """Put other values in fields wherever the run is open and holds them; nothing moves.

    Raises NotRoutable; the act TaskNotOpen when no open part of the run holds one of them.
    """
    given = routable(data)

    def act(move: Move) -> None:
        waiting = move.open()
        above = [task.parent for task in waiting if task.parent is not None]  # a border takes its fields anew
        for name, value in given.items():
            if not any(name in task.data for task in waiting):
                raise TaskNotOpen
            for task in (*waiting, *above):
                if name in task.data:
                    task.data[name] = value

    return act


def close(move: Move) -> None:
    """End a run where it stands."""
    move.run.cancel()
    move.run.success = True
