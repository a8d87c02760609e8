"""One run on its way to another version: which process of the new version stands for each of its parts."""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.engine.counterparts import Counterparts, borders
from app.engine.run import OPEN, Run

Begun = Mapping[str, dt.datetime | None]


@dataclass(frozen=True)
class Passage:
    """A run, the versions side by side, and what was decided to begin.

    ``processes`` gives what the new version draws for a part, by the task that the part hangs in.
    """

    run: Run
    names: Counterparts
    begun: Begun
    processes: Mapping[UUID | None, Any]

    def process(self, part: Any) -> Any | None:
        """Give what the new version draws for a part of the run; None where it draws nothing."""
        return self.processes[part.parent_task_id]

    def open(self) -> Iterator[tuple[Any, Any]]:
        """Give what is open, each with the part it lies in."""
        return (
            (part, task) for part in self.run.parts() for task in part.tasks.values() if task.has_state(OPEN)
        )

    def added(self, part: Any, task: Any) -> list[Any]:
        """List the events that the new version adds to the border of an open activity."""
        process = self.process(part)
        known = {self.names.name(one.name) for one in borders(part.spec, task.task_spec.name)}
        found = borders(process, self.names.name(task.task_spec.name)) if process is not None else []
        return [one for one in found if one.name not in known]


def of(run: Run, names: Counterparts, begun: Begun) -> Passage:
    """Find for each part of a run what the new version draws for it, the outer ones first."""
    spec, parts = names.new.specs()
    processes: dict[UUID | None, Any] = {None: spec}
    for part in run.subprocesses.values():
        holder = run.get_task_from_id(part.parent_task_id)
        found = names.past(holder.task_spec, processes[holder.workflow.parent_task_id])
        processes[part.parent_task_id] = parts.get(getattr(found, "spec", ""))
    return Passage(run, names, begun, processes)
