"""What each element of a drawing is: read from the XML, because the engine keeps only part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.engine.model import Model, Scope
from app.engine.xmlsafe import SPIFF, bpmn, local


@dataclass(frozen=True)
class Node:
    """One element of a procedure: its text on the drawing, whose it is, and what is noted at it.

    ``type`` is BPMN's name for it (``userTask``); ``lane`` is the name of the innermost lane, in a
    subprocess that of the subprocess; ``properties`` are the modelled ones (form, role, assign …).
    ``inside`` is the subprocess or process it is drawn in, ``attached_to`` what a border event belongs
    to, ``timer`` the expression of a timer, ``calls`` the process that a call activity calls, ``script``
    the lines of a script task, ``event`` what an event is about (``timer``, ``message`` …), ``repeats`` the
    expressions that say how often a step is repeated.
    """

    id: str
    type: str
    name: str
    lane: str | None
    documentation: str
    properties: dict[str, str]
    inside: str = ""
    attached_to: str = ""
    timer: str = ""
    calls: str = ""
    script: str = ""
    event: str = ""
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """One arrow of a procedure, with its words and the condition written on it."""

    id: str
    name: str
    source: str
    target: str
    condition: str


def arrows(model: Model) -> tuple[Arrow, ...]:
    """List the arrows of a procedure and of what it calls, in the order of the file."""
    return tuple(
        Arrow(
            flow.id,
            flow.name,
            flow.source,
            flow.target,
            (flow.condition.text or "").strip() if flow.condition is not None else "",
        )
        for scope in model.scopes
        for flow in scope.flows
    )


def gather(model: Model) -> dict[str, Node]:
    """List every step, event and gateway of a procedure and of what it calls."""
    lanes = {process: _lanes(scope.xml) for process, scope in model.processes().items()}
    found: dict[str, Node] = {}
    held: dict[str, str | None] = {}
    for scope in model.scopes:
        for element in scope.nodes.values():
            lane = lanes[scope.process].get(element.id) or held.get(scope.id)
            if model.scope(element.id) is not None:
                held[element.id] = lane
            found[element.id] = Node(
                element.id, element.type, " ".join((element.xml.get("name") or "").split()), lane,
                documentation(element.xml), properties(element.xml), scope.id,
                element.xml.get("attachedToRef", ""), timer(element.xml),
                element.xml.get("calledElement", ""), (element.xml.findtext(bpmn("script")) or "").strip(),
                element.event(), tuple(_repeats(element.xml)),
            )  # fmt: skip
    return found


def timer(xml: etree._Element) -> str:
    """Give the expression of a timer event, or nothing."""
    found = xml.find(f"{bpmn('timerEventDefinition')}/*")
    return (found.text or "").strip() if found is not None else ""


def _repeats(xml: etree._Element) -> Iterator[str]:
    """Give the expressions of a repeated step: how often, and until when."""
    for name in ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"):
        for told in xml.iterfind(f"{bpmn(name)}/*"):
            if local(told) in {"loopCardinality", "completionCondition", "loopCondition"}:
                yield (told.text or "").strip()


def documentation(xml: etree._Element) -> str:
    """Give an element's own documentation, not that of what is drawn within it."""
    return " ".join((xml.findtext(bpmn("documentation")) or "").split())


def properties(xml: etree._Element) -> dict[str, str]:
    """Give the properties noted at an element."""
    noted = xml.find(bpmn("extensionElements"))
    if noted is None:
        return {}
    found = noted.iterfind(f"{{{SPIFF}}}properties/{{{SPIFF}}}property")
    return {entry.get("name", ""): entry.get("value", "") for entry in found}


def process_name(scope: Scope) -> str:
    """Give the name of a process, or its id where it has none."""
    return " ".join((scope.xml.get("name") or scope.id).split())


def _lanes(process: etree._Element) -> dict[str, str]:
    """Tell which lane each element stands in; an inner lane is written after the outer one and wins."""
    return {
        (reference.text or "").strip(): lane.get("name", "")
        for lane in process.iter(bpmn("lane"))
        for reference in lane.iterfind(bpmn("flowNodeRef"))
    }
