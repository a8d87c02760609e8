"""What the library needs of a drawing, written anew: no looks, no pools, no data, no foreign words."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from app.engine.model import ACTIVITIES, EVENTS, FLOW_NODES, HOLDERS, ORIGIN, Model
from app.engine.nodes import documentation, properties
from app.engine.normalise.times import TIMES
from app.engine.xmlsafe import BPMN, SPIFF, bpmn, local, words

_DECLARED = ("message", "signal", "error", "escalation")
_SAID = (
    "id", "name", "default", "attachedToRef", "cancelActivity", "calledElement", "sourceRef", "targetRef",
    "messageRef", "signalRef", "errorRef", "escalationRef", "errorCode", "escalationCode", "isSequential",
    "loopMaximum", ORIGIN,
)  # fmt: skip
_LOOPS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")
_WRITTEN = (*TIMES, "loopCardinality", "completionCondition", "loopCondition")


def bare(drawn: Model, *, carries: bool) -> etree._Element:
    """Gather the procedures of a model and what they name into one drawing of their own.

    ``carries``: whether a called procedure takes and gives only the fields that it lists.
    """
    root = etree.Element(bpmn("definitions"), nsmap={"bpmn": BPMN, "spiffworkflow": SPIFF})
    declared = {
        item.get("id", ""): item
        for kind in _DECLARED
        for drawing in drawn.roots
        for item in drawing.iter(bpmn(kind))
    }
    for item in declared.values():
        _copy(item, root)
    for scope in drawn.processes().values():
        made = _part(scope.xml, root)
        made.set("isExecutable", "true")
        made.extend(deepcopy(listed) for listed in scope.xml.iterfind(bpmn("ioSpecification")) if carries)
    return root


def _part(xml: etree._Element, around: etree._Element) -> etree._Element:
    made = _copy(xml, around)
    for lane in xml.iterfind(f"{bpmn('laneSet')}//{bpmn('lane')}"):
        _lane(lane, made)
    for child in xml:
        if local(child) in HOLDERS:
            _fill(child, _part(child, made))
        elif local(child) in FLOW_NODES:
            _fill(child, _copy(child, made))
        elif local(child) == "sequenceFlow":
            arrow = _copy(child, made)
            for condition in child.iterfind(bpmn("conditionExpression")):
                _copy(condition, arrow).text = words(condition)
    return made


def _fill(xml: etree._Element, made: etree._Element) -> None:
    """Write what stands within an element that the library, or the reader of its nodes, asks for."""
    text, noted = documentation(xml), properties(xml)
    if text:
        etree.SubElement(made, bpmn("documentation")).text = text
    if noted:
        held = etree.SubElement(etree.SubElement(made, bpmn("extensionElements")), f"{{{SPIFF}}}properties")
        for name, value in noted.items():
            etree.SubElement(held, f"{{{SPIFF}}}property", {"name": name, "value": value})
    for child in _asked(xml):
        copied = _copy(child, made)
        for written in child:
            if local(written) in _WRITTEN:
                _copy(written, copied).text = words(written)
        if local(child) == "script":
            copied.text = words(child)


def _asked(xml: etree._Element) -> Iterator[etree._Element]:
    kind = local(xml)
    for child in xml:
        inner = local(child)
        if (
            (kind in EVENTS and inner.endswith("EventDefinition"))
            or (kind in ACTIVITIES and inner in _LOOPS)
            or (kind == "scriptTask" and inner == "script")
        ):
            yield child


def _lane(lane: etree._Element, process: etree._Element) -> None:
    lanes = process.find(bpmn("laneSet"))
    if lanes is None:
        lanes = etree.SubElement(process, bpmn("laneSet"))
    made = _copy(lane, lanes)
    for reference in lane.iterfind(bpmn("flowNodeRef")):
        _copy(reference, made).text = words(reference)


def _copy(xml: etree._Element, around: etree._Element) -> etree._Element:
    said = {key: value for key in _SAID if (value := xml.get(key)) is not None}
    return etree.SubElement(around, str(xml.tag), said)
