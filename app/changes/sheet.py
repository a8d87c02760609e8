"""A drawing as it is compared: its elements and arrows with what is written on them, without its layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from app.changes.leftover import REFERENCES, plain, rest, whole, written
from app.drawing.diagram import PHASES, POOLS, Diagram, Flow, Node
from app.drawing.reading import BPMN, diagram_of, parse
from app.drawing.twin import walked
from app.xmlsafe import Element


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One element of a drawing with all that is written on it."""

    node: Node
    lane: str = ""  # id of the innermost lane
    properties: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    script: tuple[str, ...] = ()
    timer: str = ""
    message: str = ""  # the name of what is awaited or thrown
    calls: str = ""
    repeats: str = ""
    rest: str = ""  # what else is written there, in one text

    @property
    def id(self) -> str:
        """Give its id."""
        return self.node.id

    @property
    def family(self) -> str:
        """Say what it can be changed into while it stays the same: any gateway is a gateway."""
        kind = self.node.type
        if kind.endswith("Gateway"):
            return "gateway"
        if kind in PHASES:
            return "phase"
        if kind.endswith(("Task", "Activity")) or kind == "task":
            return "step"
        return "waiting" if kind.startswith("intermediate") else kind

    @property
    def signature(self) -> tuple[object, ...]:
        """Give what is written on it apart from its name and its id."""
        return (
            self.node.type, self.node.trigger, self.node.interrupting, tuple(sorted(self.properties.items())),
            self.script, self.timer, self.message, self.calls,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow with the condition written on it."""

    flow: Flow
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One lane or pool: its name and who is in it."""

    id: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything on a drawing that can matter; ``things`` in the order in which a case reaches them."""

    diagram: Diagram
    things: Mapping[str, Thing]
    arrows: tuple[Arrow, ...]
    lanes: tuple[Lane, ...]
    processes: Mapping[str, tuple[str, str]]  # id -> name, description

    def before(self, key: str) -> tuple[str, ...]:
        """List what leads to an element: the elements before it, and what it sits on."""
        found = self._tied[1].get(key, ())
        host = self.things[key].node.host if key in self.things else ""
        return (*found, host) if host else found

    def asked(self, key: str) -> tuple[str, ...]:
        """List the forms that are filled in before an element, the nearest first."""
        forms: dict[str, None] = {}
        waiting = [key]
        for each in waiting:  # grows while it is walked
            thing = self.things.get(each)
            around = (*self.before(each), thing.node.parent) if thing else ()
            waiting += [other for other in dict.fromkeys(around) if other not in waiting]
            if thing and thing.properties.get("form"):
                forms[thing.properties["form"]] = None
        return tuple(forms)

    def after(self, key: str) -> tuple[str, ...]:
        """List what follows an element."""
        return self._tied[0].get(key, ())

    @cached_property
    def _tied(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        """Give what follows each element, and what leads to it."""
        after: dict[str, tuple[str, ...]] = {}
        before: dict[str, tuple[str, ...]] = {}
        for flow in (arrow.flow for arrow in self.arrows):
            after[flow.source] = (*after.get(flow.source, ()), flow.target)
            before[flow.target] = (*before.get(flow.target, ()), flow.source)
        return after, before


@lru_cache(maxsize=64)
def of(xml: bytes) -> Sheet:
    """Read a drawing for comparing; the same bytes are read once.

    Raises: DrawingRefused when it cannot be read.
    """
    root = parse(xml)
    diagram = diagram_of(root)
    messages = {e.get("id", ""): e.get("name", "") for e in root if e.get("name")}
    lanes = tuple(_lanes(root))
    homes = {member: lane.id for lane in lanes for member in lane.members}
    found = {e.get("id", ""): e for e in root.iter(f"{BPMN}*") if e.get("id")}
    things = {
        node.id: _thing(node, found[node.id], messages, homes)
        for node, _level in walked(diagram, frozenset(diagram.nodes))
        if node.type not in POOLS
    }
    arrows = (Arrow(flow=flow, condition=_condition(found, flow)) for flow in diagram.flows)
    return Sheet(
        diagram=diagram,
        things=things,
        arrows=tuple(arrow for arrow in arrows if arrow.flow.type == "sequenceFlow"),
        lanes=lanes,
        processes=dict(_processes(root)),
    )


def _processes(root: Element) -> Iterator[tuple[str, tuple[str, str]]]:
    pools = {pool.get("processRef", ""): pool.get("name", "") for pool in root.iter(f"{BPMN}participant")}
    for process in root.iterchildren(f"{BPMN}process"):
        key = process.get("id", "")
        yield key, (plain(process.get("name") or pools.get(key, "")), _help(process))


def _thing(node: Node, element: Element, messages: Mapping[str, str], homes: Mapping[str, str]) -> Thing:
    return Thing(
        node=node,
        lane=homes.get(node.id, ""),
        properties=dict(_properties(element)),
        help=_help(element),
        script=_script(element),
        timer=_timer(element),
        message=_message(element, messages),
        calls=element.get("calledElement", ""),
        repeats=_repeats(element),
        rest=rest(element),
    )


def _properties(element: Element) -> Iterator[tuple[str, str]]:
    for extension in element.iterchildren(f"{BPMN}extensionElements"):
        for each in extension.iter("{*}property"):
            if each.get("name"):
                yield each.get("name", ""), plain(each.get("value", ""))


def _help(element: Element) -> str:
    return plain(" ".join(whole(each) for each in element.iterchildren(f"{BPMN}documentation")))


def _script(element: Element) -> tuple[str, ...]:
    lines = (element.findtext(f"{BPMN}script") or "").splitlines()
    return tuple(plain(line) for line in lines if line.strip())


def _timer(element: Element) -> str:
    for timer in element.iterchildren(f"{BPMN}timerEventDefinition"):
        for when in timer.iterchildren(f"{BPMN}*"):
            kind = str(when.tag).removeprefix(BPMN)
            text = plain(whole(when))
            return text if kind == "timeDate" else f"{kind} {text}"
    return ""


def _message(element: Element, names: Mapping[str, str]) -> str:
    for part in (element, *element.iterchildren(f"{BPMN}*")):
        for reference in REFERENCES:
            if part.get(reference):
                key = part.get(reference, "")
                return names.get(key.rpartition(":")[2], names.get(key, key))
    return ""


def _repeats(element: Element) -> str:
    loops = (e for e in element.iterchildren(f"{BPMN}*") if str(e.tag).endswith("LoopCharacteristics"))
    return " ".join(written(loop) for loop in loops)


def _condition(elements: Mapping[str, Element], flow: Flow) -> str:
    element = elements.get(flow.id)
    found = element.find(f"{BPMN}conditionExpression") if element is not None else None
    return "" if found is None else plain(whole(found))


def _lanes(root: Element) -> Iterator[Lane]:
    for lane in root.iter(f"{BPMN}lane"):
        members = frozenset(plain(each.text or "") for each in lane.iterchildren(f"{BPMN}flowNodeRef"))
        yield Lane(id=lane.get("id", ""), name=plain(lane.get("name", "")), members=members)
