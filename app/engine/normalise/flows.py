"""Rewrites of arrows: several out of one step, and such as lead nowhere."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise.area import Area
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local, words
from app.language import N_


def splits(sheet: Sheet) -> None:
    """Draw the gateway that several arrows out of a step stand for: all, or those whose condition holds."""
    for area, node in sheet.elements():
        flows = area.outgoing(node)
        if local(node).endswith("Gateway") or len(flows) < 2:  # noqa: PLR2004 - two arrows make a split
            continue
        asked = [flow for flow in flows if is_asked(node, flow)]
        if asked:
            _split_by_conditions(area, node, flows, asked)
            sentence = N_(
                'Several arrows leave "{name}", some with a condition. An inclusive gateway was put behind '
                "it: every arrow whose condition holds is taken."
            )
        else:
            _lead(area, node, "parallelGateway", f"split_of_{node.get('id')}", flows)
            sentence = N_(
                'Several arrows leave "{name}". A parallel gateway was put behind it: all of them are taken.'
            )
        sheet.note(node, "implicit-split", sentence, name=title(node))


def is_asked(node: etree._Element, flow: etree._Element) -> bool:
    """Tell whether an arrow is taken only sometimes: it has a condition, or is the default."""
    return written(flow) != "" or flow.get("id") == node.get("default")


def written(flow: etree._Element) -> str:
    """Give the condition written on an arrow."""
    found = flow.find(bpmn("conditionExpression"))
    return words(found) if found is not None else ""


def _split_by_conditions(
    area: Area, node: etree._Element, flows: list[etree._Element], asked: list[etree._Element]
) -> None:
    """Take the arrows without a condition always, and choose among the others."""
    always, begin = [flow for flow in flows if flow not in asked], node
    if always:
        begin = _lead(area, node, "parallelGateway", f"split_of_{node.get('id')}", always)
    chosen = _lead(area, begin, "inclusiveGateway", f"choice_of_{node.get('id')}", asked)
    default = node.get("default")
    if default is not None:
        del node.attrib["default"]
    elif always:
        default = area.join(chosen, area.add("endEvent", f"end_of_{chosen.get('id')}", node)).get("id")
    if default is not None:
        chosen.set("default", default)


def _lead(
    area: Area, node: etree._Element, kind: str, wanted: str, flows: list[etree._Element]
) -> etree._Element:
    """Put a gateway behind an element and let these arrows leave from it."""
    gateway = area.add(kind, wanted, node)
    for flow in flows:
        area.turn(flow, source=gateway)
    area.join(node, gateway)
    return gateway
