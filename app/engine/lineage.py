"""Ancestors in a task tree, walked in a loop: the library's own walks recurse and die in long reworks."""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def ancestors(task: Any) -> Iterator[Any]:
    """Give the tasks above one, nearest first."""
    tasks = task.workflow.tasks
    above = tasks.get(task._parent)
    while above is not None:
        yield above
        above = tasks.get(above._parent)


def nearest(task: Any, spec_name: str) -> Any | None:
    """Find the nearest ancestor that is an occurrence of one element."""
    return next((above for above in ancestors(task) if above.task_spec.name == spec_name), None)


def descends(task: Any, ancestor: Any) -> bool:
    """Tell whether one task stands below another."""
    return any(above is ancestor for above in ancestors(task))


def common(tasks: list[Any]) -> Any | None:
    """Find the nearest task from which all of these come: where their branches forked."""
    paths = [{id(task), *map(id, ancestors(task))} for task in tasks[1:]]
    for above in (tasks[0], *ancestors(tasks[0])):
        if all(id(above) in path for path in paths):
            return above
    return None
