"""Copies of a really played case: the same rows with new ids and numbers, on other days.

What is sealed is shared as it is, under the same keys; the state of a run that still moves gets the new ids
too, so that every copy can be listed, opened, worked on and fired like the case it was made from.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.engine import codec
from bench.stored import stored
from db.base import NEVER, Base, new_id
from db.models import CasePetition, Party

# Chained, counted elsewhere, or of something else than the case itself.
LEFT = {"audit_entry", "audit_text", "notice", "reception_visit", "takeover_case", "recount_line", "incident"}
CASE, PETITION, RUN = "petition_case", "petition", "run"
ENGINES = {"task", "timer"}  # their ids are the engine's: random, not in the order of their making
ONCE = {CASE, PETITION, "answer", "letter", "blind_key"}
APART = dt.timedelta(days=2)
_ids = itertools.count(new_id().int >> 32 << 32)

Ids = Mapping[UUID, UUID]


@dataclass(frozen=True)
class Line:
    """A row as the driver stores it, and the places of it that differ from copy to copy."""

    table: Table
    row: dict[str, Any]
    values: tuple[Any, ...]
    ids: tuple[tuple[int, UUID], ...]
    days: tuple[tuple[int, dt.date], ...]  # moments too

    def place(self, column: str) -> int:
        """Tell where a column stands."""
        return list(self.row).index(column)

    @cached_property
    def unlike(self) -> bool:
        """Tell whether something in it may stand in the database only once."""
        return _moves(self) or self.table.name in ONCE


@dataclass(frozen=True)
class Pattern:
    """A played case, ready to be copied."""

    lines: tuple[Line, ...]
    ids: tuple[tuple[UUID, bool], ...]  # and whether it is one of the engine's
    due: tuple[dt.datetime, ...]  # when its waiting timers go off, the first one first
    embedded: bool

    @cached_property
    def tasks(self) -> int:
        """Count its tasks, the done ones too."""
        return sum(line.table.name == "task" for line in self.lines)

    @property
    def closed(self) -> bool:
        """Tell whether it is settled."""
        return any(line.table.name == CASE and line.row["state"] == "closed" for line in self.lines)

    @property
    def fires_once(self) -> bool:
        """Tell whether its first timer goes off alone."""
        return bool(self.due) and all(when - self.due[0] > APART for when in self.due[1:])

    def copy(self, number: int, later: dt.timedelta) -> Iterator[tuple[Table, list[Any]]]:
        """Give the rows of one copy: its number, and how much later everything in it happens."""
        known = {old: uuid4() if engine else UUID(int=next(_ids)) for old, engine in self.ids}
        ids = {old: stored(new, embedded=self.embedded) for old, new in known.items()}
        days = {day: stored(day + later, embedded=self.embedded) for day in self.days}
        for line in self.lines:
            made = list(line.values)
            for place, old in line.ids:
                made[place] = ids.get(old, made[place])
            for place, day in line.days:
                made[place] = days[day]
            if line.unlike:
                for column, value in _once(line, number, known):
                    made[line.place(column)] = stored(value, embedded=self.embedded)
            yield line.table, made

    @cached_property
    def days(self) -> frozenset[dt.date]:
        """Give every day and moment in it."""
        return frozenset(day for line in self.lines for _place, day in line.days)


def pattern(session: Session, case_id: UUID) -> Pattern:
    """Read a played case with all that belongs to it."""
    embedded = session.get_bind().dialect.name == "sqlite"
    lines = tuple(_line(table, row, embedded=embedded) for table, row in _rows(session, case_id))
    ids = {line.row["id"]: line.table.name in ENGINES for line in lines if "id" in line.row}
    for line in lines:
        if _moves(line):
            ids |= dict.fromkeys(_inside(line.row["state"]), True)
    waiting = (row.row for row in lines if row.table.name == "timer" and row.row["state"] == "pending")
    return Pattern(lines, tuple(ids.items()), tuple(sorted(row["next_try_at"] for row in waiting)), embedded)


def _line(table: Table, row: dict[str, Any], *, embedded: bool) -> Line:
    cells = list(enumerate(row.values()))
    return Line(
        table=table,
        row=row,
        values=tuple(stored(value, embedded=embedded) for value in row.values()),
        ids=tuple((place, value) for place, value in cells if isinstance(value, UUID)),
        days=tuple((place, value) for place, value in cells if isinstance(value, dt.date) and value != NEVER),
    )


def _moves(line: Line) -> bool:
    return line.table.name == RUN and bool(line.row["status"] == "running")


def _rows(session: Session, case_id: UUID) -> Iterator[tuple[Table, dict[str, Any]]]:
    petitions = select(CasePetition.petition_id).where(
        CasePetition.case_id == case_id, CasePetition.kind == "first"
    )
    parties = select(Party.identity_id).where(Party.petition_id.in_(petitions))
    named = {CASE: [case_id], PETITION: petitions, "identity": parties}
    for table in Base.metadata.sorted_tables:
        columns = table.columns
        if table.name in LEFT:
            continue
        if table.name in named:
            chosen = columns["id"].in_(named[table.name])
        elif "case_id" in columns:
            chosen = columns["case_id"] == case_id
        elif "petition_id" in columns:
            chosen = columns["petition_id"].in_(petitions)
        else:
            continue
        for row in session.execute(select(table).where(chosen)).mappings():
            yield table, dict(row)


def _inside(state: bytes) -> Iterator[UUID]:
    """Name what is open in a run by its ids, also what no row knows."""
    for part in codec.told(state)["parts"]:
        raw = bytes.fromhex(part[6])
        yield from (UUID(bytes=raw[place : place + 16]) for place in range(0, len(raw), 16))


def _state(state: bytes, known: Ids) -> bytes:
    """Put the new ids into a run's state, where they stand as words and as a row of digits."""
    text = orjson.dumps(codec.told(state))
    for old, new in known.items():
        text = text.replace(old.hex.encode(), new.hex.encode()).replace(str(old).encode(), str(new).encode())
    return codec.packed(orjson.loads(text))


def _once(line: Line, number: int, known: Ids) -> Iterator[tuple[str, Any]]:
    """Say what may stand in the database only once."""
    name = line.table.name
    if _moves(line):
        yield "state", _state(line.row["state"], known)
    elif name in {CASE, PETITION}:
        yield "number", number
        if name == PETITION:
            yield "code_digest", f"{number}:{line.row['code_digest']}"[:300]
    elif name == "answer":
        yield "sent_key", None
    elif name == "letter" and line.row["number"]:
        yield "number", f"{line.row['number']}.{number}"
    elif name == "blind_key":
        yield "value", uuid4().bytes  # everybody has a phone of their own
