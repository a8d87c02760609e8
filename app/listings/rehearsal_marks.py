"""How a rehearsal stands on its drawing: done, now, overdue, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from app import clock
from app.drawing import Mark
from app.engine.definition import Definition
from app.language import _, short_date
from app.rehearsal import Open, Scene
from app.rehearsal.part import Part

_RESTS = frozenset({"userTask", "manualTask", "callActivity", "endEvent", "intermediateCatchEvent"})


def marks(scene: Scene, href: Mapping[str, str]) -> dict[str, Mark]:
    """Mark the elements of all that is played; ``href`` gives where an open step leads, by its id."""
    found = {element: Mark("done") for part in scene.parts for element in part.picture.done}
    places = [(part.stage.definition, node) for part in scene.parts for node in _waiting(part)]
    for definition, node in places:
        found |= dict.fromkeys(map(_stood_for, _after(definition, node)), Mark("next"))
    for definition, node in places:
        found |= dict.fromkeys(_outwards(definition, node), Mark("now"))
    for timer in scene.timers:
        found[timer.node] = _waits(found.get(timer.node), timer.due_at)
    for task in scene.tasks:
        mark = _open(task, clock.local(scene.at).date(), href.get(task.id, ""))
        found |= dict.fromkeys(standing_in(scene, task), mark)
    return found


def standing_in(scene: Scene, task: Open) -> tuple[str, ...]:
    """Name an open step on the drawing, with everything that it stands in or stands for."""
    definition = next(p.stage.definition for p in scene.parts if p.stage.process_id == task.procedure)
    return (*_outwards(definition, task.node), _stood_for(task.node))


def _waiting(part: Part) -> list[str]:
    open_steps = [each.node_id for each in part.picture.ready.values()]
    return open_steps + [each.node_id for each in part.picture.messages.values()]


def _open(task: Open, today: dt.date, href: str) -> Mark:
    note = _("until {date}", date=short_date(task.due)) if task.due else ""
    return Mark("late" if task.due and task.due < today else "now", note, href)


def _waits(mark: Mark | None, due: dt.datetime) -> Mark:
    state = mark.state if mark and mark.state == "now" else "next"
    return Mark(state, short_date(clock.local(due).date()))


def _stood_for(node: str) -> str:
    """Name the gateway whose decision a stand-in asks for."""
    return node.removeprefix("decide_")


def _outwards(definition: Definition, node: str) -> Iterator[str]:
    """Give an element and everything it stands in: phases, and the step that called its procedure."""
    nodes, seen = definition.nodes, set()
    while node in nodes and node not in seen:
        seen.add(node)
        yield node
        outer = nodes[node].inside
        node = outer if outer in nodes else next((n.id for n in nodes.values() if n.calls == outer), "")


def _after(definition: Definition, node: str) -> Iterable[str]:
    """List the steps and ends that the arrows lead to next, through gateways and automatic steps."""
    targets: dict[str, list[str]] = {}
    for arrow in definition.arrows:
        targets.setdefault(arrow.source, []).append(arrow.target)
    found: dict[str, None] = {}
    waiting, seen = list(targets.get(node, ())), {node}
    while waiting:
        here = waiting.pop(0)
        if here in seen or here not in definition.nodes:
            continue
        seen.add(here)
        if definition.nodes[here].type in _RESTS:
            found[here] = None
        else:
            waiting += targets.get(here, ())
    return found
