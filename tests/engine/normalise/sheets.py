"""Small drawings for the rewrites, and what was noted about them."""

from __future__ import annotations

from lxml import etree

from app.engine import xmlsafe
from app.engine.normalise import Normalised, normalise
from app.engine.xmlsafe import bpmn
from tests.engine.sketch import draw


def rewritten(*parts: str, extra: str = "") -> Normalised:
    """Draw one process and normalise it; the sentences of all notes can be said."""
    return of(draw(*parts, extra=extra))


def of(content: bytes) -> Normalised:
    found = normalise(xmlsafe.read(content))
    for note in found.notes:
        assert note.message
        assert "{" not in note.message.replace("${", "")
    return found


def told(found: Normalised) -> set[tuple[str, str]]:
    """Name the elements and rules of what was done."""
    return {(note.element, note.rule) for note in found.notes if not note.open}


def asked(found: Normalised) -> set[tuple[str, str]]:
    """Name the elements and rules of what a person must settle."""
    return {(note.element, note.rule) for note in found.notes if note.open}


def node(found: Normalised, name: str) -> etree._Element:
    return next(xml for xml in found.root.iter() if xml.get("id") == name)


def arrows(found: Normalised) -> set[tuple[str, str]]:
    return {(flow.get("sourceRef"), flow.get("targetRef")) for flow in found.root.iter(bpmn("sequenceFlow"))}


def kinds(found: Normalised) -> dict[str, str]:
    """Give the kind of each element that has an id."""
    return {xml.get("id"): xmlsafe.local(xml) for xml in found.root.iter() if xml.get("id")}
