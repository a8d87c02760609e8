"""Play one part of a drawing with tokens, along every way it can take, whatever the answers are.

A token lies on an arrow. An exclusive gateway may choose any arrow, an inclusive one any of them together, a
border event may happen or not. What is found is how paths meet (van der Aalst, *Verification of Workflow
Nets*, 1997: option to complete, proper completion, safeness; BPMN 2.0.2, 13.4 for the gateways).

Small parts are played in every order. In larger ones, of several tokens only the one furthest behind is
moved: nothing changes by it elsewhere, so no way of standing still is missed, and tokens that can meet nearly
always do. That keeps many branches side by side cheap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from app.engine.model import Element, Scope, reached

FEW_MARKINGS = 3_000  # up to here, every order is tried
MOST_MARKINGS = 10_000
_MOST_SUBSETS = 5  # arrows of an inclusive gateway of which every combination is tried
_JOINS = frozenset(("parallelGateway", "inclusiveGateway"))
_CHOICES = frozenset(("exclusiveGateway", "eventBasedGateway"))

Marking = frozenset[int]
Way = tuple[tuple[int, ...], tuple[int, ...]]  # arrows that get a token; those beside what goes on


@dataclass
class Findings:
    """What was met on the way: joins that wait for ever, and elements that would be passed twice at once."""

    stuck: dict[str, set[int]] = field(default_factory=dict)  # join -> arrows that never come
    doubled: set[str] = field(default_factory=set)

    def add(self, more: Findings) -> None:
        """Take over what was found elsewhere."""
        self.doubled |= more.doubled
        for name, missing in more.stuck.items():
            self.stuck.setdefault(name, set()).update(missing)


class Board:
    """One process or subprocess, on which tokens move; arrows are known by their place in ``flows``."""

    def __init__(self, scope: Scope) -> None:
        self.nodes = scope.nodes
        self.flows = [f for f in scope.flows if f.source in scope.nodes and f.target in scope.nodes]
        self._into: dict[str, list[int]] = {name: [] for name in scope.nodes}
        self._out: dict[str, list[int]] = {name: [] for name in scope.nodes}
        for place, flow in enumerate(self.flows):
            self._out[flow.source].append(place)
            self._into[flow.target].append(place)
        self.starts = [node.id for node in scope.nodes.values() if node.type == "startEvent"]
        self._borders = {name: scope.boundary(name) for name in scope.nodes}
        self._rank = _ranks(scope.steps(), self.starts)
        self._ways = {name: self._ways_on(node) for name, node in scope.nodes.items()}
        self._ahead = {
            place: [on for way, _beside in self._ways[flow.target] for on in way]
            for place, flow in enumerate(self.flows)
        }
        self._behind = {name: self._reaching(name) for name in scope.nodes if self.joins(name)}

    def joins(self, name: str) -> bool:
        """Tell whether an element waits for several arrows."""
        return self.nodes[name].type in _JOINS and len(self._into[name]) > 1

    def play(self) -> Findings:
        """Take every way: in every order, or in one where these are too many, up to a bound.

        What an event beside the work leads to is played on its own too. There may be several at once on its
        path, one of each time that it happened; only what they would double of the work itself is told.
        """
        found = Findings()
        for first in self.beginnings():
            part, whole = self.explore(first, FEW_MARKINGS, every=True)
            found.add(part if whole else self.explore(first, MOST_MARKINGS, every=False)[0])
        return found

    def beginnings(self) -> list[Marking]:
        """Give the markings to begin with: behind the start, and behind each event beside the work."""
        starts = [way for start in self.starts for way, _beside in self._ways[start]]
        events = (event for borders in self._borders.values() for event in borders)
        beside = [self._out[event.id] for event in events if not _interrupts(event)]
        return [frozenset(places) for places in (*starts, *beside)]

    def explore(self, first: Marking, most: int, *, every: bool) -> tuple[Findings, bool]:
        """Play up to a number of markings; tell whether these were all."""
        found, own = Findings(), reached(self._ahead, first)
        waiting, seen = [first], {first}
        while waiting and len(seen) <= most:
            marking = waiting.pop()
            moves = self._moves(marking)
            if not moves:
                self._note_stuck(marking, found)
            for used, name in moves if every else moves[:1]:
                for after in self._after(marking - used, name, own, found):
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)
        return found, not waiting

    def _after(self, left: Marking, name: str, own: set[int], found: Findings) -> Iterator[Marking]:
        """Give the markings that can follow when an element is passed; write down what doubles."""
        for way, beside in self._ways[name]:
            if self._clears(name):
                yield frozenset()
            elif left.isdisjoint(way) and left.isdisjoint(beside):
                yield left.union(way, beside)
            elif not left.isdisjoint(own.intersection(way)):
                found.doubled.add(name)

    def _moves(self, marking: Marking) -> list[tuple[Marking, str]]:
        """List what can move: first the tokens that wait for no other, the one furthest behind before all."""
        free, joins = [], []
        for name in sorted({self.flows[place].target for place in marking}, key=self.position):
            here = marking.intersection(self._into[name])
            if not self.joins(name):
                free += [(frozenset((place,)), name) for place in sorted(here)]
            elif self._may_go(name, here, marking - here):
                joins.append((here, name))
        return free + joins

    def _may_go(self, name: str, here: Marking, others: Marking) -> bool:
        """Tell whether a join has all that it waits for."""
        missing = set(self._into[name]) - here
        inclusive = self.nodes[name].type == "inclusiveGateway"
        return not missing or (inclusive and not self._may_come(others, name, missing, here))

    def _may_come(self, others: Marking, name: str, missing: set[int], here: Marking) -> bool:
        """Tell whether a token elsewhere can still reach an arrow that has none, as BPMN defines it."""
        to_missing = set().union(*(self._behind[name][place] for place in missing))
        to_here = set().union(*(self._behind[name][place] for place in here))
        return any(place in to_missing and place not in to_here for place in others)

    def _note_stuck(self, marking: Marking, found: Findings) -> None:
        """Name the joins at which everything ends, but not those that only wait for another such join."""
        for name in {self.flows[place].target for place in marking}:
            missing = set(self._into[name]) - marking
            others = [place for place in marking if self.flows[place].target != name]
            hopeful = set().union(*(self._behind[name][place] for place in missing))
            if hopeful.isdisjoint(others):
                found.stuck.setdefault(name, set()).update(missing)

    def _reaching(self, name: str) -> dict[int, set[int]]:
        """For each arrow into a join: the arrows from which it is reached without passing the join."""
        back = {
            place: [] if flow.source == name else self._into[self._activity(flow.source)]
            for place, flow in enumerate(self.flows)
        }
        return {place: reached(back, [place]) for place in self._into[name]}

    def _activity(self, name: str) -> str:
        """Give the activity that an event hangs on, or the element itself."""
        activity = self.nodes[name].xml.get("attachedToRef", "")
        return activity if activity in self.nodes else name

    def _ways_on(self, node: Element) -> list[Way]:
        """List the ways on from an element."""
        out = self._out[node.id]
        if node.type in _CHOICES:
            return [((place,), ()) for place in out]
        if node.type == "inclusiveGateway":
            usual = [place for place in out if self.flows[place].id == node.xml.get("default")]
            chosen = [place for place in out if place not in usual]
            sizes = range(1, len(chosen) + 1) if len(chosen) <= _MOST_SUBSETS else (1, len(chosen))
            ways = [way for size in sizes for way in combinations(chosen, size)]
            return [(way, ()) for way in [*ways, *([tuple(usual)] if usual else [])]]
        borders = self._borders[node.id]
        beside = tuple(p for event in borders if not _interrupts(event) for p in self._out[event.id])
        ends = [tuple(out), *(tuple(self._out[event.id]) for event in borders if _interrupts(event))]
        return [(end, side) for end in ends for side in dict.fromkeys((beside, ()))]

    def _clears(self, name: str) -> bool:
        """Tell whether an end ends everything around it."""
        node = self.nodes[name]
        return node.type == "endEvent" and node.event() in {"terminate", "error", "cancel"}

    def position(self, name: str) -> tuple[int, str]:
        """Tell where an element stands on the way, to put elements in order."""
        return self._rank.get(name, 0), name


def _ranks(steps: dict[str, list[str]], starts: list[str]) -> dict[str, int]:
    """Put the elements in an order in which, loops apart, each stands behind those that lead to it."""
    order: list[str] = []
    seen: set[str] = set()
    stack: list[tuple[str, Iterator[str]]] = [("", iter(starts))]
    while stack:
        name, after = stack[-1]
        found = next((other for other in after if other not in seen), None)
        if found is None:
            order.append(name)
            stack.pop()
        else:
            seen.add(found)
            stack.append((found, iter(steps.get(found, ()))))
    return {name: place for place, name in enumerate(reversed(order))}


def _interrupts(event: Element) -> bool:
    return event.xml.get("cancelActivity", "true") == "true"
