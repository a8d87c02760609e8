"""What keeps a run from being taken over to another version, told at the element where it lies.

Only what is open counts: what was passed stays as it was, what lies ahead is foreseen anew.
"""

# The library's own hooks begin with an underscore; the engine's tests hold them to one pinned version.
# ruff: noqa: SLF001

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.engine.borders import Border
from app.engine.counterparts import Counterparts, differs, element_of, recounted
from app.engine.definition import Definition
from app.engine.gateways import FairParallelGateway
from app.engine.model import TASKS, reached
from app.engine.note import Note
from app.engine.passage import Passage
from app.engine.picture import Picture
from app.engine.run import OPEN
from app.language import N_

SENTENCES = {
    "gone": N_(
        "“{name}” is open here, and the new version does not have it. Say what takes its place, or let the "
        "case finish on its own version."
    ),
    "elsewhere": N_("“{name}” is open here, and lies in another phase in the new version."),
    "kind": N_("“{name}” is open here, and is something else in the new version."),
    "calls": N_("The case is within “{name}”, which calls another procedure in the new version."),
    "repeats": N_("“{name}” is under way several times over, and is repeated otherwise in the new version."),
    "hears": N_("“{name}” waits for something else in the new version."),
    "lost": N_(
        "“{name}” runs at a step or phase that is open, and would be lost: the new version does not have it "
        "there."
    ),
    "begins": N_(
        "The new version adds “{name}” to what is open here. Whether it begins in cases under way must be "
        "decided."
    ),
    "recounted": N_(
        "“{name}” is waited for already, and the new version counts it otherwise. Whether its day moves in "
        "cases under way must be decided."
    ),
    "join": N_(
        "At “{name}” ways meet, and in the new version “{missing}” can never arrive there in this case."
    ),
    "passed": N_("“{name}” was passed; the new version does not have it. It stays in what was done."),
    "left-out": N_("The new version has “{name}” before this point; it is not made up for."),
}
DECIDABLE = frozenset({"begins", "recounted"})
NOT_KEPT = N_("Stored and loaded again, the case would stand elsewhere.")


def look(way: Passage) -> Iterator[Note]:
    """List what keeps a run where it is; nothing means that it can be taken over."""
    for part, task in way.open():
        yield from _at(way, part, task)
    for part in way.run.parts():
        if way.process(part) is not None and not part.completed:
            yield from _meetings(way, part)


def _at(way: Passage, part: Any, task: Any) -> Iterator[Note]:
    """List what is wrong at one open task."""
    names, spec = way.names, task.task_spec
    found = names.of(spec, way.process(part))
    if found is None or _hangs_elsewhere(names, spec):
        yield _told(names.old, _why_gone(names, spec), element_of(spec))
        return
    why = differs(spec, found, names)
    anew = recounted(spec, found, names) if why == "recounted" else [element_of(spec)] if why else []
    for element in anew:
        if why not in DECIDABLE or element not in way.begun:
            yield _told(names.new if why in DECIDABLE else names.old, why, element)
    for border in way.added(part, task):
        if border.bpmn_id not in way.begun:
            yield _told(names.new, "begins", border.bpmn_id)


def _hangs_elsewhere(names: Counterparts, spec: Any) -> bool:
    """Tell whether an event on a border hangs on something else in the new version."""
    if not isinstance(spec, Border):
        return False
    now = names.new.nodes.get(names.name(spec.bpmn_id))
    return now is None or now.attached_to != names.name(names.old.nodes[spec.bpmn_id].attached_to)


def _why_gone(names: Counterparts, spec: Any) -> str:
    if isinstance(spec, Border):
        return "lost"
    return "elsewhere" if names.name(element_of(spec)) in names.new.nodes else "gone"


def _meetings(way: Passage, part: Any) -> Iterator[Note]:
    """Find the ways that would be waited for, though nothing is on them and nothing can come to them."""
    names, process = way.names, way.process(part)
    specs = process.task_specs  # type: ignore[union-attr]  # only asked where there is one
    after = {name: spec._outputs for name, spec in specs.items()}
    tasks = [task for task in part.tasks.values() if task.has_state(OPEN)]
    for name, join in specs.items():
        if len(join._inputs) < 2 or not isinstance(join, FairParallelGateway):  # noqa: PLR2004 - two meet
            continue
        here = [task for task in tasks if names.name(task.task_spec.name) == name]
        wanted: Counter[str] = Counter(join._inputs)
        came = Counter(names.name(task.parent.task_spec.name) for task in here)
        ahead = reached(after, (names.name(task.task_spec.name) for task in tasks if task not in here))
        if here or name in ahead:
            for missing in (wanted - came).keys() - ahead:
                yield _told(names.new, "join", name, missing=_name(names.new, missing))


def notes(before: Picture, names: Counterparts) -> Iterator[Note]:
    """List what differs behind the point that a run has reached; it keeps nothing from being taken over."""
    for element in dict.fromkeys(before.done):
        if names.name(element) not in names.new.nodes:
            yield _told(names.old, "passed", element)
    standing = {one.node_id for one in before.ready.values()}
    standing |= {one.node_id for one in before.timers.values()}
    standing |= {one.node_id for one in before.messages.values()}
    for element in dict.fromkeys(_left_out(names, {names.name(one) for one in standing})):
        yield _told(names.new, "left-out", element)


def _left_out(names: Counterparts, standing: set[str]) -> Iterator[str]:
    """Name the steps of the new version that come before what is open, and not after it again."""
    after: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for arrow in names.new.arrows:
        after.setdefault(arrow.source, []).append(arrow.target)
        back.setdefault(arrow.target, []).append(arrow.source)
    known = {names.name(element) for element in names.old.nodes}
    ahead = reached(after, _and_around(names.new, standing))
    for element in sorted(reached(back, _and_around(names.new, standing)) - ahead - known):
        if names.new.nodes[element].type in TASKS | {"subProcess", "callActivity"}:
            yield element


def _and_around(definition: Definition, elements: set[str]) -> set[str]:
    """Add to elements the phases they lie in."""
    found = set(elements)
    for element in elements:
        node = definition.nodes.get(element)
        while node is not None:
            found |= {node.id, node.attached_to or node.id}
            callers = (one for one in definition.nodes.values() if one.calls and one.calls == node.inside)
            node = definition.nodes.get(node.inside) or next(callers, None)
    return found


def _told(definition: Definition, rule: str, element: str, **names: str) -> Note:
    return Note(element, rule, SENTENCES[rule], (("name", _name(definition, element)), *names.items()))


def _name(definition: Definition, element: str) -> str:
    """Give the words at an element; the library's own parts go by what they belong to."""
    node = definition.nodes.get(element) or definition.nodes.get(element.partition(".Boundary")[0])
    return (node.name if node is not None else "") or element
