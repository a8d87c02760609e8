"""A run taken over to another version of its procedure, or the reasons why it stays on its own.

What is open keeps its id, what waits keeps its instant, what was done stays done; only what lies ahead is
foreseen anew. Nothing is asked of the office, nothing begins and nothing ends – but for the limits and
reminders of the new version that somebody decided to let begin.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine import codec, obstacles, passage, passed, picture, sameness, timers
from app.engine.counterparts import SPLIT, Counterparts, element_of, timed
from app.engine.definition import Definition
from app.engine.moment import Moment, hold
from app.engine.note import Note
from app.engine.passage import Begun, Passage
from app.engine.picture import Picture
from app.engine.script import ScriptEngine
from app.engine.world import NOWHERE

_AHEAD = TaskState.FUTURE | TaskState.PREDICTED_MASK


@dataclass(frozen=True)
class Moved:
    """A run on the new version: its state, what it showed before and shows now, and what is to know of it.

    ``standing`` are the elements at or in which it is open, phases and calls included; ``known`` names the
    fields that are set there.
    """

    state: bytes
    before: Picture
    after: Picture
    standing: frozenset[str]
    known: frozenset[str]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Stays:
    """A run that cannot be taken over, with every reason.

    ``undecided`` are events of the new version that would have to begin, or to be counted anew; the run can
    be taken over once it is decided that they do. The other reasons stand whatever is decided.
    """

    before: Picture
    reasons: tuple[Note, ...]

    @property
    def undecided(self) -> tuple[str, ...]:
        """List what could be decided, if that is all that stands in the way."""
        decidable = all(reason.rule in obstacles.DECIDABLE for reason in self.reasons)
        return tuple(dict.fromkeys(one.element for one in self.reasons)) if decidable else ()


def move_over(
    old: Definition,
    new: Definition,
    state: bytes,
    *,
    now: dt.datetime,
    renamed: Mapping[str, str] | None = None,
    begun: Begun | None = None,
) -> Moved | Stays:
    """Take a run over from one version of its procedure to another.

    ``renamed`` maps open elements of the old version to those that take their place. ``begun`` gives, for
    limits and reminders of the new version on what is open, the instants at which they are due; for messages
    to be heard, None. Raises StateUnreadable.
    """
    names = Counterparts(old, new, dict(renamed or {}))
    moment = Moment(now.astimezone(dt.UTC), NOWHERE)
    with hold(moment):
        run = codec.load(*old.specs(), state)
        run.script_engine = ScriptEngine(NOWHERE)
        moment.stamp = max(task.last_state_change for part in run.parts() for task in part.tasks.values())
        before = picture.take(run, old.nodes)
        way = passage.of(run, names, dict(begun or {}))
        reasons = tuple(obstacles.look(way))
        if reasons:
            return Stays(before, reasons)
        _carry(way)
        standing = frozenset(element_of(task.task_spec) for _part, task in way.open())
        known = frozenset(name for _part, task in way.open() for name in task.data)
        moved = codec.dump(run)
        arrived = codec.load(*new.specs(), moved)
        after, kept = picture.take(arrived, new.nodes), codec.dump(arrived) == moved
    differs = sameness.unlike(before, after, renamed=names.renamed, begun=way.begun)
    if differs or not kept:
        return Stays(before, differs or (Note("", "kept", obstacles.NOT_KEPT),))
    return Moved(moved, before, after, standing, known, tuple(obstacles.notes(before, names)))


def _carry(way: Passage) -> None:
    """Put the new version's elements under the run, and foresee anew what lies ahead."""
    added = {task.id: way.added(part, task) for part, task in way.open()}
    for part in list(way.run.parts()):
        _drop_foreseen(part)
        _put_on(way, part)
    way.run.subprocess_specs = way.names.new.specs()[1]
    for part, task in list(way.open()):
        for border in added[task.id]:
            _hang(part, task, border)
    for _part, task in list(way.open()):
        _set_instant(way, task)
        task.task_spec._predict(task, mask=_AHEAD | task.state)
    for part in way.run.parts():
        _parents_first(part)


def _drop_foreseen(part: Any) -> None:
    for task in list(part.tasks.values()):
        if task.id in part.tasks and task.has_state(_AHEAD):
            part._remove_task(task.id)


def _put_on(way: Passage, part: Any) -> None:
    """Let each task of a part stand for an element of the new version, or for the past."""
    process = way.process(part)
    for task in part.tasks.values():
        found = way.names.past(task.task_spec, process)
        task.task_spec = passed.of(task.task_spec) if found is None else found
    part.spec = process or passed.PassedProcess(part.spec.name)


def _hang(part: Any, task: Any, border: Any) -> None:
    """Hang an event of the new version on the border of an activity that is open."""
    split = task.parent
    if split.task_spec.name != task.task_spec.name + SPLIT:
        split = _split(part, task)
    hung = split._add_child(border, TaskState.WAITING)
    hung.data = dict(split.data)


def _split(part: Any, task: Any) -> Any:
    """Put the library's own part between an activity and what came before it."""
    above = task.parent
    split = Task(part, part.spec.task_specs[task.task_spec.name + SPLIT], above, TaskState.COMPLETED)
    split.last_state_change = task.last_state_change
    split.data = dict(above.data)
    above._children.remove(split.id)
    above._children[above._children.index(task.id)] = split.id
    split._children, task._parent = [task.id], split.id
    return split


def _set_instant(way: Passage, task: Any) -> None:
    """Set the instant that was decided for an event that begins here or is counted anew."""
    for element in timed(task.task_spec):
        instant = way.begun.get(element)
        if instant is not None:
            task.internal_data[timers.VALUE] = timers.instant(instant).isoformat()


def _parents_first(part: Any) -> None:
    """Keep parents before their children, as the state is written."""
    ordered: dict[UUID, Any] = {}
    for task in part.tasks.values():
        above = [task]
        while above[-1]._parent is not None and above[-1]._parent not in ordered:
            above.append(part.tasks[above[-1]._parent])
        ordered.update((one.id, one) for one in reversed(above))
    part.tasks = ordered
