"""A drawing as the gate reads it: scopes, elements and flows, straight from the XML."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from lxml import etree

from app.engine.xmlsafe import bpmn, local

TASKS = frozenset(
    (
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
    )
)
HOLDERS = frozenset(("subProcess", "transaction", "adHocSubProcess"))
ACTIVITIES = TASKS | HOLDERS | {"callActivity"}
EVENTS = frozenset(
    ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
)
GATEWAYS = frozenset(
    ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")
)
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS
Place = TypeVar("Place", bound=Hashable)
Part = TypeVar("Part")
ORIGIN = "{https://donthu.vn/bpmn/rewritten}of"


@dataclass(frozen=True)
class Element:
    """One step, event or gateway of a drawing."""

    id: str
    type: str
    xml: etree._Element

    @property
    def name(self) -> str:
        """Give the text on the drawing, or the id where there is none."""
        return " ".join((self.xml.get("name") or "").split()) or self.id

    def event(self) -> str:
        """Give the kind of its event, as ``timer`` or ``message``; nothing for a plain one."""
        return next((local(child)[: -len("EventDefinition")] for child in self.event_definitions()), "")

    def event_definitions(self) -> list[etree._Element]:
        """List its event definitions; more than one makes a multiple event."""
        return [child for child in self.xml if local(child).endswith("EventDefinition")]


@dataclass(frozen=True)
class Flow:
    """One arrow, with the condition written on it."""

    id: str
    source: str
    target: str
    condition: etree._Element | None
    name: str = ""


@dataclass
class Scope:
    """What is drawn in one process or one subprocess, without what is drawn within its subprocesses.

    Once asked what leads where, it must not be changed any more.
    """

    id: str
    process: str
    xml: etree._Element
    nodes: dict[str, Element] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def outgoing(self, element: str) -> list[Flow]:
        """List the arrows that leave an element."""
        return self._leaving.get(element, [])

    def incoming(self, element: str) -> list[Flow]:
        """List the arrows that reach an element."""
        return self._reaching.get(element, [])

    def boundary(self, element: str) -> list[Element]:
        """List the events on an element's border."""
        return self._hanging.get(element, [])

    @cached_property
    def _leaving(self) -> dict[str, list[Flow]]:
        return _grouped((flow.source, flow) for flow in self.flows)

    @cached_property
    def _reaching(self) -> dict[str, list[Flow]]:
        return _grouped((flow.target, flow) for flow in self.flows)

    @cached_property
    def _hanging(self) -> dict[str, list[Element]]:
        hosts = ((node.xml.get("attachedToRef"), node) for node in self.nodes.values())
        return _grouped((host, node) for host, node in hosts if host)

    def steps(self) -> dict[str, list[str]]:
        """Tell from each element which can follow: along arrows, and to the events on its border."""
        after: dict[str, list[str]] = {name: [] for name in self.nodes}
        for flow in self.flows:
            if flow.source in after and flow.target in after:
                after[flow.source].append(flow.target)
        for node in self.nodes.values():
            if node.type == "boundaryEvent" and node.xml.get("attachedToRef") in after:
                after[node.xml.get("attachedToRef", "")].append(node.id)
        return after


@dataclass
class Model:
    """A procedure's drawing with all it calls: what is compiled together and pinned together."""

    process_id: str
    roots: list[etree._Element]
    scopes: list[Scope]

    def elements(self) -> Iterator[tuple[Scope, Element]]:
        """Give every element with the scope it is drawn in."""
        return ((scope, node) for scope in self.scopes for node in scope.nodes.values())

    def processes(self) -> dict[str, Scope]:
        """Give the processes by their id."""
        return {scope.id: scope for scope in self.scopes if scope.id == scope.process}

    def scope(self, name: str) -> Scope | None:
        """Find the scope of a subprocess or a process."""
        return next((scope for scope in self.scopes if scope.id == name), None)

    def origins(self) -> dict[str, str]:
        """Tell for what a rewrite has added for which element of the file it stands."""
        added = (xml for root in self.roots for xml in root.iter() if xml.get(ORIGIN) is not None)
        return {xml.get("id", ""): xml.get(ORIGIN, "") for xml in added}

    def holder(self, scope: Scope) -> tuple[Scope, Element] | None:
        """Find the element that a subprocess is, in the scope around it."""
        return next(((outer, node) for outer, node in self.elements() if node.xml is scope.xml), None)


def build(process_id: str, roots: Mapping[str, etree._Element]) -> Model:
    """Gather the process and everything it calls, from files already read."""
    found = {
        process.get("id", ""): (root, process)
        for root in roots.values()
        for process in root.iter(bpmn("process"))
    }
    scopes: list[Scope] = []
    used: list[etree._Element] = []
    waiting, seen = [process_id], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in found:
            continue
        seen.add(name)
        root, process = found[name]
        used.extend([root] if root not in used else [])
        scopes.extend(_scopes(process, name))
        waiting.extend(call.get("calledElement", "") for call in process.iter(bpmn("callActivity")))
    return Model(process_id, used, scopes)


def _scopes(xml: etree._Element, process: str) -> Iterable[Scope]:
    scope = Scope(xml.get("id", ""), process, xml)
    inner: list[Scope] = []
    for child in xml:
        kind = local(child)
        if kind in FLOW_NODES:
            scope.nodes[child.get("id", "")] = Element(child.get("id", ""), kind, child)
        elif kind == "sequenceFlow":
            scope.flows.append(
                Flow(
                    child.get("id", ""), child.get("sourceRef", ""), child.get("targetRef", ""),
                    child.find(bpmn("conditionExpression")), " ".join((child.get("name") or "").split()),
                )
            )  # fmt: skip
        if kind in HOLDERS:
            inner.extend(_scopes(child, process))
    return [scope, *inner]


def _grouped(pairs: Iterable[tuple[str, Part]]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for name, part in pairs:
        found.setdefault(name, []).append(part)
    return found


def reached(steps: Mapping[Place, Iterable[Place]], starts: Iterable[Place]) -> set[Place]:
    """List what is reached from here, the starts included."""
    found, waiting = set[Place](), list(starts)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(steps.get(name, ()))
    return found
