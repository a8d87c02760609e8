"""Rewrites of how things are named: old vocabularies, ids that are missing or stand twice, prefixes."""

from __future__ import annotations

from lxml import etree

from app.engine.model import FLOW_NODES, ORIGIN
from app.engine.normalise.area import origin
from app.engine.normalise.sheet import Sheet
from app.engine.xmlsafe import BPMN, local
from app.language import N_

_NAMED = FLOW_NODES | {"process", "sequenceFlow", "message", "signal", "error", "escalation"}
_REFERS = (
    "sourceRef", "targetRef", "default", "attachedToRef", "messageRef", "signalRef", "errorRef",
    "escalationRef", "processRef", "calledElement", "dataObjectRef", "dataStoreRef",
)  # fmt: skip
_REFERS_IN_TEXT = ("flowNodeRef", "incoming", "outgoing", "eventDefinitionRef", "sourceRef", "targetRef")


def vocabularies(sheet: Sheet) -> None:
    """Read a drawing of a BPMN before its last edition as what it has become."""
    early = etree.QName(sheet.root).namespace or ""
    if early == BPMN or "/bpmn" not in early.lower():
        return
    for xml in sheet.root.iter(f"{{{early}}}*"):
        xml.tag = f"{{{BPMN}}}{etree.QName(xml).localname}"
    sentence = N_("The file was written for an early BPMN 2.0; it is read as the final one.")
    sheet.note(sheet.root, "vocabulary", sentence)


def ids(sheet: Sheet) -> None:
    """Give an id to what has none, or has one that stands already; steps and timers are found by it."""
    seen: set[str] = set()
    for xml in _drawn(sheet):
        name, kind = xml.get("id"), local(xml)
        if name is not None and name not in seen:
            seen.add(name)
        elif kind in _NAMED:
            _rename(sheet, xml, kind)
            seen.add(xml.get("id", ""))


def prefixes(sheet: Sheet) -> None:
    """Take the prefix of the file's own vocabulary from references, where the id is known without it."""
    known = {name for xml in _drawn(sheet) if (name := xml.get("id"))}
    for xml in _drawn(sheet):
        kind = local(xml)
        for key in _REFERS:
            if (value := xml.get(key)) is not None:
                xml.set(key, _plain(value, known))
        if kind in _REFERS_IN_TEXT and xml.text:
            xml.text = _plain(xml.text, known)


def _drawn(sheet: Sheet) -> list[etree._Element]:
    """List what means something, without how it looks."""
    return [xml for part in sheet.root if local(part) for xml in part.iter(f"{{{BPMN}}}*")]


def _plain(reference: str, known: set[str]) -> str:
    written = reference.strip()
    bare = written.partition(":")[2]
    return bare if bare in known and written not in known else written if written in known else reference


def _rename(sheet: Sheet, xml: etree._Element, kind: str) -> None:
    name, around = xml.get("id"), xml.getparent()
    if name is None:
        sentence = N_("A part of the drawing here had no id and was given one.")
        sheet.note(xml, "id-given", sentence)
        xml.set(ORIGIN, origin(around) if around is not None else "")
        xml.set("id", sheet.fresh(f"{kind}_without_id"))
    else:
        sentence = N_('Two parts of the drawing had the id "{name}"; the second was given one of its own.')
        sheet.note(xml, "id-twice", sentence, name=name)
        xml.set(ORIGIN, name)
        xml.set("id", sheet.fresh(f"{name}_again"))
