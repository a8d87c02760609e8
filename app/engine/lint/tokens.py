"""Play one part of a drawing with tokens, along every way it can take, whatever the answers are.

A token lies on an arrow. An exclusive gateway may choose any arrow, an inclusive one any of them together, a
border event may happen or not. What is found is how paths meet (van der Aalst, *Verification of Workflow
Nets*, 1997: option to complete, proper completion, safeness; BPMN 2.0.2, 13.4 for the gateways).

Of several tokens only the one furthest behind is moved: nothing changes by it elsewhere, so no way of
standing still is missed, and tokens that can meet do meet. That keeps many parallel branches cheap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from app.engine.model import Element, Scope, reached

MOST_MARKINGS = 20_000
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
        self._behind = {name: self._reaching(name) for name in scope.nodes if self.joins(name)}

    def joins(self, name: str) -> bool:
        """Tell whether an element waits for several arrows."""
        return self.nodes[name].type in _JOINS and len(self._into[name]) > 1

    def play(self) -> Findings:
        """Take every way, up to a bound; what lies beyond it is not looked at."""
        found = Findings()
        first = [frozenset(way) for start in self.starts for way, _beside in self._ways[start]]
        seen, waiting = set(first), first
        while waiting and len(seen) < MOST_MARKINGS:
            for marking in self._after(waiting.pop(), found):
                if marking not in seen:
                    seen.add(marking)
                    waiting.append(marking)
        return found

    def _after(self, marking: Marking, found: Findings) -> Iterator[Marking]:
        """Give every marking that can follow, and write down what stands still or doubles."""
        used, name = self._next(marking)
        if not used:
            self._note_stuck(marking, found)
            return
        left = marking - used
        for way, beside in self._ways[name]:
            if self._clears(name):
                yield frozenset()
            elif not left.isdisjoint(way):
                found.doubled.add(name)
            elif left.isdisjoint(beside):
                yield left.union(way, beside)

    def _next(self, marking: Marking) -> tuple[Marking, str]:
        """Choose what moves: the token furthest behind that waits for no other, or else a join."""
        free = [place for place in marking if not self.joins(self.flows[place].target)]
        if free:
            place = min(free, key=lambda place: (self._rank.get(self.flows[place].target, 0), place))
            return frozenset((place,)), self.flows[place].target
        for name in sorted({self.flows[place].target for place in marking}, key=self._position):
            here = marking.intersection(self._into[name])
            missing = set(self._into[name]) - here
            inclusive = self.nodes[name].type == "inclusiveGateway"
            if not missing or (inclusive and not self._may_come(marking - here, name, missing, here)):
                return here, name
        return frozenset(), ""

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
            sizes = range(1, len(out) + 1) if len(out) <= _MOST_SUBSETS else (1, len(out))
            return [(way, ()) for size in sizes for way in combinations(out, size)]
        borders = self._borders[node.id]
        beside = tuple(p for event in borders if not _interrupts(event) for p in self._out[event.id])
        ends = [tuple(out), *(tuple(self._out[event.id]) for event in borders if _interrupts(event))]
        return [(end, side) for end in ends for side in dict.fromkeys((beside, ()))]

    def _clears(self, name: str) -> bool:
        """Tell whether an end ends everything around it."""
        node = self.nodes[name]
        return node.type == "endEvent" and node.event() in {"terminate", "error", "cancel"}

    def _position(self, name: str) -> tuple[int, str]:
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
