"""Parallel and inclusive gateways that hold in a rework loop, merge fairly, and predict little.

The library's joins count the arrivals of earlier passes, so a decision could be issued before all opinions
are in; the last branch to arrive overwrites the others with copies it never touched; and every fork
multiplies the tasks predicted behind it.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

from app.engine import lineage, moment
from app.engine.merge import merge

_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK
_REACHED = TaskState.READY | TaskState.STARTED | TaskState.FINISHED_MASK


class _FairJoin(UnstructuredJoin):  # type: ignore[misc]
    """What both kinds share: arrivals of this pass only, and a merge against where the branches forked."""

    def arrivals(self, task: Any) -> list[Any]:
        """List this join's occurrences in the present pass whose branch has arrived, earliest first."""
        before = lineage.nearest(task, self.name)
        found = [
            other
            for other in task.workflow.tasks.values()
            if other.task_spec is self and (other is task or self._arrived(other, task, before))
        ]
        return sorted(found, key=lambda other: (other is task, other.last_state_change))

    def _arrived(self, other: Any, task: Any, before: Any | None) -> bool:
        parent = other.parent
        if parent is None or parent.state != TaskState.COMPLETED or lineage.descends(task, other):
            return False
        return before is None or parent is before or lineage.descends(parent, before)

    def bring_together(self, task: Any) -> None:
        """Merge the branches' fields into the task that goes on."""
        parents = [arrival.parent for arrival in self.arrivals(task)]
        fork = lineage.common(parents) if len(parents) > 1 else None
        if fork is None:
            task.data = dict(task.parent.data)
            return
        task.data, conflicts = merge(fork.data, [parent.data for parent in parents])
        moment.current().conflicts.extend(
            moment.Conflict(element=self.bpmn_id or self.name, field=name) for name in conflicts
        )

    def _predict_hook(self, task: Any) -> None:
        """Predict nothing behind a join until it is reached: no blow-up behind forks in a row."""
        if len(self._inputs) < 2 or task.has_state(_REACHED):  # noqa: PLR2004 - two flows make a join
            super()._predict_hook(task)

    def go_on(self, task: Any, outputs: list[Any]) -> None:
        """Open the chosen branches."""
        task._sync_children(outputs, TaskState.FUTURE)
        for child in task.children:
            child.task_spec._predict(child, mask=_AHEAD)


class FairParallelGateway(_FairJoin, ParallelGateway):  # type: ignore[misc]
    """Waits for one arrival on each incoming flow, of the present pass."""

    def _check_threshold_unstructured(self, task: Any) -> bool:
        arrived = {
            arrival.parent.task_spec.name
            for arrival in self.arrivals(task)
            if arrival.parent.state == TaskState.COMPLETED
        }
        return arrived.issuperset(self._inputs)

    def _run_hook(self, task: Any) -> bool:
        self.bring_together(task)
        self.go_on(task, self.outputs)
        return True


class FairInclusiveGateway(_FairJoin, InclusiveGateway):  # type: ignore[misc]
    """Waits while a living token can still reach a flow that has none, as BPMN defines it."""

    def _check_threshold_unstructured(self, task: Any) -> bool:
        arrived = {arrival.parent.task_spec.name for arrival in self.arrivals(task)}
        missing = set(self._inputs) - arrived
        to_missing, to_arrived = self._sources(task, missing), self._sources(task, arrived)
        return not any(
            other.task_spec.name in to_missing and other.task_spec.name not in to_arrived
            for other in task.workflow.tasks.values()
            if other.task_spec is not self and _is_token(other)
        )

    def _sources(self, task: Any, targets: set[str]) -> set[str]:
        """List the elements from which one of these is reached without passing this gateway."""
        specs, seen, waiting = task.workflow.spec.task_specs, set[str](), list(targets)
        while waiting:
            name = waiting.pop()
            if name not in seen and name != self.name:
                seen.add(name)
                waiting.extend(specs[name]._inputs)
        return seen

    def _run_hook(self, task: Any) -> bool:
        self.bring_together(task)
        matches, defaults = self._get_matching_outputs(task)
        if not matches and not defaults:
            raise WorkflowTaskException("no condition holds and there is no default", task=task)
        self.go_on(task, matches or defaults)
        return True


def _is_token(task: Any) -> bool:
    if not task.has_state(TaskState.DEFINITE_MASK):
        return False
    parent = task.parent
    return parent is not None and parent.has_state(TaskState.COMPLETED)
