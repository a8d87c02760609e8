"""Parallel and inclusive gateways that hold in a rework loop, merge fairly, and predict little.

The library's joins count the arrivals of earlier passes, so a decision could be issued before all opinions
are in; the last branch to arrive overwrites the others with copies it never touched; and every fork
multiplies the tasks predicted behind it.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

from app.engine import lineage, moment
from app.engine.merge import merge

_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK
_REACHED = TaskState.READY | TaskState.STARTED | TaskState.FINISHED_MASK


class _FairJoin(UnstructuredJoin, ABC):  # type: ignore[misc]
    """What both kinds share: each arrival waits, is taken once, and is merged against where they forked.

    An arrival that waits *is* the token on its flow; one that a join has taken is cancelled, and so counts in
    no later pass.
    """

    def arrivals(self, task: Any) -> list[Any]:
        """List the branches that wait here, earliest first, with the one that is looked at now."""
        here = [
            other
            for other in task.workflow.tasks.values()
            if other.task_spec is self and (other is task or other._state == TaskState.WAITING)
        ]
        return sorted(here, key=lambda one: (one._state != TaskState.WAITING, one.last_state_change))

    def _update_hook(self, task: Any) -> bool:
        taken = self._one_of_each(self.arrivals(task))
        if task not in taken or not self.is_complete(task, Counter(_source(one) for one in taken)):
            task._set_state(TaskState.WAITING)
            return False
        self._bring_together(task, [one.parent for one in taken])
        for one in taken:
            if one is not task:
                one.cancel()
        return True

    @abstractmethod
    def is_complete(self, task: Any, arrived: Counter[str]) -> bool:
        """Tell whether the join may take these arrivals, counted by where they come from."""

    def _one_of_each(self, arrivals: list[Any]) -> list[Any]:
        """Choose one arrival for each incoming flow that has one, the earliest."""
        free: Counter[str] = Counter(self._inputs)
        chosen = []
        for one in arrivals:
            if free[_source(one)]:
                free[_source(one)] -= 1
                chosen.append(one)
        return chosen

    def _bring_together(self, task: Any, parents: list[Any]) -> None:
        """Merge the branches' fields into the task that goes on."""
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
    """Waits for one arrival on each incoming flow."""

    def is_complete(self, task: Any, arrived: Counter[str]) -> bool:
        """Tell whether every incoming flow has an arrival."""
        del task
        return arrived == Counter(self._inputs)

    def _run_hook(self, task: Any) -> bool:
        self.go_on(task, self.outputs)
        return True


class FairInclusiveGateway(_FairJoin, InclusiveGateway):  # type: ignore[misc]
    """Waits while a living token can still reach a flow that has none, as BPMN defines it (13.4.3)."""

    def is_complete(self, task: Any, arrived: Counter[str]) -> bool:
        """Tell whether no token elsewhere has to be waited for."""
        expected: Counter[str] = Counter(self._inputs)
        missing = expected - arrived
        to_missing, to_arrived = self._sources(task, set(missing)), self._sources(task, set(arrived))
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
        matches, defaults = self._get_matching_outputs(task)
        if not matches and not defaults:
            raise WorkflowTaskException("no condition holds and there is no default", task=task)
        self.go_on(task, matches or defaults)
        return True


def _source(arrival: Any) -> str:
    return str(arrival.parent.task_spec.name)


def _is_token(task: Any) -> bool:
    if not task.has_state(TaskState.DEFINITE_MASK):
        return False
    parent = task.parent
    return parent is not None and parent.has_state(TaskState.COMPLETED)
