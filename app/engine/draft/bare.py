"""What the library needs of a drawing, and nothing else: no looks, no pools, no data, no foreign words."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from app.engine.model import Model
from app.engine.xmlsafe import BPMN, SPIFF, bpmn, local

_DECLARED = ("message", "signal", "error", "escalation")
_WITHOUT = (
    "dataInputAssociation", "dataOutputAssociation", "ioSpecification", "property", "dataObject", "dataStore",
    "dataObjectReference", "dataStoreReference", "artifact", "association", "textAnnotation", "group",
    "correlationSubscription", "resourceRole", "potentialOwner", "performer", "humanPerformer", "auditing",
    "monitoring", "ioBinding",
)  # fmt: skip


def bare(drawn: Model) -> etree._Element:
    """Gather the procedures of a model and what they name into one drawing of their own."""
    root = etree.Element(bpmn("definitions"), nsmap={"bpmn": BPMN, "spiffworkflow": SPIFF})
    seen: set[str] = set()
    for kind in _DECLARED:
        for item in (found for drawing in drawn.roots for found in drawing.iter(bpmn(kind))):
            if item.get("id", "") not in seen:
                seen.add(item.get("id", ""))
                root.append(deepcopy(item))
    for scope in drawn.processes().values():
        root.append(_stripped(deepcopy(scope.xml)))
    return root


def _stripped(process: etree._Element) -> etree._Element:
    for kind in _WITHOUT:
        for xml in list(process.iter(bpmn(kind))):
            _drop(xml)
    for held in list(process.iter(bpmn("extensionElements"))):
        for item in list(held):
            if item.tag != f"{{{SPIFF}}}properties":
                held.remove(item)
    for xml in list(process.iter()):
        if not local(xml) and not str(xml.tag).startswith(f"{{{SPIFF}}}"):
            _drop(xml)
    return process


def _drop(xml: etree._Element) -> None:
    around = xml.getparent()
    if around is not None:
        around.remove(xml)
