"""Rewrites of where a procedure begins and ends when nobody drew it."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise.area import Area
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_ENTERED = ("startEvent", "boundaryEvent")


def starts(sheet: Sheet) -> None:
    """Draw the start that a part without one begins with: everything nothing leads to begins at once."""
    for area in sheet.areas:
        first = [node for node in area.nodes.values() if is_entry(area, node)]
        if area.of_type("startEvent") or local(area.holder) == "adHocSubProcess" or not first:
            continue
        start = area.add("startEvent", f"start_of_{area.holder.get('id')}", area.holder)
        behind = start
        if len(first) > 1:
            behind = area.add("parallelGateway", f"split_of_{area.holder.get('id')}", area.holder)
            area.join(start, behind)
        for node in first:
            area.join(behind, node)
        sentence = N_(
            'No start is drawn in "{name}". One was put before every step to which nothing leads: {steps}.'
        )
        names = ", ".join(title(node) for node in first[:5])
        sheet.note(area.holder, "start-added", sentence, name=title(area.holder), steps=names)


def ends(sheet: Sheet) -> None:
    """Draw the end behind every element that nothing follows."""
    for area, node in sheet.elements():
        if local(node) == "endEvent" or area.outgoing(node) or stands_aside(node):
            continue
        if local(area.holder) == "adHocSubProcess" or _link(node):
            continue
        area.join(node, area.add("endEvent", f"end_of_{node.get('id')}", node))
        sentence = N_('Nothing follows "{name}". An end was put behind it.')
        sheet.note(node, "end-added", sentence, name=title(node))


def is_entry(area: Area, node: etree._Element) -> bool:
    """Tell whether nothing leads to an element that a procedure could begin with."""
    return (
        local(node) not in _ENTERED
        and not area.incoming(node)
        and not stands_aside(node)
        and not (local(node) == "intermediateCatchEvent" and _link(node))
    )


def stands_aside(node: etree._Element) -> bool:
    """Tell whether an element is no part of the path: it handles an event, or undoes another step."""
    undone = node.find(bpmn("compensateEventDefinition")) is not None and local(node) == "boundaryEvent"
    return node.get("triggeredByEvent") == "true" or node.get("isForCompensation") == "true" or undone


def _link(node: etree._Element) -> bool:
    return node.find(bpmn("linkEventDefinition")) is not None
