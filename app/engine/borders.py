"""Events on the border of an activity: what they lead to is certain once they occur, and some occur again.

The library hears a message that does not interrupt once and is deaf from then on; BPMN 2.0.2 (10.5.4, 13.5.3)
lets it occur for as long as the activity goes on. And it leaves what follows such an event foreseen only, so
that a repeated step there cannot begin.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK


class Border(BoundaryEvent):  # type: ignore[misc]
    """An event on the border of an activity."""

    def _run_hook(self, task: Any) -> bool:
        done: bool = super()._run_hook(task)
        self._predict(task, mask=_AHEAD | TaskState.READY)
        if not self.cancel_activity and isinstance(self.event_definition, MessageEventDefinition):
            self._listen_again(task.parent)
        return done

    def _listen_again(self, split: Any) -> None:
        """Hang a fresh occurrence on the activity, while that goes on."""
        activity = next(task for task in split.children if not isinstance(task.task_spec, BoundaryEvent))
        if not activity.has_state(TaskState.FINISHED_MASK):
            again = split._add_child(self, TaskState.WAITING)
            self._predict(again, mask=_AHEAD | TaskState.WAITING)
            self._update(again)
