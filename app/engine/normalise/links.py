"""Rewrites of links: two halves of an arrow that was too long to draw."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise.area import Area
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_


def links(sheet: Sheet) -> None:
    """Draw the arrow from each link that leads away to the one of its name where it comes out."""
    for area in sheet.areas:
        away = [
            node for node in area.of_type("intermediateThrowEvent", "endEvent") if _link(node) is not None
        ]
        out = [node for node in area.of_type("intermediateCatchEvent") if _link(node) is not None]
        for node in away:
            targets = [other for other in out if _is_same(node, other)]
            if len(targets) == 1:
                _draw(sheet, area, node, targets[0])
            else:
                sentence = N_(
                    'The link "{name}" leads away, and it is not clear where it comes out. Draw the arrow.'
                )
                sheet.ask(node, "link-unpaired", sentence, name=title(node))
        for node in out:
            if area.incoming(node):
                _plain(area, node)


def _draw(sheet: Sheet, area: Area, node: etree._Element, target: etree._Element) -> None:
    _plain(area, node)
    area.join(node, target)
    sentence = N_('The link "{name}" is read as an arrow to "{target}".')
    sheet.note(node, "link-drawn", sentence, name=title(node), target=title(target))


def _plain(area: Area, node: etree._Element) -> None:
    link = _link(node)
    if link is not None:
        node.remove(link)
    area.retype(node, "intermediateThrowEvent")


def _is_same(node: etree._Element, other: etree._Element) -> bool:
    """Tell whether two halves belong together: one names the other, or both bear one name."""
    half, rest = _link(node), _link(other)
    if half is None or rest is None:
        return False
    named = (half.findtext(bpmn("target")) or "").strip()
    if named:
        return named == rest.get("id")
    return _name(node, half) == _name(other, rest) != ""


def _name(node: etree._Element, link: etree._Element) -> str:
    return " ".join((link.get("name") or node.get("name") or "").split())


def _link(node: etree._Element) -> etree._Element | None:
    return node.find(bpmn("linkEventDefinition")) if local(node) else None
