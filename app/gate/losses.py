"""What an editor would lose of a file: extensions and marks of other programs that it does not know.

An editor writes what it has read; what it does not know it may drop without a word. So what stood in the file
before is counted by the element that held it, and must stand there again, unless the whole element was
taken out.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from app import xmlsafe
from app.xmlsafe import Element

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_STANDARD = ("http://www.omg.org/spec/BPMN/", "http://www.omg.org/spec/DD/", "http://www.omg.org/spec/DMN/")
_DRAWN = (  # set and taken away by the hand that draws: colours, widths of columns
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "http://bpmn.io/schema/dmn/biodi/1.0",
    "http://bpmn.io/schema/dmn/biodi/2.0",
)
_OWN = frozenset(
    {"properties", "property", "preScript", "postScript"}
)  # our panel edits, the gate refuses these

_Held = tuple[str, str]  # the element that holds it, and what it is called


def between(before: bytes, after: bytes) -> tuple[str, ...]:
    """Name what stood in a file and would be gone: ``zeebe:taskDefinition (cf_verify)``.

    Files that are no XML hold nothing strange. Nothing is said of what came in, or of what cannot be read:
    the gate says it.
    """
    try:
        old, new = xmlsafe.read(before), xmlsafe.read(after)
    except xmlsafe.XmlRefused:
        return ()
    standing = {each.get("id", "") for each in new.iter() if each.get("id")}
    gone = _strange(old) - _strange(new)
    return tuple(
        f"{what} ({holder})" if holder else what
        for (holder, what), _count in sorted(gone.items())
        if not holder or holder in standing
    )


def _strange(root: Element) -> Counter[_Held]:
    words = _prefixes(root)
    found: Counter[_Held] = Counter()
    for element in root.iter():
        name = etree.QName(element)
        holder = _holder(element, root)
        if not _known(name.namespace or "", name.localname):
            found[holder, _called(name, words)] += 1
        for key in element.attrib:
            mark = etree.QName(str(key))
            if mark.namespace and not _known(mark.namespace, ""):
                found[holder, _called(mark, words)] += 1
    return found


def _known(space: str, local: str) -> bool:
    return (
        space.startswith(_STANDARD)
        or space in {*_DRAWN, _XSI}
        or (space == _SPIFF and local in _OWN)
        or (not space and bool(local))
    )


def _holder(element: Element, root: Element) -> str:
    """Give the nearest element of the standard with an id; on the drawing, the element that is drawn."""
    at: Element | None = element
    while at is not None and at is not root:
        named = at.get("bpmnElement") or at.get("id") or ""
        if named and (etree.QName(at).namespace or "").startswith(_STANDARD):
            return named
        at = at.getparent()
    return ""


def _prefixes(root: Element) -> dict[str, str]:
    """Give the short name under which a file speaks of each namespace."""
    return {space: prefix or "" for each in root.iter() for prefix, space in each.nsmap.items()}


def _called(name: etree.QName, words: dict[str, str]) -> str:
    prefix = words.get(name.namespace or "", "")
    return f"{prefix}:{name.localname}" if prefix else name.localname
