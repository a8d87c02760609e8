"""A run's state as bytes: what has happened and what waits, without the procedure it belongs to.

One byte tells the form, then comes zstd over JSON ``{"process", "parts": [...]}``. From form 3 on it begins
with words that states have in common (``state_words.zdict``): a state is too short to repeat them. Without
that file, byte for byte, nothing that was written is read again: other words are another form.

The first part is the run itself, the others its subprocesses and called procedures, each after the part it
hangs in. A task names its parent by place and says only what its fields changed against the parent's; parents
come first, so the order is part of the state: never keep it where keys are sorted (JSONB). What was passed in
an older version and is drawn no more stands at the end of its part, and is named by its place there. How a
part is laid out is told in ``sheet``.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from pathlib import Path
from typing import Any, cast
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine import passed, sheet
from app.engine.errors import StateUnreadable
from app.engine.passed import Passed, PassedProcess, Told
from app.engine.run import Part, Run
from app.engine.sheet import Row, Sheet

VERSION = b"\x03"
WORDS = Path(__file__).parent / "state_words.zdict"
_LEVEL = 3
_WORDS = zstandard.ZstdCompressionDict(WORDS.read_bytes())
_WORDS.precompute_compress(level=_LEVEL)
_FORMS = {b"\x01": (sheet.unpack_first, None), b"\x02": (sheet.unpack, None), VERSION: (sheet.unpack, _WORDS)}
_HEARD = "seen_events"


def dump(run: Run) -> bytes:
    """Write down a run's state."""
    places: dict[UUID, tuple[int, int]] = {}
    parts = []
    for number, part in enumerate(run.parts()):
        parts.append(_write_part(part, number, places))
    document = {"process": run.spec.name, "parts": parts}
    return packed(document)


def packed(document: object) -> bytes:
    """Write down what a state says, in the newest form."""
    return VERSION + zstandard.ZstdCompressor(_LEVEL, dict_data=_WORDS).compress(orjson.dumps(document))


def load(spec: Any, parts: dict[str, Any], state: bytes) -> Run:
    """Bring a run back from its state. Raises StateUnreadable when it belongs to another procedure."""
    try:
        document = told(state)
        if document["process"] != spec.name:
            raise StateUnreadable(reason=document["process"])
        unpack, _words = _FORMS[state[:1]]
        sheets = [unpack(number, part) for number, part in enumerate(document["parts"])]
        return _read(spec, parts, sheets)
    except (ValueError, KeyError, IndexError, StopIteration) as error:
        raise StateUnreadable(reason=type(error).__name__) from error


def told(state: bytes) -> Any:
    """Give what a state says, in whatever form. Raises StateUnreadable for a form of a later release."""
    if state[:1] not in _FORMS:
        raise StateUnreadable(reason=f"version {state[:1].hex()}")
    _unpack, words = _FORMS[state[:1]]
    try:
        return orjson.loads(zstandard.ZstdDecompressor(dict_data=words).decompress(state[1:]))
    except (zstandard.ZstdError, ValueError) as error:
        raise StateUnreadable(reason=type(error).__name__) from error


def _write_part(part: Any, number: int, places: dict[UUID, tuple[int, int]]) -> list[object]:
    tasks: dict[UUID, Any] = part.tasks
    index = {key: place for place, key in enumerate(tasks)}
    past: dict[Told, int] = {}
    rows = [_write_task(task, tasks.get(task._parent), index, past) for task in tasks.values()]
    hangs = places[part.parent_task_id] if number else None
    places.update(
        (key, (number, place)) for key, place in index.items() if key in part.top_workflow.subprocesses
    )
    last = index.get(part.last_task.id) if part.last_task is not None else None
    return sheet.pack(Sheet(hangs, part.completed, part.success, last, part.data, rows, list(past)))


def _write_task(task: Any, above: Any, index: dict[UUID, int], past: dict[Told, int]) -> Row:
    return Row(
        above=-1 if above is None else index[above.id],
        state=task._state,
        named=_named(task.task_spec, past),
        changed=task.last_state_change,
        triggered=1 if task.triggered else 0,
        held=_write_held(task),
        changes=task.data if above is None else _changes(above.data, task.data),
        key=task.id,
    )


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


def _read(spec: Any, specs: dict[str, Any], sheets: list[Sheet]) -> Run:
    run = Run(spec, specs, deserializing=True)
    ordered: list[list[Any]] = [_read_part(run, run, sheets[0])]
    for one in sheets[1:]:
        number, place = one.hangs
        holder = ordered[number][place]
        part = Part(_process(holder.task_spec, specs), holder.id, run, deserializing=True)
        run.subprocesses[holder.id] = part
        if not isinstance(holder.task_spec, Passed):
            part.completed_event.connect(holder.task_spec._on_subworkflow_completed, holder)
        ordered.append(_read_part(run, part, one))
    return run


def _process(holder: Any, specs: dict[str, Any]) -> Any:
    return PassedProcess(holder.spec) if isinstance(holder, Passed) else specs[holder.spec]


def _read_part(run: Run, part: Any, written: Sheet) -> list[Any]:
    part.completed, part.success, part.data = written.completed, written.success, written.data
    past = [passed.restored(told) for told in written.past]
    tasks: list[Any] = []
    for row in written.rows:
        spec = part.spec.task_specs[row.named] if isinstance(row.named, str) else past[row.named]
        tasks.append(_read_task(run, part, tasks[row.above] if row.above >= 0 else None, spec, row))
    part.task_tree = tasks[0]
    part.last_task = tasks[written.last] if written.last is not None else None
    return tasks


def _read_task(run: Run, part: Any, parent: Any, spec: Any, row: Row) -> Any:
    task = Task(part, spec, parent, row.state, row.key)
    task.last_state_change = row.changed
    task.triggered = bool(row.triggered)
    if row.held:
        task.internal_data = held = cast("dict[str, Any]", row.held)
        if _HEARD in held:
            awaited = spec.event_definition.event_definitions
            held[_HEARD] = [BpmnEvent(awaited[place]) for place in held[_HEARD]]
    task.data = row.changes if parent is None else _apply(parent.data, row.changes)
    if row.state == TaskState.WAITING and isinstance(spec, CatchingEvent):
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
