"""What was passed in an earlier round, and again since, is forgotten: a round costs what the first did.

The library keeps every task of every round, one below the other; a state would grow with each, and end in the
library's own depth. What was passed only once stays, so a picture shows what it showed before.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins import EndEventMixin
from SpiffWorkflow.util.task import TaskState

from app.engine import lineage
from app.engine.run import OPEN, Run

_TRIES = 60  # what could not be forgotten before seldom can be now


def forget_repeated(run: Run) -> None:
    """Take out of a run whole rounds of which everything was passed again later."""
    parts = list(run.parts())
    around = [
        task for part in parts for task in part.tasks.values() if task.has_state(OPEN) and _stands_again(task)
    ]
    latest = _latest(parts) if around else set()
    for task in around:
        _shorten(run, task, latest)


def _stands_again(task: Any) -> bool:
    """Tell whether some element was passed twice on the way to a task."""
    names = [above.task_spec.name for above in lineage.ancestors(task)]
    return len({*names}) < len(names)


def _shorten(run: Run, task: Any, latest: set[UUID]) -> None:
    """Go back from where a run is open, and take out each round that is not needed."""
    below: dict[str, Any] = {}
    kept = 0
    for above in lineage.ancestors(task):
        again = below.get(above.task_spec.name)
        if again is not None and _cut(run, above, again, latest):
            below = {name: one for name, one in below.items() if one.id in one.workflow.tasks}
        elif above._state == TaskState.COMPLETED:
            below[above.task_spec.name] = above
            kept += again is not None
        if kept > _TRIES:
            return


def _latest(parts: list[Any]) -> set[UUID]:
    """Find, for each element, the task in which it was completed last."""
    found: dict[str, Any] = {}
    for part in parts:
        for task in part.tasks.values():
            element = getattr(task.task_spec, "bpmn_id", None)
            if element is None or task._state != TaskState.COMPLETED:
                continue
            if element not in found or found[element].last_state_change < task.last_state_change:
                found[element] = task
    return {task.id for task in found.values()}


def _cut(run: Run, before: Any, again: Any, latest: set[UUID]) -> bool:
    """Take out the round between two occurrences of an element, if nothing of it is needed; tell whether."""
    above = before.parent
    if above is None or before._state != TaskState.COMPLETED:
        return False
    passed = list(_round(before, again))
    over = all(_is_over(task, latest) for task in _within(run, passed))
    if not over or not _brings_nothing(before, again, passed):
        return False
    above._children[above._children.index(before.id)] = again.id
    again._parent = above.id
    for task in passed:
        del task.workflow.tasks[task.id]
        task.workflow._task_removed_notify(task)
    return True


def _round(before: Any, again: Any) -> Iterator[Any]:
    """Give an occurrence of an element and everything below it, but for what stands below the next one."""
    waiting = [before]
    while waiting:
        task = waiting.pop()
        if task is not again:
            yield task
            waiting.extend(task.children)


def _within(run: Run, tasks: list[Any]) -> Iterator[Any]:
    """Give tasks with all that happened in the parts that they hold."""
    for task in tasks:
        yield task
        part = run.subprocesses.get(task.id)
        if part is not None:
            yield from _within(run, list(part.tasks.values()))


def _is_over(task: Any, latest: set[UUID]) -> bool:
    """Tell whether nothing goes on from a task any more, and its element was passed again later."""
    return bool(task.has_state(TaskState.FINISHED_MASK)) and task.id not in latest


def _brings_nothing(before: Any, again: Any, passed: list[Any]) -> bool:
    """Tell whether no end in a round set a field that the procedure must gather when it ends."""
    ends = [task for task in passed if isinstance(task.task_spec, EndEventMixin)]
    if not ends:
        return True
    way, task = {before.id}, again.parent
    while task is not before:
        way.add(task.id)
        task = task.parent
    return all(
        end.data == next(above.data for above in lineage.ancestors(end) if above.id in way)
        for end in ends
        if end._state == TaskState.COMPLETED
    )
