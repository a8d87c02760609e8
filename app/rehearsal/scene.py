"""A rehearsal at rest: how far each procedure has come, what the office remembers, what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.gate.scenario import Move
from app.rehearsal import keeping, showing
from app.rehearsal.memory import Memory
from app.rehearsal.part import Part
from app.rehearsal.told import Entry, Incident, Open, Timer


@dataclass(frozen=True)
class Scene:
    """A rehearsal as a person sees it between two moves; it never changes, each move gives another.

    The first of ``parts`` is the procedure that is rehearsed; others are what it set off, or what is
    drawn beside it. ``failing`` are timers that could not be fired and are passed over; ``alone`` means that
    a matter on the leader's desk is told and not played. ``moves`` is what was done in the rehearsed
    procedure itself, its beginning first, as a scenario writes it down.
    """

    began: dt.datetime
    at: dt.datetime
    parts: tuple[Part, ...]
    memory: Memory
    log: tuple[Entry, ...]
    incidents: tuple[Incident, ...]
    failing: frozenset[str] = frozenset()
    alone: bool = False
    moves: tuple[Move, ...] = ()

    @property
    def process_id(self) -> str:
        """Name the procedure that is rehearsed."""
        return self.parts[0].stage.process_id

    @property
    def ended(self) -> bool:
        """Tell whether the procedure that is rehearsed has come to its end."""
        return self.parts[0].ended

    @property
    def ends(self) -> tuple[str, ...]:
        """List the end events that it has reached, in order."""
        return self.parts[0].ends

    @property
    def done(self) -> tuple[str, ...]:
        """List the elements of the rehearsed drawing that are done, in the order in which it happened."""
        return self.parts[0].picture.done

    @property
    def day(self) -> int:
        """Count the days since the rehearsal began; the first day is not counted."""
        return showing.days_between(self.began, self.at)

    @cached_property
    def tasks(self) -> tuple[Open, ...]:
        """List the steps that somebody can do now."""
        return tuple(step for part in self.parts for step in showing.tasks(part, self.memory))

    @cached_property
    def timers(self) -> tuple[Timer, ...]:
        """List the instants that are waited for, the earliest first."""
        return tuple(timer for timer in showing.timers(self.parts) if timer.id not in self.failing)

    @property
    def awaited(self) -> tuple[str, ...]:
        """Name the messages that are waited for."""
        names = (awaited.name for part in self.parts for awaited in part.picture.messages.values())
        return tuple(dict.fromkeys(names))

    def pack(self) -> bytes:
        """Write the scene down, without the drawing it belongs to."""
        return keeping.pack(self)

    @staticmethod
    def unpack(kept: bytes, files: Mapping[str, bytes]) -> Scene:
        """Take a kept scene up again with the files it was played with. Raises SceneUnreadable."""
        return Scene(**keeping.unpack(kept, files))
