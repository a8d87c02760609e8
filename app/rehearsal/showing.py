"""From a run at rest to what a person sees of it: open steps with their choices, and timers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app import clock
from app.engine import timed
from app.engine.picture import Ready
from app.legaltime.instants import FAR
from app.rehearsal.choices import asked
from app.rehearsal.memory import Memory
from app.rehearsal.part import Part
from app.rehearsal.told import Open, Timer


def tasks(part: Part, memory: Memory) -> Iterable[Open]:
    """List the steps of a part that somebody can do now."""
    return (_open(part, ready, memory) for ready in part.picture.ready.values())


def _open(part: Part, ready: Ready, memory: Memory) -> Open:
    node = part.stage.definition.nodes[ready.node_id]
    form_key = node.properties.get("form", "")
    return Open(
        id=str(ready.id),
        procedure=part.stage.process_id,
        node=node.id,
        name=node.name or node.id,
        role=node.properties.get("role", ""),
        lane=ready.lane or "",
        form_key=form_key,
        form=part.stage.forms.get(form_key),
        choices=asked(part.stage, node),
        due=_due(part, node.id, memory),
    )


def _due(part: Part, node: str, memory: Memory) -> dt.date | None:
    around = timed.limits_around(part.stage.definition, node)
    days = [memory.limits[rule].due for rule in around if rule in memory.limits]
    return min((day for day in days if day), default=None)


def timers(parts: Iterable[Part]) -> tuple[Timer, ...]:
    """List the instants that are waited for, the earliest first; what is held for ever is left out."""
    found = [
        Timer(str(waiting.id), part.stage.process_id, node.id, node.name or node.id, kind, rule or "", due)
        for part in parts
        for waiting in part.picture.timers.values()
        for node in [part.stage.definition.nodes[waiting.node_id]]
        for kind, rule, _ahead in [timed.rule_of_timer(node.timer)]
        for due in [waiting.due_at]
        if due < FAR
    ]
    return tuple(sorted(found, key=lambda timer: (timer.due_at, timer.node)))


def days_between(began: dt.datetime, at: dt.datetime) -> int:
    """Count the days from one instant to another in Vietnam; the first day is not counted."""
    return (clock.local(at).date() - clock.local(began).date()).days
