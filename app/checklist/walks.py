"""Every scenario of a bundle walked, and which elements of its drawing they pass together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from app.checklist.points import Line, Point, line, point
from app.engine.definition import Definition, compile_definition
from app.engine.errors import DefinitionRefused
from app.engine.note import Note
from app.gate import scenario
from app.gate.scenario import ScenarioRefused
from app.gate.scenarios import examine as examine_file
from app.language import N_
from app.rehearsal import walking

FOLDER = "scenarios/"
_RED = N_("“{name}”: {said}")
_NONE = N_("There is no scenario. Write one for each end, or record it from a rehearsal.")
_UNWALKED = N_("The scenarios can be walked once nothing in the drawing is refused.")
_MISSED = N_("No scenario passes “{name}”.")
_GREEN = N_("{count} scenarios lead where they say.")


@dataclass(frozen=True)
class Walk:
    """One scenario walked: of which file, what went wrong on it, and what it passed."""

    file: str
    name: str
    wrong: tuple[Note, ...]
    passed: frozenset[str]


@dataclass(frozen=True)
class Walks:
    """All scenarios of a bundle walked, and the elements of its own drawing with their names.

    ``unread`` are files that cannot be read; ``stuck`` means that the drawing cannot be run yet.
    """

    every: tuple[Walk, ...]
    elements: Mapping[str, str]
    unread: tuple[tuple[str, Note], ...] = ()
    stuck: bool = False

    @property
    def passed(self) -> frozenset[str]:
        """List what at least one scenario that leads where it says passes."""
        return frozenset[str]().union(*(walk.passed for walk in self.every if not walk.wrong))

    @property
    def missed(self) -> tuple[str, ...]:
        """List the elements that none passes."""
        return tuple(element for element in self.elements if element not in self.passed)

    @property
    def green(self) -> bool:
        """Tell whether there are scenarios, each leads where it says, and they pass every element."""
        red = any(walk.wrong for walk in self.every)
        return bool(self.every) and not (red or self.unread or self.stuck or self.missed)


def walked(files: Mapping[str, bytes], procedure: str) -> Walks:
    """Walk every scenario of a bundle in the real engine; never raises for what is in it."""
    own = {name: body for name, body in sorted(files.items()) if name.startswith(FOLDER)}
    unread = tuple((name, note) for name, body in own.items() for note in examine_file(body).refusals)
    try:
        definition = compile_definition(files, process_id=procedure)
    except DefinitionRefused:
        return Walks((), {}, unread, stuck=True)
    every = (walk for name, body in own.items() for walk in _of(definition, name, body))
    return Walks(tuple(every), _elements(definition, procedure), unread)


def told(walks: Walks) -> Point:
    """Say whether each scenario leads where it says, and whether together they pass every element."""
    return point("scenarios", _told(walks))


def pack(walks: Walks) -> bytes:
    """Write the result down, to be kept beside the verdict."""
    plain = asdict(walks) | {"every": [asdict(w) | {"passed": sorted(w.passed)} for w in walks.every]}
    return orjson.dumps(plain)


def unpack(packed: bytes) -> Walks:
    """Take up a result that was written down."""
    plain = orjson.loads(packed)
    every = (
        Walk(w["file"], w["name"], tuple(map(_note, w["wrong"])), frozenset(w["passed"]))
        for w in plain["every"]
    )
    unread = tuple((name, _note(note)) for name, note in plain["unread"])
    return Walks(tuple(every), plain["elements"], unread, plain["stuck"])


def _note(plain: dict[str, Any]) -> Note:
    return Note(**plain | {"names": tuple((name, said) for name, said in plain["names"])})


def _of(definition: Definition, file: str, body: bytes) -> Iterator[Walk]:
    try:
        found = scenario.read(body)
    except ScenarioRefused:
        return
    for each in found:
        led = walking.walk(definition, each)
        yield Walk(file, each.name, led.wrong, led.passed)


def _elements(definition: Definition, procedure: str) -> dict[str, str]:
    """Name the elements that are drawn in the procedure itself, also inside a phase, not in what it calls."""
    found = {}
    for node in definition.nodes.values():
        around = node.inside
        while around in definition.nodes:
            around = definition.nodes[around].inside
        if around == procedure:
            found[node.id] = node.name or node.id
    return found


def _told(walks: Walks) -> Iterator[Line]:
    for file, note in walks.unread:
        yield line("", _RED, name=file, said=note)
    if walks.stuck:
        yield line("", _UNWALKED)
        return
    if not walks.every:
        yield line("", _NONE)
    red = [walk for walk in walks.every if walk.wrong]
    for walk in red:
        for note in walk.wrong:
            yield line(note.element, _RED, name=walk.name, said=note)
    for element in walks.missed if walks.every else ():
        yield line(element, _MISSED, name=walks.elements[element])
    if walks.every and not red:
        yield line("", _GREEN, state="met", count=str(len(walks.every)))
