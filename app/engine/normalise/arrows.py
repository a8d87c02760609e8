"""Rewrites of arrows that do not stand where they belong, and questions about those that lead nowhere."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise.area import Area
from app.engine.normalise.sheet import Sheet
from app.engine.xmlsafe import local
from app.language import N_


def moved(sheet: Sheet) -> None:
    """Put an arrow into the part in which both its ends are drawn."""
    place = {name: area for area in sheet.areas for name in area.nodes}
    for area in sheet.areas:
        for flow in area.flows:
            home = place.get(flow.get("sourceRef", ""))
            if home is not None and home is not area and home is place.get(flow.get("targetRef", "")):
                area.remove(flow)
                home.holder.append(flow)
                home.take(flow)
                sentence = N_("An arrow was written outside the part in which it is drawn; it was put back.")
                sheet.note(flow, "arrow-moved", sentence)


def loose(sheet: Sheet) -> None:
    """Take away arrows that join nothing, and ask about those of which one end is missing."""
    for area in sheet.areas:
        for flow in area.flows:
            ends = is_held(area, flow, "sourceRef"), is_held(area, flow, "targetRef")
            if not any(ends) and not _leads_elsewhere(sheet, flow):
                area.remove(flow)
                sentence = N_("An arrow that joins nothing was taken away.")
                sheet.note(flow, "arrow-removed", sentence)
            elif not all(ends):
                sentence = N_(
                    "This arrow begins or ends outside the part in which it is drawn, or at nothing. Draw it "
                    "again between two elements of one part."
                )
                sheet.ask(flow, "arrow-loose", sentence)


def past_ends(sheet: Sheet) -> None:
    """Ask what follows an end from which an arrow leads on."""
    for area, node in sheet.elements():
        if local(node) == "endEvent" and area.outgoing(node):
            sentence = N_(
                "An arrow leads on from this end. Make it an event on the way, or remove the arrow."
            )
            sheet.ask(node, "end-goes-on", sentence)


def is_held(area: Area, flow: etree._Element, end: str) -> bool:
    """Tell whether one end of an arrow is an element of the arrow's own part."""
    return flow.get(end, "") in area.nodes


def _leads_elsewhere(sheet: Sheet, flow: etree._Element) -> bool:
    named = {flow.get("sourceRef", ""), flow.get("targetRef", "")}
    return any(named & area.nodes.keys() for area in sheet.areas)
