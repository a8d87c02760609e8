"""What a run shows between two steps: who can act, what is waited for, what is done."""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.engine import timers
from app.engine.evaluator import Scalar
from app.engine.nodes import Node
from app.engine.run import Run


@dataclass(frozen=True)
class Ready:
    """A step that a person can do now; ``id`` is the engine's own and never changes."""

    id: UUID
    node_id: str
    lane: str | None
    data: dict[str, Scalar]


@dataclass(frozen=True)
class Waiting:
    """An instant that the run waits for, in UTC."""

    id: UUID
    node_id: str
    due_at: dt.datetime


@dataclass(frozen=True)
class Awaited:
    """A message that the run waits for, by its name."""

    id: UUID
    node_id: str
    name: str


@dataclass(frozen=True)
class Picture:
    """A run at rest. ``done`` lists the elements completed so far, in the order in which it happened."""

    ready: dict[UUID, Ready]
    timers: dict[UUID, Waiting]
    messages: dict[UUID, Awaited]
    done: tuple[str, ...]


EMPTY = Picture({}, {}, {}, ())


def take(run: Run, nodes: dict[str, Node]) -> Picture:
    """Take the picture of a run: one look at each of its tasks."""
    picture = Picture({}, {}, {}, ())
    completed: list[tuple[float, str]] = []
    for part in run.parts():
        for task in part.tasks.values():
            state, element = task._state, getattr(task.task_spec, "bpmn_id", None)
            if element is None:
                continue
            if state == TaskState.COMPLETED:
                completed.append((task.last_state_change, element))
            elif state == TaskState.READY and task.task_spec.manual:
                lane = nodes[element].lane if element in nodes else None
                picture.ready[task.id] = Ready(task.id, element, lane, dict(task.data))
            elif state == TaskState.WAITING:
                _show_waiting(task, element, picture)
    completed.sort(key=lambda item: item[0])
    return Picture(picture.ready, picture.timers, picture.messages, tuple(item[1] for item in completed))


def _show_waiting(task: Any, element: str, picture: Picture) -> None:
    awaited = getattr(task.task_spec, "event_definition", None)
    if isinstance(task.task_spec, EventBasedGateway) and isinstance(awaited, MultipleEventDefinition):
        for definition, event in zip(awaited.event_definitions, task.task_spec.outputs, strict=True):
            _show(task, event.bpmn_id, definition, uuid5(task.id, event.bpmn_id), picture)
    elif awaited is not None:
        _show(task, element, awaited, task.id, picture)


def _show(task: Any, element: str, awaited: Any, message_id: UUID, picture: Picture) -> None:
    """Show one awaited event. An event gateway's timer keeps the gateway's id: that is what fires."""
    if isinstance(awaited, MessageEventDefinition):
        picture.messages[message_id] = Awaited(message_id, element, awaited.name)
    elif isinstance(awaited, TimerEventDefinition):
        due = timers.due_of(task.internal_data.get(timers.VALUE))
        if due is not None:
            picture.timers[task.id] = Waiting(task.id, element, due)
