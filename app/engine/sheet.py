"""One part of a run as it is written down, in each form that a release ever wrote.

Form 1 has a list for each task. Form 2 has a column for each field: how far above its parent stands, how
many marks after the one before it was changed; ids only of what is open, or is named by what a task holds.
Nobody outside the run knows the others: what is over gets an id by its place, what is to come a new one.
Form 3 is laid out as form 2.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import orjson
from SpiffWorkflow.util.task import TaskState

from app.engine.run import OPEN

_ID = 16  # bytes
_WORD = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")  # an id as it is written out
_LEAST = 7  # fields of a part in form 1 that has nothing from before
_MARK = 2**22  # in a second: the finest that a float tells of a day in this century, so nothing is rounded


class Row(NamedTuple):
    """One task: its parent's place (-1 for none), state, element, when it changed, what it holds and sets."""

    above: int
    state: int
    named: str | int
    changed: float
    triggered: int
    held: object
    changes: object
    key: UUID


class Sheet(NamedTuple):
    """A part: the place at which it hangs, how far it came, its tasks, and what is drawn no more."""

    hangs: Any
    completed: bool
    success: bool
    last: int | None
    data: dict[str, object]
    rows: list[Row]
    past: list[Any]


def pack(sheet: Sheet) -> list[object]:
    """Write a part in forms 2 and 3."""
    rows = sheet.rows
    written = orjson.dumps([row.held for row in rows if row.held]).decode()
    held = {UUID(word) for word in _WORD.findall(written)}
    named = [place for place, row in enumerate(rows) if not row.state & OPEN and row.key in held]
    keys = "".join(row.key.hex for place, row in enumerate(rows) if row.state & OPEN or place in named)
    marks = [round(row.changed * _MARK) for row in rows]
    columns = [
        [place - row.above for place, row in enumerate(rows)],
        [row.state for row in rows],
        [row.named for row in rows],
        [mark - before for mark, before in zip(marks, [0, *marks], strict=False)],
        [row.triggered for row in rows],
        [row.held for row in rows],
        [row.changes for row in rows],
    ]
    told = (sheet.hangs, sheet.completed, sheet.success, sheet.last, sheet.data, columns, keys, named)
    return [*told, sheet.past]


def unpack(number: int, part: list[Any]) -> Sheet:
    """Read the part of a number within its run from forms 2 and 3."""
    *told, columns, keys, named, past = part
    distances, states, names, steps, *rest = columns
    given, mark, rows = iter(_keys(keys)), 0, []
    for place, (distance, state, name, step, *others) in enumerate(
        zip(distances, states, names, steps, *rest, strict=True)
    ):
        mark += step
        known = state & OPEN or place in named
        key = next(given) if known else _unknown(state, number, place)
        rows.append(Row._make((place - distance, state, name, mark / _MARK, *others, key)))
    return Sheet._make((*told, rows, past))


def unpack_first(_number: int, part: list[Any]) -> Sheet:
    """Read a part from form 1."""
    *told, keys, rows, past = part if len(part) > _LEAST else [*part, []]
    tasks = [Row._make((*row, key)) for row, key in zip(rows, _keys(keys), strict=True)]
    return Sheet._make((*told, tasks, past))


def _unknown(state: int, number: int, place: int) -> UUID:
    """Give an id to what nobody knows by one; what is to come may be known by it soon, and so has its own."""
    return UUID(int=number + 1 << 64 | place) if state & TaskState.FINISHED_MASK else uuid4()


def _keys(text: str) -> list[UUID]:
    raw = bytes.fromhex(text)
    return [UUID(bytes=raw[at : at + _ID]) for at in range(0, len(raw), _ID)]
