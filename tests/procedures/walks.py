"""Walk a diagram the way its scenario says, in the real engine, in an office that only remembers.

A scenario file ``processes/<key>/scenarios/<name>.toml`` holds walks::

    [[walk]]
    name = "guided to the competent body"
    data = {}                       # scalars the run begins with (optional)
    ends = ["in_guided"]            # the run ends, having reached these ends of its own, in order
    waits = ["in_leader_hold"]      # or: it rests at these steps, timers' messages aside
    acts = ['close_case("guided")'] # what it asked of the office, in this order (others may lie between)
    steps = [
      { complete = "in_classify", answers = { outcome = "guide" } },
      { fire = "in_deadline" },
      { deliver = "supplemented", answers = { supplemented_on = "2026-11-20" } },
    ]
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from app.clock import VIETNAM
from app.engine import step
from app.engine.actions import ACTIONS
from app.engine.definition import Definition, compile_definition
from tests.procedures import bundles

MONDAY = dt.datetime(2026, 8, 3, 8, 0, tzinfo=VIETNAM)
NAMESPACE = UUID("5f0c2e7a-3f0a-4d0e-9a86-0b5a6f1f6d11")


@dataclass
class Walk:
    """One way through a procedure."""

    procedure: str
    name: str
    steps: list[dict[str, Any]]
    data: dict[str, Any] = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.procedure}: {self.name}"


class Office:
    """A world that answers timers from the walk's own clock and remembers what was asked of it."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.asked: list[str] = []

    @property
    def functions(self) -> Mapping[str, Callable[..., object]]:
        return {name: self._named(name) for name in ACTIONS}

    def _named(self, name: str) -> Callable[..., object]:
        def act(*values: object, **named: object) -> object:
            return self._answer(name, [*values, *named.values()])

        return act

    def _answer(self, name: str, values: list[object]) -> object:
        ahead = {"deadline": 20, "reminder": 15, "followup": 3}.get(name)
        if ahead is not None:
            return (self.now + dt.timedelta(days=ahead)).isoformat()
        self.asked.append(f"{name}({', '.join(_quoted(value) for value in values)})")
        if name == "open_letter":
            return str(uuid5(NAMESPACE, f"{values[0]}{len(self.asked)}"))
        return "15/TB" if name == "number_letter" else None


@dataclass
class Walked:
    """What a walk led to."""

    passed: set[str]
    ends: tuple[str, ...]
    ended: bool
    rests: list[str]
    asked: list[str]


def scenarios(procedure: str) -> list[Walk]:
    """Read the walks that belong to a procedure."""
    folder = bundles.ROOT / "processes" / procedure / "scenarios"
    return [
        Walk(procedure=procedure, **walk)
        for path in sorted(folder.glob("*.toml"))
        for walk in tomllib.loads(path.read_text(encoding="utf-8"))["walk"]
    ]


def take(walk: Walk) -> Walked:
    """Take a walk from the start to where it ends or rests; every step is stored and loaded."""
    definition = compile_definition(bundles.with_callees(walk.procedure), process_id=walk.procedure)
    office = Office()
    now = step.start(definition, data=walk.data, now=office.now, world=office)
    passed = _sound(now)
    for one in walk.steps:
        now = _next(definition, now, one, office)
        passed |= _sound(now)
    rests = sorted(ready.node_id for ready in now.after.ready.values())
    return Walked(passed, now.ends, now.ended, rests, office.asked)


def _next(definition: Definition, now: step.Step, one: dict[str, Any], office: Office) -> step.Step:
    answers = one.get("answers", {})
    if "deliver" in one:
        return step.deliver(
            definition, now.state, message=one["deliver"], data=answers, now=office.now, world=office
        )
    if "fire" in one:
        timer = _only([wait for wait in now.after.timers.values() if wait.node_id == one["fire"]], one)
        office.now = max(office.now, timer.due_at + dt.timedelta(seconds=1))
        return step.fire(definition, now.state, timers=[timer.id], now=office.now, world=office)
    task = _only([ready for ready in now.after.ready.values() if ready.node_id == one["complete"]], one)
    office.now += dt.timedelta(hours=1)
    return step.complete(definition, now.state, task_id=task.id, data=answers, now=office.now, world=office)


def _only(found: list[Any], one: dict[str, Any]) -> Any:
    assert len(found) == 1, f"{one} finds {len(found)} places"
    return found[0]


def _sound(now: step.Step) -> set[str]:
    assert not now.faults, now.faults
    assert not now.conflicts, now.conflicts
    return set(now.after.done)


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
