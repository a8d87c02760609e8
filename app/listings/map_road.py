"""The road of a map: the stretches of a drawing as a citizen walks them, what may happen beside, the ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.drawing.diagram import Diagram
from app.drawing.reading import read
from app.language import N_
from app.listings.flow_places import Places

TOLD = frozenset({"userTask", "callActivity", "intermediateCatchEvent"})
FIRST, THEN, BESIDE = N_("First"), N_("Then"), N_("What may also happen")


@dataclass(frozen=True)
class Stretch:
    """Some steps in a row: a phase, or steps outside of all phases under a word of ours."""

    phase: str
    words: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Road:
    """The whole road, and the ends that a case comes to by itself."""

    stretches: tuple[Stretch, ...]
    ends: tuple[str, ...]

    def turn(self, element: str) -> int:
        """Say how far along the road an element stands; -1 for what is not on it."""
        order = [each for stretch in self.stretches for each in stretch.elements]
        return order.index(element) if element in order else -1

    def home(self, places: Places, element: str) -> str:
        """Give the element of the road in which something of a called procedure happens."""
        known = {each for stretch in self.stretches for each in stretch.elements}
        return next((each for each in places.around(element) if each in known), "")


def of(places: Places, drawn: bytes, order: Sequence[str]) -> Road:
    """Cut the order in which a drawing is told into stretches; a phase is read from left to right."""
    diagram = read(drawn)
    main = _reached(places, diagram, boundaries=False)
    grouped: dict[tuple[str, bool, int], list[str]] = {}
    turn = 0
    for element in order:
        if element not in places.nodes or places.nodes[element].type not in TOLD:
            continue
        phase = _phase(places, element)
        beside = (phase or element) not in main
        turn += bool(phase)
        grouped.setdefault((phase, beside, 0 if phase or beside else turn), []).append(element)
    cut = sorted(grouped.items(), key=lambda each: each[0][1])
    ends = _reached(places, diagram, boundaries=True)
    return Road(
        stretches=tuple(
            _stretch(phase, elements, diagram, beside=beside, first=place == 0)
            for place, ((phase, beside, _turn), elements) in enumerate(cut)
        ),
        ends=tuple(each for each in order if each in ends and _is_end(places, each)),
    )


def _stretch(phase: str, elements: list[str], diagram: Diagram, *, beside: bool, first: bool) -> Stretch:
    words = BESIDE if beside else FIRST if first else THEN
    ordered = sorted(elements, key=lambda each: _left(diagram, each)) if phase else elements
    return Stretch(phase, "" if phase else words, tuple(ordered))


def _left(diagram: Diagram, element: str) -> float:
    node = diagram.nodes.get(element)
    return node.box.x if node and node.box else 0.0


def _phase(places: Places, element: str) -> str:
    phase = places.phase(element)
    return phase if phase != element else ""


def _is_end(places: Places, element: str) -> bool:
    node = places.nodes[element]
    return node.type == "endEvent" and node.inside not in places.nodes and bool(node.name)


def _reached(places: Places, diagram: Diagram, *, boundaries: bool) -> set[str]:
    """Follow the arrows from every start; with ``boundaries`` also what ends a phase early."""
    waiting: list[str] = [key for key, node in places.nodes.items() if node.type == "startEvent"]
    if boundaries:
        waiting += _interrupting(places, diagram)
    found = set[str]()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += places.way.targets.get(key, ())
    return found


def _interrupting(places: Places, diagram: Diagram) -> Iterable[str]:
    """List the events that end what they sit on; reminders and missed limits do not."""
    for key, node in places.nodes.items():
        if node.attached_to and key in diagram.nodes and diagram.nodes[key].interrupting:
            yield key
