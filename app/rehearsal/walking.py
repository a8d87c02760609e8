"""A scenario walked in the real engine, in an office that answers and remembers what was asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from app.clock import VIETNAM
from app.engine import step
from app.engine.actions import ACTIONS
from app.engine.definition import Definition
from app.engine.note import Note
from app.errors import OfficeError
from app.gate.scenario import Move, Scenario
from app.language import N_

MONDAY = dt.datetime(2026, 8, 3, 8, 0, tzinfo=VIETNAM)
AHEAD = {
    "deadline": 20,
    "reminder": 15,
    "followup": 3,
    "morning": 5,
    "after": 10,
}  # days: a walk is about ways, not about the law's days
_WAITS = N_("The procedure waits here; the scenario does not say so.")
_LETTERS = UUID("5f0c2e7a-3f0a-4d0e-9a86-0b5a6f1f6d11")


@dataclass(frozen=True)
class Walked:
    """What a walk led to; ``wrong`` is empty when it led where the scenario says.

    ``passed`` are the elements done on the way, ``rests`` the steps that are open at the end, ``asked`` what
    was asked of the office.
    """

    passed: frozenset[str]
    ends: tuple[str, ...]
    ended: bool
    rests: tuple[str, ...]
    asked: tuple[str, ...]
    wrong: tuple[Note, ...] = ()


@dataclass
class _Office:
    now: dt.datetime = MONDAY
    asked: list[str] = field(default_factory=list)

    @property
    def functions(self) -> Mapping[str, Callable[..., object]]:
        return {name: self._named(name) for name in ACTIONS}

    def _named(self, name: str) -> Callable[..., object]:
        def act(*values: object, **named: object) -> object:
            return self._answer(name, [*values, *named.values()])

        return act

    def _answer(self, name: str, values: list[object]) -> object:
        if name in AHEAD:
            return (self.now + dt.timedelta(days=AHEAD[name])).isoformat()
        self.asked.append(f"{name}({', '.join(_quoted(value) for value in values)})")
        if name == "open_letter":
            return str(uuid5(_LETTERS, f"{values[0]}{len(self.asked)}"))
        return "15/TB" if name == "number_letter" else None


class _Astray(Exception):
    """A move that cannot be made: at which element, and why; ``early`` where it comes before its turn."""

    def __init__(self, element: str, sentence: str, *, early: bool = False, **names: object) -> None:
        self.early = early
        self.note = Note(
            element, "scenario", sentence, tuple((name, str(said)) for name, said in names.items())
        )
        super().__init__(str(self.note))


def walk(definition: Definition, scenario: Scenario) -> Walked:
    """Walk a procedure from its start as a scenario says, and compare where that leads.

    Never raises for a scenario that goes astray: ``wrong`` tells at which element, and why.
    """
    office, passed = _Office(), set[str]()
    try:
        now = step.start(definition, data=scenario.data, now=office.now, world=office)
        passed |= _sound(now)
        for move in scenario.moves:
            now = _next(definition, now, move, office)
            passed |= _sound(now)
    except _Astray as astray:
        wrong = (astray.note, *(_unsaid(scenario, now) if astray.early else ()))
        return Walked(frozenset(passed), (), ended=False, rests=(), asked=tuple(office.asked), wrong=wrong)
    except OfficeError as failed:
        note = Note("", "scenario", failed.sentence)
        return Walked(frozenset(passed), (), ended=False, rests=(), asked=tuple(office.asked), wrong=(note,))
    rests = tuple(sorted(ready.node_id for ready in now.after.ready.values()))
    wrong = (*_elsewhere(scenario, now, rests), *_unasked(scenario.acts, office.asked))
    return Walked(frozenset(passed), now.ends, now.ended, rests, tuple(office.asked), wrong)


def _next(definition: Definition, now: step.Step, move: Move, office: _Office) -> step.Step:
    answers = dict(move.answers)
    if move.kind == "deliver":
        return step.deliver(
            definition, now.state, message=move.name, data=answers, now=office.now, world=office
        )
    if move.kind == "fire":
        timer = _only([wait for wait in now.after.timers.values() if wait.node_id == move.name], move)
        office.now = max(office.now, timer.due_at + dt.timedelta(seconds=1))
        return step.fire(definition, now.state, timers=[timer.id], now=office.now, world=office)
    task = _only([ready for ready in now.after.ready.values() if ready.node_id == move.name], move)
    office.now += dt.timedelta(hours=1)
    return step.complete(definition, now.state, task_id=task.id, data=answers, now=office.now, world=office)


def _only(found: list[Any], move: Move) -> Any:
    if not found:
        sentence = N_("The scenario comes here ({kind}), but the procedure does not.")
        raise _Astray(move.name, sentence, early=True, kind=move.kind)
    if len(found) > 1:
        raise _Astray(move.name, N_("The procedure waits here {count} times at once."), count=len(found))
    return found[0]


def _unsaid(scenario: Scenario, now: step.Step) -> Iterable[Note]:
    """Tell where the procedure waits instead: the steps that are open and that the scenario never does."""
    done = {move.name for move in scenario.moves}
    for element in sorted({ready.node_id for ready in now.after.ready.values()} - done):
        yield Note(element, "scenario", _WAITS)


def _sound(now: step.Step) -> set[str]:
    for fault in now.faults:
        raise _Astray(fault.element, N_("The procedure cannot go on here: {why}"), why=fault.text)
    for conflict in now.conflicts:
        raise _Astray(
            conflict.element, N_("Two ways set “{field}” differently before they meet."), field=conflict.field
        )
    return set(now.after.done)


def _elsewhere(scenario: Scenario, now: step.Step, rests: tuple[str, ...]) -> Iterable[Note]:
    for end in sorted(set(scenario.ends) - set(now.ends)):
        yield Note(end, "scenario", N_("The scenario ends here, but the procedure does not come to it."))
    for element in sorted(set(rests) ^ set(scenario.waits)):
        expected = element in scenario.waits
        yield Note(
            element,
            "scenario",
            N_("The scenario waits here, but the procedure does not.") if expected else _WAITS,
        )
    if now.ended == bool(scenario.waits) and not rests:
        yield Note(
            "", "scenario", N_("The procedure is at its end, or waits, otherwise than the scenario says.")
        )


def _unasked(wanted: Iterable[str], asked: Iterable[str]) -> Iterable[Note]:
    left = iter(asked)
    for act in wanted:
        if act not in left:
            yield Note("", "scenario", N_("“{act}” is not asked for, or not in this order."), (("act", act),))
            return


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
