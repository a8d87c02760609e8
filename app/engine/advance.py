"""Move a run until only people and instants can move it on."""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import ExclusiveGatewayMixin, InclusiveGatewayMixin, ScriptTaskMixin
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from app.engine.errors import StepFailed
from app.engine.faults import Fault, FaultKind
from app.engine.grammar import ExpressionRefused
from app.engine.moment import Moment
from app.engine.run import MOST_STEPS, Run
from app.engine.script import OfficeRaised

_COMPUTES = {
    ScriptTaskMixin: FaultKind.SCRIPT,
    ExclusiveGatewayMixin: FaultKind.CONDITION,
    InclusiveGatewayMixin: FaultKind.CONDITION,
}


class _Spent(Exception):
    """The step has used up what a step may use."""


def advance(run: Run, moment: Moment) -> list[Fault]:
    """Carry out everything automatic; give the faults met. Raises StepFailed if it is left half moved."""
    faults: list[Fault] = []
    try:
        while _pass(run, moment, faults):
            pass
    except _Spent as spent:
        faults.append(Fault(FaultKind.BUDGET, str(spent), f"more than {MOST_STEPS} automatic steps"))
    return faults


def carry_out(task: Any, moment: Moment, faults: list[Fault]) -> None:
    """Carry out one task.

    A script or a condition that cannot be computed stops its own branch and is a fault; any other failure
    would leave the run half moved, so it raises StepFailed and the step never happened.
    """
    element = element_of(task)
    moment.steps += 1
    if moment.steps > MOST_STEPS:
        raise _Spent(element)
    try:
        task.run()
    except OfficeRaised as raised:
        raised.__cause__.add_note(f"at {element}")  # type: ignore[union-attr]
        raise
    except (ExpressionRefused, SpiffWorkflowException) as error:
        kind = next((kind for mixin, kind in _COMPUTES.items() if isinstance(task.task_spec, mixin)), None)
        if kind is None or task.state != TaskState.ERROR:
            raise StepFailed(element=element, reason=str(error)) from error
        faults.append(Fault(kind, element, str(error)))
    except Exception as error:
        raise StepFailed(element=element, reason=type(error).__name__) from error


def element_of(task: Any) -> str:
    """Name the element a task belongs to; the library puts parts of its own around some."""
    return str(getattr(task.task_spec, "bpmn_id", None) or task.task_spec.name.partition(".")[0])


def _pass(run: Run, moment: Moment, faults: list[Fault]) -> bool:
    """Go through the run once, the innermost parts first; tell whether anything moved."""
    moved = False
    active = run.get_active_subprocesses()
    for part in sorted(active, key=lambda part: part.depth, reverse=True):
        while part.parent_task_id in run.subprocesses and _pass_part(part, moment, faults):
            moved = True
        if part.completed and part.parent_task_id in run.subprocesses:
            holder = run.get_task_from_id(part.parent_task_id)
            holder.task_spec._update(holder)
    moved = _pass_part(run, moment, faults) or moved
    return moved or len(run.get_active_subprocesses()) > len(active)


def _pass_part(part: Any, moment: Moment, faults: list[Fault]) -> bool:
    moved = False
    for task in part.automatic():
        if task._state == TaskState.READY and task.id in part.tasks:
            carry_out(task, moment, faults)
            moved = True
    return moved
