"""All ways through a procedure on one level: phases opened, called procedures laid in at each call."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from app.engine import grammar, model, nodes, xmlsafe
from app.engine.grammar import Kind
from app.engine.model import Element, Model, Scope
from app.engine.nodes import Node
from app.engine.normalise import normalise
from app.gate.drawn import tree

Act = tuple[str, object]  # a function that is called in a script or timer, and the constant it is given first


@dataclass(frozen=True, order=True)
class Place:
    """One element where it stands: within which calls; of a phase or a call, its entering or its leaving."""

    element: str
    calls: tuple[str, ...] = ()
    leaving: bool = False

    @property
    def drawn(self) -> str:
        """Name the element of the procedure's own drawing at which this happens."""
        return self.calls[0] if self.calls else self.element


@dataclass
class Ways:
    """What leads where, from the start of a procedure to each of its ends."""

    model: Model
    nodes: Mapping[str, Node]
    start: Place
    steps: dict[Place, list[Place]] = field(default_factory=dict)

    @cached_property
    def held(self) -> Mapping[int, Scope]:
        """Find what is drawn within a phase by the element it is drawn as."""
        return {id(scope.xml): scope for scope in self.model.scopes if scope.id != scope.process}

    @cached_property
    def before(self) -> Mapping[Place, list[Place]]:
        """Tell which places lead to each."""
        found: dict[Place, list[Place]] = {place: [] for place in self.steps}
        for place, after in self.steps.items():
            for each in after:
                found[each].append(place)
        return found

    def node(self, place: Place) -> Node:
        """Give the element at a place."""
        return self.nodes[place.element]

    def name(self, place: Place) -> str:
        """Give the words on the drawing; an element without any is called by its kind of work."""
        node = self.node(place)
        return node.name or node.id

    def acting(self, does: Callable[[Act], bool]) -> set[Place]:
        """List the places whose script does something."""
        return {place for place in self.steps if any(does(act) for act in acts(self.node(place)))}

    def limits_at(self, place: Place) -> tuple[str, ...]:
        """Name the limits that hang on the border of the element at a place."""
        return self._borders.get(place.element, ())

    @cached_property
    def _borders(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            if node.attached_to:
                found[node.attached_to] = (*found.get(node.attached_to, ()), *deadlines(node))
        return found

    def around(self, place: Place) -> Iterator[Place]:
        """Give the phases and calls that a place lies in, the nearest first."""
        inside = self.node(place).inside
        if inside in self.nodes:
            around = Place(inside, place.calls)
        elif place.calls:
            around = Place(place.calls[-1], place.calls[:-1])
        else:
            return
        yield around
        yield from self.around(around)


def of(files: Mapping[str, bytes], procedure: str) -> Ways | None:
    """Lay out the ways of a procedure; nothing where its drawing cannot be read or has no start."""
    try:
        drawings = {n: normalise(xmlsafe.read(body)).root for n, body in files.items() if n.endswith(".bpmn")}
    except xmlsafe.XmlRefused:
        return None
    drawn = model.build(procedure, drawings)
    outermost = drawn.processes().get(procedure)
    start = next(iter(_starts(outermost)), None) if outermost else None
    if outermost is None or start is None:
        return None
    ways = Ways(drawn, nodes.gather(drawn), Place(start.id))
    _lay(ways, outermost, ())
    return ways


def acts(node: Node) -> tuple[Act, ...]:
    """List what an element calls in its script or timer."""
    return _acts(node.script, node.timer) if node.script or node.timer else ()


@lru_cache(maxsize=2048)
def _acts(script: str, timer: str) -> tuple[Act, ...]:
    found: list[Act] = []
    for written, kind in ((script, Kind.SCRIPT), (timer, Kind.VALUE)):
        for call in grammar.calls(tree(written, kind)):
            if isinstance(call.func, ast.Name):
                first = call.args[0] if call.args else None
                found.append((call.func.id, first.value if isinstance(first, ast.Constant) else None))
    return tuple(found)


def deadlines(node: Node) -> tuple[str, ...]:
    """Name the limits whose running out an element waits for."""
    return tuple(str(first) for function, first in acts(node) if function == "deadline")


def _lay(ways: Ways, scope: Scope, calls: tuple[str, ...]) -> None:
    for element in scope.nodes.values():
        place = Place(element.id, calls)
        ways.steps.setdefault(place, [])
        leaving = _lay_within(ways, element, place)
        ways.steps.setdefault(leaving, [])
        after = [
            Place(flow.target, calls) for flow in scope.outgoing(element.id) if flow.target in scope.nodes
        ]
        # What only runs beside (a reminder, a limit that is missed) never takes the work itself further.
        borders = [
            Place(event.id, calls)
            for event in scope.boundary(element.id)
            if event.xml.get("cancelActivity") != "false"
        ]
        ways.steps[leaving] += after + borders
        if leaving != place:
            ways.steps[place] += borders


def _lay_within(ways: Ways, element: Element, place: Place) -> Place:
    """Lay what an element holds or calls between its entering and its leaving; gives where it is left."""
    called = element.xml.get("calledElement", "")
    inside = ways.model.processes().get(called) if called else ways.held.get(id(element.xml))
    if inside is None or called in {ways.nodes[each].calls for each in place.calls}:
        return place
    calls = (*place.calls, place.element) if called else place.calls
    leaving = replace(place, leaving=True)
    _lay(ways, inside, calls)
    ways.steps[place] += [Place(each.id, calls) for each in _starts(inside)]
    for each in inside.nodes.values():
        if not inside.outgoing(each.id):
            end = Place(each.id, calls)
            left = replace(end, leaving=True)
            ways.steps[left if left in ways.steps else end].append(leaving)
    return leaving


def _starts(scope: Scope | None) -> Iterable[Element]:
    return (each for each in scope.nodes.values() if each.type == "startEvent") if scope else ()
