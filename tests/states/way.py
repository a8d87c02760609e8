"""A way through a procedure, one move after the other, in an office that answers the same every time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from app.engine import step
from app.engine.actions import ACTIONS
from app.engine.definition import Definition
from app.engine.picture import Picture

AHEAD = {"deadline": 20, "reminder": 15, "followup": 3, "morning": 5, "after": 10}  # days
LETTERS = UUID("5f0c2e7a-3f0a-4d0e-9a86-0b5a6f1f6d11")


@dataclass
class Office:
    """Answers what a drawing asks; ``now`` is the instant of the move."""

    now: dt.datetime
    letters: int = 0

    @property
    def functions(self):
        return {name: self._named(name) for name in ACTIONS}

    def _named(self, name: str):
        return lambda *values, **_named: self._answer(name, values)

    def _answer(self, name: str, values: tuple[object, ...]) -> object:
        if name in AHEAD:
            return (self.now + dt.timedelta(days=AHEAD[name])).isoformat()
        if name == "open_letter":
            self.letters += 1
            return str(uuid5(LETTERS, f"{values[0]}{self.letters}"))
        return "15/TB" if name == "number_letter" else None


def go(definition: Definition, state: bytes, move: list[Any], office: Office) -> step.Step:
    """Make one move from a stored state: ``[kind, name, answers]``, as a scenario has it."""
    kind, name, answers = move
    if kind == "deliver":
        return step.deliver(definition, state, message=name, data=answers, now=office.now, world=office)
    picture = step.look(definition, state, now=office.now)
    if kind == "fire":
        (timer,) = (one for one in picture.timers.values() if one.node_id == name)
        office.now = max(office.now, timer.due_at + dt.timedelta(seconds=1))
        return step.fire(definition, state, timers=[timer.id], now=office.now, world=office)
    (task,) = (one for one in picture.ready.values() if one.node_id == name)
    office.now += dt.timedelta(hours=1)
    return step.complete(definition, state, task_id=task.id, data=answers, now=office.now, world=office)


def told(picture: Picture) -> dict[str, Any]:
    """Tell what a run waits for, as it is frozen: by the ids that inboxes and timers know."""
    return {
        "ready": {str(one.id): one.node_id for one in picture.ready.values()},
        "timers": {str(one.id): [one.node_id, one.due_at.isoformat()] for one in picture.timers.values()},
        "messages": sorted(one.name for one in picture.messages.values()),
        "done": list(picture.done),
    }
