"""What an element is called when its author gave it no name, so that a note can still say where it is."""

from __future__ import annotations

from collections.abc import Mapping

from app.drawing.diagram import ACTIVITIES, Diagram, Flow, Node
from app.drawing.reading import read
from app.language import N_, _, content

_KINDS: Mapping[str, str] = {
    "startEvent": N_("Start"),
    "endEvent": N_("End"),
    "boundaryEvent": N_("Event on a step"),
    "intermediateCatchEvent": N_("Waiting event"),
    "intermediateThrowEvent": N_("Event on the way"),
    "exclusiveGateway": N_("Gateway: one way"),
    "parallelGateway": N_("Gateway: all ways"),
    "inclusiveGateway": N_("Gateway: one or more ways"),
    "eventBasedGateway": N_("Gateway: what happens first"),
    "complexGateway": N_("Complex gateway"),
    "participant": N_("Pool without a name"),
    "lane": N_("Lane without a name"),
    "dataObjectReference": N_("Document without a name"),
    "dataStoreReference": N_("Data store without a name"),
    "textAnnotation": N_("Remark"),
    "group": N_("Group"),
}


def kind_of(node: Node) -> str:
    """Say what an element is, in the reader's language."""
    return _(_KINDS.get(node.type, N_("Step without a name")))


def names(bpmn_xml: str | bytes) -> dict[str, str]:
    """Name every element and every line of a drawing, by its id, as its reader finds it there.

    Raises: DrawingRefused when the diagram cannot be read.
    """
    diagram = read(bpmn_xml)
    named = {node.id: _named(node, diagram) for node in diagram.nodes.values()}
    return named | {flow.id: _line(flow, named) for flow in diagram.flows if flow.id}


def _named(node: Node, diagram: Diagram) -> str:
    if node.name:
        return content(node.name)
    kind = kind_of(node)
    host = diagram.nodes.get(node.host)
    if host:
        return _("{kind}, on «{name}»", kind=kind, name=content(host.name) or kind_of(host))
    before = next((each for each in _before(node, diagram) if each.name), None)
    return _("{kind}, after «{name}»", kind=kind, name=content(before.name)) if before else kind


def _before(node: Node, diagram: Diagram) -> list[Node]:
    """List what leads to an element: steps first, for they have the clearest names."""
    sources = [flow.source for flow in diagram.flows if flow.target == node.id]
    found = [diagram.nodes[key] for key in sources if key in diagram.nodes]
    return sorted(found, key=lambda each: each.type not in ACTIVITIES)


def _line(flow: Flow, named: Mapping[str, str]) -> str:
    source, target = named.get(flow.source, ""), named.get(flow.target, "")
    way = _("Line from «{source}» to «{target}»", source=source, target=target)
    return f"{content(flow.name)} ({way})" if flow.name else way
