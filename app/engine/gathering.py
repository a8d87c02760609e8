"""Where a procedure or a repeated step gathers what its branches set: no old copy undoes another's work.

The library lets the last one to end overwrite the others with everything that it inherited.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.spiff.specs.defaults import ParallelMultiInstanceTask
from SpiffWorkflow.util.task import TaskState

from app.engine import lineage
from app.engine.merge import merge


class FairEndJoin(_EndJoin):  # type: ignore[misc]
    """Where all paths of a procedure or subprocess have ended."""

    def _run_hook(self, task: Any) -> bool:
        task.data = _gathered(task.workflow)
        task.workflow.data.update(task.data)
        return True


class FairEnd(EndEvent):  # type: ignore[misc]
    """An end event; one that ends everything at once keeps what other paths had brought to their ends."""

    def _on_complete_hook(self, task: Any) -> None:
        if isinstance(self.event_definition, TerminateEventDefinition):
            task.data = _gathered(task.workflow)
        super()._on_complete_hook(task)


class FairRepetition(ParallelMultiInstanceTask):  # type: ignore[misc]
    """A step that several people do side by side."""

    def merge_child(self, workflow: Any, child: Any) -> None:
        """Take in what one of them has set."""
        task = child.parent
        gathered, _ = merge(task.parent.data, [task.data, child.data])
        super().merge_child(workflow, child)
        task.data = gathered


_FAIR: dict[type, type] = {_EndJoin: FairEndJoin, ParallelMultiInstanceTask: FairRepetition}


def let_gather_fairly(spec: Any) -> None:
    """Put these in the places of the library's own, in one process as it was parsed."""
    for task_spec in spec.task_specs.values():
        task_spec.__class__ = _FAIR.get(type(task_spec), type(task_spec))


def _gathered(part: Any) -> dict[str, object]:
    """Merge what the paths that have ended brought with them, the earliest end first."""
    ends = [
        task
        for task in part.tasks.values()
        if task.state == TaskState.COMPLETED and isinstance(task.task_spec, EndEvent)
    ]
    ends.sort(key=lambda end: end.last_state_change)
    fork = lineage.common(ends)
    merged, _ = merge(fork.data if fork is not None else {}, [end.data for end in ends])
    return merged
