"""One part of a drawing while it is rewritten: the elements of a process or a subprocess, and its arrows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml import etree

from app.engine.model import FLOW_NODES, ORIGIN
from app.engine.xmlsafe import bpmn, local


class Area:
    """What is drawn directly in one process or one subprocess, kept in step with the XML.

    ``fresh`` gives an id that nothing in the file has yet. Whatever is added says in an attribute of its own
    for which element of the file it stands.
    """

    def __init__(self, holder: etree._Element, fresh: Callable[[str], str]) -> None:
        self.holder = holder
        self._fresh = fresh
        self.nodes: dict[str, etree._Element] = {}
        self._flows: dict[etree._Element, tuple[str, str]] = {}
        self._after: dict[str, list[etree._Element]] = {}
        self._before: dict[str, list[etree._Element]] = {}
        for child in holder:
            if local(child) in FLOW_NODES:
                self.nodes[child.get("id", "")] = child
            elif local(child) == "sequenceFlow":
                self.take(child)

    @property
    def flows(self) -> list[etree._Element]:
        """List the arrows, in the order of the file."""
        return list(self._flows)

    def outgoing(self, node: etree._Element) -> list[etree._Element]:
        """List the arrows that leave an element."""
        return list(self._after.get(node.get("id", ""), ()))

    def incoming(self, node: etree._Element) -> list[etree._Element]:
        """List the arrows that reach an element."""
        return list(self._before.get(node.get("id", ""), ()))

    def target(self, flow: etree._Element) -> etree._Element | None:
        """Find what an arrow leads to."""
        return self.nodes.get(flow.get("targetRef", ""))

    def of_type(self, *types: str) -> list[etree._Element]:
        """List the elements of some types, in the order of the file."""
        return [node for node in self.nodes.values() if local(node) in types]

    def borders(self, node: etree._Element) -> list[etree._Element]:
        """List the events on an element's border."""
        return [
            event for event in self.of_type("boundaryEvent") if event.get("attachedToRef") == node.get("id")
        ]

    def add(self, kind: str, wanted: str, of: etree._Element, **attributes: str) -> etree._Element:
        """Add an element on behalf of another, in the lane of that one."""
        node = etree.SubElement(self.holder, bpmn(kind), {"id": self._fresh(wanted), **attributes})
        node.set(ORIGIN, origin(of))
        self.nodes[node.get("id", "")] = node
        self._share_lane(node, of)
        return node

    def join(self, source: etree._Element, target: etree._Element) -> etree._Element:
        """Draw an arrow."""
        ends = {"sourceRef": source.get("id", ""), "targetRef": target.get("id", "")}
        name = self._fresh("{sourceRef}_to_{targetRef}".format(**ends))
        flow = etree.SubElement(self.holder, bpmn("sequenceFlow"), {"id": name, **ends})
        flow.set(ORIGIN, origin(source))
        self.take(flow)
        return flow

    def turn(
        self,
        flow: etree._Element,
        *,
        source: etree._Element | None = None,
        target: etree._Element | None = None,
    ) -> None:
        """Let an arrow begin or end elsewhere."""
        self._forget(flow)
        if source is not None:
            flow.set("sourceRef", source.get("id", ""))
        if target is not None:
            flow.set("targetRef", target.get("id", ""))
        self.take(flow)

    def retype(self, node: etree._Element, kind: str) -> None:
        """Make an element one of another type; what it holds stays."""
        node.tag = bpmn(kind)

    def remove(self, xml: etree._Element) -> None:
        """Take an arrow away, or an element with its arrows and the events on its border."""
        if xml in self._flows:
            self._forget(xml)
        else:
            self.nodes.pop(xml.get("id", ""), None)  # first: an event may hang on itself
            for event in self.borders(xml):
                self.remove(event)
            for flow in {*self.incoming(xml), *self.outgoing(xml)}:
                self.remove(flow)
        self.holder.remove(xml)

    def take(self, flow: etree._Element) -> None:
        """Count an arrow, which already stands in the XML, among those of this part."""
        ends = flow.get("sourceRef", ""), flow.get("targetRef", "")
        self._flows[flow] = ends
        self._after.setdefault(ends[0], []).append(flow)
        self._before.setdefault(ends[1], []).append(flow)

    def _forget(self, flow: etree._Element) -> None:
        source, target = self._flows.pop(flow)
        self._after[source].remove(flow)
        self._before[target].remove(flow)

    def _share_lane(self, node: etree._Element, of: etree._Element) -> None:
        for lane in self._lanes.get(of.get("id", ""), ()):
            etree.SubElement(lane, bpmn("flowNodeRef")).text = node.get("id")
            self._lanes.setdefault(node.get("id", ""), []).append(lane)

    @cached_property
    def _lanes(self) -> dict[str, list[etree._Element]]:
        """Tell in which lanes an element stands, the outer one first."""
        found: dict[str, list[etree._Element]] = {}
        for lane in self.holder.iterfind(f".//{bpmn('lane')}"):
            for reference in lane.iterfind(bpmn("flowNodeRef")):
                found.setdefault((reference.text or "").strip(), []).append(lane)
        return found


def origin(xml: etree._Element) -> str:
    """Give the id, in the file as it was handed in, that an element stands for."""
    return xml.get(ORIGIN) or xml.get("id") or ""
