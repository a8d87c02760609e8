"""The office as a random diagram sees it, and the engine's run: stored after every step, or kept alive."""

# The run that is kept alive opens and closes its steps as the engine does.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping

from app.engine import acts, codec, faults, movement, picture
from app.engine.actions import ACTIONS
from app.engine.acts import Act
from app.engine.definition import Definition
from app.engine.moment import Moment, hold
from app.engine.movement import Move, Step
from app.engine.run import Run
from app.engine.script import ScriptEngine
from tests.truth.marking import Look

NOON = dt.datetime(2026, 1, 5, 5, 0, tzinfo=dt.UTC)


class Office:
    """Writes down what it is asked; a reminder is due on the day that its number names."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.functions: Mapping[str, Callable[..., object]] = {
            **dict.fromkeys(ACTIONS, lambda *_given: None),
            "remind": self.asked.append,
            "reminder": _instant,
        }


def _instant(_rule: str, number: int) -> str:
    return (NOON + dt.timedelta(days=number)).isoformat()


class Stored:
    """A run as the office keeps it: bytes between any two steps."""

    def __init__(self, definition: Definition, given: Mapping[str, object]) -> None:
        self.definition = definition
        self.office = Office()
        self.last = self.took(None, acts.begin(given))

    def complete(self, name: str, held: Mapping[str, object], data: Mapping[str, object]) -> None:
        ready = self.last.after.ready.values()
        self._do(acts.finish(next(r.id for r in ready if r.node_id == name and r.data == held), data))

    def fire(self, names: list[str]) -> None:
        timers = self.last.after.timers.values()
        self._do(acts.ring([next(timer.id for timer in timers if timer.node_id == name) for name in names]))

    def deliver(self, message: str, data: Mapping[str, object]) -> None:
        self._do(acts.hand_over(message, data))

    def look(self) -> Look:
        after = self.last.after
        return Look(
            Counter((one.node_id, frozenset(one.data.items())) for one in after.ready.values()),
            Counter(one.node_id for one in after.timers.values()),
            Counter((one.node_id, one.name) for one in after.messages.values()),
            self.last.ended,
            frozenset(self.last.ends),
        )

    def _do(self, act: Act) -> None:
        self.office.asked.clear()
        self.last = self.took(self.last.state, act)

    def took(self, state: bytes | None, act: Act) -> Step:
        taken = movement.happen(self.definition, state, NOON, self.office, act)
        again = codec.dump(codec.load(*self.definition.specs(), taken.state))
        assert again == taken.state, "what is read back is written down otherwise"
        return taken


class Alive(Stored):
    """The same run, never stored: each step goes on with the engine's own objects."""

    def took(self, state: bytes | None, act: Act) -> Step:
        moment = Moment(NOON, self.office)
        with hold(moment):
            if state is None:
                self.run = Run(*self.definition.specs())
                self.run.script_engine = ScriptEngine(self.office)
            moment.stamp = max(
                one.last_state_change for part in self.run.parts() for one in part.tasks.values()
            )
            move = Move(self.run, moment, picture.take(self.run, self.definition.nodes), [])
            act(move)
            move.faults.extend(faults.uncaught(self.run)[0])
            return movement._close(self.definition, move)
