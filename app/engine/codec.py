"""A run's state as bytes: what has happened and what waits, without the procedure it belongs to.

Form (version 1): one version byte, then zstd over JSON ``{"process", "parts": [...]}``. The first part is
the run itself, the others its subprocesses and called procedures, each after the part it hangs in. A task
names its parent by place and says only what its fields changed against the parent's; parents come first,
so the order is part of the state: never keep it where keys are sorted (JSONB). What was passed in an older
version and is drawn no more stands at the end of its part, and is named by its place there.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine import passed
from app.engine.errors import StateUnreadable
from app.engine.passed import Passed, PassedProcess, Told
from app.engine.run import Part, Run

VERSION = b"\x01"
_LEVEL = 3
_ID = 16
_HEARD = "seen_events"


def dump(run: Run) -> bytes:
    """Write down a run's state."""
    places: dict[UUID, tuple[int, int]] = {}
    parts = []
    for number, part in enumerate(run.parts()):
        parts.append(_write_part(part, number, places))
    document = {"process": run.spec.name, "parts": parts}
    return VERSION + zstandard.compress(orjson.dumps(document), _LEVEL)


def load(spec: Any, parts: dict[str, Any], state: bytes) -> Run:
    """Bring a run back from its state. Raises StateUnreadable when it belongs to another procedure."""
    if state[:1] != VERSION:
        raise StateUnreadable(reason=f"version {state[:1].hex()}")
    try:
        document = orjson.loads(zstandard.decompress(state[1:]))
        if document["process"] != spec.name:
            raise StateUnreadable(reason=document["process"])
        return _read(spec, parts, document["parts"])
    except (zstandard.ZstdError, ValueError, KeyError, IndexError) as error:
        raise StateUnreadable(reason=type(error).__name__) from error


def _write_part(part: Any, number: int, places: dict[UUID, tuple[int, int]]) -> list[object]:
    tasks, rows, ids = part.tasks, [], bytearray()
    index: dict[UUID, int] = {}
    past: dict[Told, int] = {}
    for place, task in enumerate(tasks.values()):
        index[task.id] = place
        ids += task.id.bytes
        above = tasks.get(task._parent)
        rows.append([
            -1 if above is None else index[above.id],
            task._state,
            _named(task.task_spec, past),
            task.last_state_change,
            1 if task.triggered else 0,
            _write_held(task),
            task.data if above is None else _changes(above.data, task.data),
        ])  # fmt: skip
    hangs = places[part.parent_task_id] if number else None
    places.update(
        (key, (number, place)) for key, place in index.items() if key in part.top_workflow.subprocesses
    )
    last = index.get(part.last_task.id) if part.last_task is not None else None
    written = [hangs, part.completed, part.success, last, part.data, ids.hex(), rows]
    return [*written, list(past)] if past else written


def _named(spec: Any, past: dict[Told, int]) -> str | int:
    """Name an element; one that is drawn no more by its place among those."""
    if isinstance(spec, Passed):
        return past.setdefault(spec.told, len(past))
    return str(spec.name)


def _write_held(task: Any) -> object:
    """Say what an element holds for itself; an event gateway's heard events are told by their place."""
    heard = task.internal_data.get(_HEARD)
    if heard is None:
        return task.internal_data or 0
    held = {name: value for name, value in task.internal_data.items() if name != _HEARD}
    if not task.has_state(TaskState.FINISHED_MASK):
        awaited = task.task_spec.event_definition.event_definitions
        held[_HEARD] = [awaited.index(event.event_definition) for event in heard]
    return held or 0


def _changes(above: dict[str, object], own: dict[str, object]) -> object:
    """Say how a task's fields differ from its parent's: 0 not at all, 1 it has none, else sets and drops."""
    if own == above:
        return 0
    if not own:
        return 1
    sets = {name: value for name, value in own.items() if name not in above or above[name] != value}
    drops = [name for name in above if name not in own]
    return [sets, drops] if drops else [sets]


def _read(spec: Any, specs: dict[str, Any], parts: list[list[Any]]) -> Run:
    run = Run(spec, specs, deserializing=True)
    ordered: list[list[Any]] = [_read_part(run, run, parts[0])]
    for row in parts[1:]:
        number, place = row[0]
        holder = ordered[number][place]
        part = Part(_process(holder.task_spec, specs), holder.id, run, deserializing=True)
        run.subprocesses[holder.id] = part
        if not isinstance(holder.task_spec, Passed):
            part.completed_event.connect(holder.task_spec._on_subworkflow_completed, holder)
        ordered.append(_read_part(run, part, row))
    return run


def _process(holder: Any, specs: dict[str, Any]) -> Any:
    return PassedProcess(holder.spec) if isinstance(holder, Passed) else specs[holder.spec]


def _read_part(run: Run, part: Any, row: list[Any]) -> list[Any]:
    _, part.completed, part.success, last, part.data, ids, rows, *gone = row
    raw, past = bytes.fromhex(ids), [passed.restored(told) for told in gone[0]] if gone else []
    tasks: list[Any] = []
    for place, fields in enumerate(rows):
        key = UUID(bytes=raw[place * _ID : place * _ID + _ID])
        named = fields[2]
        spec = part.spec.task_specs[named] if isinstance(named, str) else past[named]
        tasks.append(_read_task(run, part, tasks, key, (spec, fields)))
    part.task_tree = tasks[0]
    part.last_task = tasks[last] if last is not None else None
    return tasks


def _read_task(run: Run, part: Any, tasks: list[Any], key: UUID, written: tuple[Any, list[Any]]) -> Any:
    spec, (above, state, _name, changed, triggered, internal, data) = written
    parent = tasks[above] if above >= 0 else None
    task = Task(part, spec, parent, state, key)
    task.last_state_change = changed
    task.triggered = bool(triggered)
    if internal:
        task.internal_data = internal
        if _HEARD in internal:
            awaited = spec.event_definition.event_definitions
            internal[_HEARD] = [BpmnEvent(awaited[place]) for place in internal[_HEARD]]
    task.data = data if parent is None else _apply(parent.data, data)
    if state == TaskState.WAITING and isinstance(spec, CatchingEvent):
        run.event_manager.add_task(task)
    return task


def _apply(above: dict[str, object], changes: Any) -> dict[str, object]:
    if changes == 0:
        return dict(above)
    if changes == 1:
        return {}
    own = {**above, **changes[0]}
    for name in changes[1] if len(changes) > 1 else ():
        del own[name]
    return own
