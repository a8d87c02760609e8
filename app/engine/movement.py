"""One step while it happens: load, act at one instant, look, write down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins import EndEventMixin
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from app.engine import codec, faults, picture, rounds
from app.engine.advance import advance
from app.engine.definition import Definition
from app.engine.errors import StepFailed
from app.engine.evaluator import Scalar
from app.engine.faults import Fault
from app.engine.moment import Conflict, Moment, hold
from app.engine.picture import EMPTY, Picture
from app.engine.run import OPEN, Run
from app.engine.script import OfficeRaised, ScriptEngine
from app.engine.world import NOWHERE, World
from app.errors import OfficeError


@dataclass(frozen=True)
class Step:
    """What one step made of a run.

    ``ends`` lists the end events that the run itself has reached so far, in order. ``faults`` are what
    could not be carried out in this step: the run stands still there. ``conflicts`` are fields that two
    branches set differently before they met. ``sent`` are the messages that nothing in the run waited for.
    """

    state: bytes
    before: Picture
    after: Picture
    ended: bool
    ends: tuple[str, ...]
    faults: tuple[Fault, ...]
    steps: int
    conflicts: tuple[Conflict, ...] = ()
    sent: tuple[str, ...] = ()


@dataclass
class Move:
    """One step while it happens."""

    run: Run
    moment: Moment
    before: Picture
    faults: list[Fault]
    sent: tuple[str, ...] = ()

    def go(self) -> None:
        """Carry out everything automatic."""
        self.faults.extend(advance(self.run, self.moment))

    def find(self, task_id: UUID) -> Any | None:
        """Find a task anywhere in the run."""
        return next((part.tasks[task_id] for part in self.run.parts() if task_id in part.tasks), None)

    def open(self) -> list[Any]:
        """List what is not over: the steps and events that wait, and the parts that they stand in."""
        return [task for part in self.run.parts() for task in part.tasks.values() if task.has_state(OPEN)]

    def waiting(self) -> list[Any]:
        """List the events that are waited for, those of the run itself before those of its parts."""
        return [
            task
            for part in self.run.parts()
            for task in part.tasks.values()
            if task.state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent)
        ]


def happen(
    definition: Definition,
    state: bytes | None,
    now: dt.datetime,
    world: World,
    act: Callable[[Move], None],
) -> Step:
    """Let a step happen, wholly or not at all: what raises leaves the given state the run's state."""
    moment = Moment(now.astimezone(dt.UTC), world)
    try:
        with hold(moment):
            move = _open(definition, state, moment)
            act(move)
            uncaught, move.sent = faults.uncaught(move.run)
            move.faults.extend(uncaught)
            rounds.forget_repeated(move.run)
            move.faults.extend(faults.too_deep(move.run))
            return _close(definition, move)
    except OfficeRaised as raised:
        raise raised.__cause__ from None  # type: ignore[misc]  # always set: see script
    except OfficeError:
        raise
    except Exception as error:
        raise StepFailed(element=definition.process_id, reason=type(error).__name__) from error


def at_rest(definition: Definition, state: bytes, now: dt.datetime) -> Picture:
    """Show a run as it rests. Raises StateUnreadable."""
    moment = Moment(now.astimezone(dt.UTC), NOWHERE)
    with hold(moment):
        return _open(definition, state, moment).before


def fields_at_rest(definition: Definition, state: bytes, now: dt.datetime) -> dict[str, Scalar]:
    """Give the routing fields that the open parts of a run hold, by name. Raises StateUnreadable."""
    moment = Moment(now.astimezone(dt.UTC), NOWHERE)
    with hold(moment):
        held: dict[str, Scalar] = {}
        for task in _open(definition, state, moment).open():
            held |= task.data
        return held


def _open(definition: Definition, state: bytes | None, moment: Moment) -> Move:
    spec, parts = definition.specs()
    run = Run(spec, parts) if state is None else codec.load(spec, parts, state)
    run.script_engine = ScriptEngine(moment.world)
    before = EMPTY if state is None else picture.take(run, definition.nodes)
    moment.stamp = max(task.last_state_change for part in run.parts() for task in part.tasks.values())
    return Move(run, moment, before, [])


def _close(definition: Definition, move: Move) -> Step:
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
        sent=move.sent,
    )
