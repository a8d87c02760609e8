"""A mend carried out: one change in the file, everything else stays as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from app import xmlsafe
from app.engine.xmlsafe import SPIFF, bpmn
from app.errors import Unacceptable
from app.language import _
from app.xmlsafe import Element

_BEFORE = (bpmn("documentation"),)  # what the standard puts before the extensions
PROPERTIES = frozenset(
    {"form", "role", "assign", "guard", "records", "letter", "outcome", "citizen", "legalBasis", "promise"}
)


def mended(content: bytes, kind: str, element: str, *, key: str = "", value: str = "") -> bytes:
    """Make one change at an element: of the ``kind`` of a mend, ``key`` a property, ``value`` what is set.

    Raises: Unacceptable for what cannot be read, an element that is not there, a change that is no mend.
    """
    root = _read(content)
    at = [each for each in root.iter() if isinstance(each.tag, str) and each.get("id") == element]
    if kind not in _CHANGES or not at:
        raise Unacceptable(reason=_("this cannot be mended by itself; look at the place on the drawing"))
    _CHANGES[kind](root, at[-1], key, value)
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _read(content: bytes) -> Element:
    try:
        return xmlsafe.read(content, with_notes=True)
    except xmlsafe.XmlRefused as refused:
        raise Unacceptable(reason=str(refused)) from refused


def _set(_root: Element, at: Element, key: str, value: str) -> None:
    if key not in PROPERTIES:
        raise Unacceptable(reason=_("this cannot be mended by itself; look at the place on the drawing"))
    properties = _within(_extensions(at), f"{{{SPIFF}}}properties")
    found = [each for each in properties if each.get("name") == key]
    entry = found[0] if found else etree.SubElement(properties, f"{{{SPIFF}}}property", {"name": key})
    entry.set("value", value)


def _remove(_root: Element, at: Element, key: str, _value: str) -> None:
    for entry in at.findall("{*}extensionElements/{*}properties/{*}property"):
        if entry.get("name") == key and (around := entry.getparent()) is not None:
            around.remove(entry)


def _default(root: Element, at: Element, _key: str, value: str) -> None:
    leaving = {
        each.get("id") for each in root.iter(bpmn("sequenceFlow")) if each.get("sourceRef") == at.get("id")
    }
    if value not in leaving:
        raise Unacceptable(reason=_("this arrow does not leave from here"))
    at.set("default", value)


def _another_id(root: Element, at: Element, _key: str, value: str) -> None:
    """Give the last of two elements with one id another, and the last of two shapes with it."""
    before = at.get("id", "")
    shapes = [each for each in root.iter() if isinstance(each.tag, str) and each.get("bpmnElement") == before]
    at.set("id", value)
    if len(shapes) > 1:
        shapes[-1].set("bpmnElement", value)


def _extensions(at: Element) -> Element:
    found = at.find(bpmn("extensionElements"))
    if found is None:
        found = etree.Element(bpmn("extensionElements"))
        at.insert(sum(each.tag in _BEFORE for each in at), found)
    return found


def _within(around: Element, name: str) -> Element:
    found = around.find(name)
    return etree.SubElement(around, name, nsmap={"spiffworkflow": SPIFF}) if found is None else found


_CHANGES: Mapping[str, Callable[[Element, Element, str, str], None]] = {
    "property": _set,
    "remove": _remove,
    "default": _default,
    "id": _another_id,
}
