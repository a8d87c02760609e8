"""What could not be carried out as drawn: a run that cannot be computed, goes round without end, or fails."""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.engine import lineage
from app.engine.run import DEEPEST, Run


class FaultKind(StrEnum):
    """What kind of fault it is."""

    SCRIPT = "script"
    CONDITION = "condition"
    ERROR = "error"
    BUDGET = "budget"
    DEPTH = "depth"


@dataclass(frozen=True)
class Fault:
    """One thing that went wrong in a step. The text is for administrators and holds no case data."""

    kind: FaultKind
    element: str
    text: str


def uncaught(run: Run) -> tuple[list[Fault], tuple[str, ...]]:
    """List the error ends that nothing in the drawing catches, and the messages that went out of the run.

    A run with an uncaught error has not ended as it should. The library would go on as if nothing had
    happened, so the run is marked as unsuccessful here. Messages are given by their names, in order.
    """
    faults, sent = [], []
    for event in run.get_events():
        thrown = event.event_definition
        if isinstance(thrown, ErrorEventDefinition):
            run.success = False
            faults.append(Fault(FaultKind.ERROR, _thrower(run, thrown), thrown.code or thrown.name or ""))
        elif isinstance(thrown, MessageEventDefinition):
            sent.append(str(thrown.name))
    return faults, tuple(sent)


def _thrower(run: Run, thrown: object) -> str:
    """Find the element that threw, the latest first."""
    throwers = [
        task
        for part in run.parts()
        for task in part.tasks.values()
        if task.state == TaskState.COMPLETED and getattr(task.task_spec, "event_definition", None) is thrown
    ]
    return max(throwers, key=lambda task: task.last_state_change).task_spec.bpmn_id if throwers else ""


def _drawn(task: Any) -> str:
    """Name the element of the drawing at which a task stands; the library adds some of its own."""
    line = (task, *lineage.ancestors(task))
    return next((str(one.task_spec.bpmn_id) for one in line if one.task_spec.bpmn_id), "")


def too_deep(run: Run) -> list[Fault]:
    """Tell when a run has been reworked so often that the library would soon go silent about it."""
    for part in run.parts():
        if len(part.tasks) <= DEEPEST:
            continue
        depths: dict[object, int] = {}
        for task in part.tasks.values():
            depths[task.id] = depths.get(task._parent, 0) + 1
            if depths[task.id] > DEEPEST:
                text = f"more than {DEEPEST} steps in a row"
                return [Fault(FaultKind.DEPTH, _drawn(task), text)]
    return []
