"""One step of one run: the instant at which all of it happens, and what comes of it.

The library reads two clocks: one to see whether a timer is due, one to order what has happened. Both are
answered from here, so that everything within a step happens at once, yet in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from app import clock
from app.engine.world import World

_TICK = 1e-6
_current: ContextVar[Moment | None] = ContextVar("engine moment", default=None)


@dataclass(frozen=True)
class Conflict:
    """Two branches of a drawing set one field differently; the later one holds."""

    element: str
    field: str


@dataclass
class Moment:
    """What one step knows while the engine runs."""

    now: dt.datetime
    world: World
    firing: set[UUID] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)
    stamp: float = 0.0
    steps: int = 0

    def tick(self) -> float:
        """Give the next mark of order: seconds since 1970, never twice the same, never backwards."""
        self.stamp = max(self.stamp + _TICK, self.now.timestamp()) if self.stamp else self.now.timestamp()
        return self.stamp


def current() -> Moment:
    """Give the step that runs in this context; the engine never moves outside one."""
    moment = _current.get()
    if moment is None:
        raise LookupError("the engine moves only within a step")
    return moment


def tick() -> float:
    """Give the next mark of order, or the plain time where no step runs (while a state is being read)."""
    moment = _current.get()
    return moment.tick() if moment is not None else 0.0


@contextmanager
def hold(moment: Moment) -> Iterator[Moment]:
    """Let one step happen: its own instant is the office's clock too."""
    token = _current.set(moment)
    try:
        with clock.at(moment.now):
            yield moment
    finally:
        _current.reset(token)
