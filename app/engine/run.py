"""A run as the engine moves it: the library's workflow, with three of its habits taken away.

It looks at its waiting tasks without walking the whole tree; it leaves nothing behind when an interrupted
step had parts of its own; and it stops when a drawing would go on for ever.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.engine import library as _library  # noqa: F401 - the library is taken over before it is used

MOST_STEPS = 200
DEEPEST = 600
OPEN = TaskState.WAITING | TaskState.READY | TaskState.STARTED  # what somebody outside may know by its id


class _Quick:
    """The habits that a run and the parts within it share."""

    tasks: dict[Any, Any]

    def update_waiting_tasks(self) -> None:
        """Look again at what waits; the library walks the tree for it at every move."""
        for task in list(self.tasks.values()):
            if task._state == TaskState.WAITING and task.id in self.tasks:
                task.task_spec._update(task)

    def automatic(self) -> list[Any]:
        """List the tasks that the engine carries out by itself."""
        return [
            task
            for task in self.tasks.values()
            if task._state == TaskState.READY and not task.task_spec.manual
        ]


class Part(_Quick, BpmnSubWorkflow):  # type: ignore[misc]
    """A subprocess or a called procedure within a run."""

    def _task_removed_notify(self, task: Any) -> None:
        super()._task_removed_notify(task)
        self.top_workflow.forget(task)


class Run(_Quick, BpmnWorkflow):  # type: ignore[misc]
    """One run of a procedure, with all its parts."""

    def create_subprocess(self, task: Any, spec_name: str) -> Part:
        """Open a part for a task."""
        part = Part(self.subprocess_specs[spec_name], task.id, self)
        self.subprocesses[task.id] = part
        return part

    def parts(self) -> Iterator[Any]:
        """Give the run itself and then its parts."""
        yield self
        yield from self.subprocesses.values()

    def _task_removed_notify(self, task: Any) -> None:
        super()._task_removed_notify(task)
        self.forget(task)

    def forget(self, task: Any) -> None:
        """Drop what stood below a task that has been removed; the library leaves it as an orphan."""
        self.event_manager.remove_task(task)
        part = self.subprocesses.pop(task.id, None)
        for below in list(part.tasks.values()) if part is not None else ():
            self.forget(below)
