"""Move a run by one step: state in, moved state out, with a picture before and after.

Nothing here knows a database. A step happens at one instant, wholly or not at all: when it raises, the
state that was given is still the run's state. Timers fire only through ``fire``, by name, because the
office's rows are the truth about what is due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from app.engine import acts
from app.engine.definition import Definition
from app.engine.evaluator import Scalar
from app.engine.movement import Step, at_rest, fields_at_rest, happen
from app.engine.picture import Picture
from app.engine.world import NOWHERE, World

__all__ = [
    "Step",
    "cancel",
    "complete",
    "correct",
    "deliver",
    "fields",
    "fire",
    "look",
    "move_timers",
    "start",
]

Data = Mapping[str, object]


def start(definition: Definition, *, data: Data, now: dt.datetime, world: World) -> Step:
    """Begin a run and go on to its first steps.

    ``data``: routing scalars the run begins with. ``now``: aware. Raises NotRoutable, StepFailed, and what
    the world's functions raise.
    """
    return happen(definition, None, now, world, acts.begin(data))


def complete(
    definition: Definition, state: bytes, *, task_id: UUID, data: Data, now: dt.datetime, world: World
) -> Step:
    """Do one open step of a run and go on to the next.

    Each field of ``data`` replaces the run's; nothing is merged into it. Raises TaskNotOpen, NotRoutable,
    StepFailed, StateUnreadable, and what the world's functions raise.
    """
    return happen(definition, state, now, world, acts.finish(task_id, data))


def fire(
    definition: Definition, state: bytes, *, timers: Iterable[UUID], now: dt.datetime, world: World
) -> Step:
    """Fire exactly these timers, the earliest due first; one that an earlier one ends is passed over.

    Raises TaskNotOpen when the run does not wait for one of them, and as ``complete``.
    """
    return happen(definition, state, now, world, acts.ring(timers))


def deliver(
    definition: Definition, state: bytes, *, message: str, data: Data, now: dt.datetime, world: World
) -> Step:
    """Hand a message to whatever waits for it by this name, the outermost first.

    What one hearing ends does not hear it any more. Raises NobodyWaits, and as ``complete``.
    """
    return happen(definition, state, now, world, acts.hand_over(message, data))


def move_timers(
    definition: Definition, state: bytes, *, due: Mapping[UUID, dt.datetime], now: dt.datetime
) -> Step:
    """Put other instants in waiting timers, so that the run agrees with the office's rows.

    Raises TaskNotOpen when the run does not wait for one of them.
    """
    return happen(definition, state, now, NOWHERE, acts.put(due))


def correct(definition: Definition, state: bytes, *, data: Data, now: dt.datetime) -> Step:
    """Put other values in the routing fields that a run's open parts hold; nothing moves by it.

    Raises NotRoutable, TaskNotOpen when none of them holds such a field, StateUnreadable.
    """
    return happen(definition, state, now, NOWHERE, acts.mend(data))


def fields(definition: Definition, state: bytes, *, now: dt.datetime) -> dict[str, Scalar]:
    """Give the routing fields that a run's open parts hold now, by name. Raises StateUnreadable."""
    return fields_at_rest(definition, state, now)


def cancel(definition: Definition, state: bytes, *, now: dt.datetime) -> Step:
    """End a run where it stands: every open step, timer and part is closed."""
    return happen(definition, state, now, NOWHERE, acts.close)


def look(definition: Definition, state: bytes, *, now: dt.datetime) -> Picture:
    """Show a run as it rests, without moving it.

    Raises StateUnreadable.
    """
    return at_rest(definition, state, now)
