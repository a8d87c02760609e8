"""Stand-ins for events: what begins, what is waited for, what is told."""

from __future__ import annotations

from lxml import etree

from app.engine.actions import Place
from app.engine.draft.stage import Stage
from app.engine.normalise.area import Area
from app.engine.normalise.events import causes
from app.engine.normalise.sheet import title
from app.engine.normalise.times import TIMES, is_said, written_time
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_A_DAY = '"P1D"'
_CATCHING = ("intermediateCatchEvent", "boundaryEvent", "receiveTask")
_HEARD = ("timer", "message", "signal", "error", "escalation")


def single(stage: Stage) -> None:
    """Play the first cause of an event that has several."""
    for _area, node in stage.elements():
        found = causes(node)
        for cause in found[1:]:
            node.remove(cause)
        if len(found) > 1:
            sentence = N_('In the rehearsal only the first cause of "{name}" counts.')
            stage.note(node, "played-first-cause", sentence, name=title(node))


def plain(stage: Stage) -> None:
    """Play loose halves of links and ends that lead on as events on the way."""
    for area, node in stage.elements():
        link = node.find(bpmn("linkEventDefinition"))
        if link is not None:
            node.remove(link)
        if link is not None or (local(node) == "endEvent" and area.outgoing(node)):
            area.retype(node, "intermediateThrowEvent")
            sentence = N_('In the rehearsal "{name}" is passed without anything happening.')
            stage.note(node, "played-without", sentence, name=title(node))


def borders(stage: Stage) -> None:
    """Leave out events that hang on nothing that could carry them."""
    for area, node in stage.elements():
        if local(node) == "boundaryEvent" and not _carries(area.nodes.get(node.get("attachedToRef", ""))):
            stage.drop(area, node)
            sentence = N_('In the rehearsal "{name}" is left out.')
            stage.note(node, "played-without", sentence, name=title(node))


def messages(stage: Stage) -> None:
    """Let an event that waits for something nobody sends wait for a message of its own name."""
    thrown = {_subject(stage, node) for _area, node in stage.elements() if _throws(node)}
    for _area, node in stage.elements():
        kind = _kind(node)
        if local(node) not in _CATCHING or (kind in _HEARD and kind != "signal"):
            continue
        if kind == "signal" and _subject(stage, node) in thrown - {""}:
            continue
        if local(node) == "receiveTask":
            continue
        stage.cause(node, "messageEventDefinition", messageRef=stage.message(node))
        sentence = N_('In the rehearsal "{name}" waits until somebody says that it has happened.')
        stage.note(node, "played-as-message", sentence, name=title(node))


def names(stage: Stage) -> None:
    """Give a message or signal that nobody named the name of its event; forget what refers to nothing."""
    for _area, node in stage.elements():
        for holder in (node, *causes(node)):
            for kind in ("message", "signal", "error", "escalation"):
                _name(stage, node, holder, kind)


def times(stage: Stage) -> None:
    """Let a timer of which nobody can tell when it fires, fire after a day."""
    for _area, node in stage.elements():
        for definition in node.findall(bpmn("timerEventDefinition")):
            written = written_time(definition)
            if written is not None and _rings(stage, node, written):
                continue
            for child in [child for child in definition if local(child) in TIMES]:
                definition.remove(child)
            etree.SubElement(definition, bpmn("timeDuration")).text = _A_DAY
            sentence = N_('In the rehearsal "{name}" fires after one day.')
            stage.note(node, "played-after-a-day", sentence, name=title(node))


def errors(stage: Stage) -> None:
    """Play an error that nothing catches as a plain end."""
    for area, node in stage.elements():
        thrown = node.find(bpmn("errorEventDefinition"))
        if local(node) == "endEvent" and thrown is not None and not _is_caught(stage, area, thrown):
            node.remove(thrown)
            sentence = N_('Nothing catches the error "{name}"; in the rehearsal it is a plain end.')
            stage.note(node, "played-as-end", sentence, name=title(node))


def _carries(node: etree._Element | None) -> bool:
    return node is not None and not local(node).endswith(("Event", "Gateway"))


def _throws(node: etree._Element) -> bool:
    return local(node) in {"intermediateThrowEvent", "endEvent"}


def _kind(node: etree._Element) -> str:
    return next((local(cause)[: -len("EventDefinition")] for cause in causes(node)), "")


def _subject(stage: Stage, node: etree._Element) -> str:
    """Give the name of the signal that an event tells or waits for."""
    for cause in node.findall(bpmn("signalEventDefinition")):
        signal = _declared(stage, "signal", cause.get("signalRef"))
        return (signal.get("name") or "") if signal is not None else ""
    return ""


def _declared(stage: Stage, kind: str, name: str | None) -> etree._Element | None:
    return next((item for item in stage.root.iter(bpmn(kind)) if name and item.get("id") == name), None)


def _name(stage: Stage, node: etree._Element, holder: etree._Element, kind: str) -> None:
    """Put one reference of an event right, if it has one or needs one."""
    key, needs = f"{kind}Ref", kind in {"message", "signal"}
    wanted = local(holder) == f"{kind}EventDefinition" or (
        kind == "message" and local(holder) == "receiveTask"
    )
    if not wanted:
        return
    named = _declared(stage, kind, holder.get(key))
    if needs and named is None:
        holder.set(key, stage.declare(kind, node.get("id", ""), name=title(node)))
    elif needs and named is not None and not (named.get("name") or "").strip():
        named.set("name", title(node))
    elif named is None:
        holder.attrib.pop(key, "")


def _rings(stage: Stage, node: etree._Element, written: etree._Element) -> bool:
    """Tell whether a timer fires as it is written; a repeating one only where it does not interrupt."""
    once = local(node) != "boundaryEvent" or node.get("cancelActivity", "true") == "true"
    return (
        is_said(written)
        and stage.plays(written, Place.TIMER)
        and not (once and local(written) == "timeCycle")
    )


def _is_caught(stage: Stage, area: Area, thrown: etree._Element) -> bool:
    code = _code(stage, thrown)
    while (outer := _around(stage, area)) is not None:
        for border in outer.borders(area.holder):
            caught = border.find(bpmn("errorEventDefinition"))
            if caught is not None and _code(stage, caught) in {code, ""}:
                return True
        area = outer
    return False


def _around(stage: Stage, area: Area) -> Area | None:
    around = area.holder.getparent()
    return None if around is None else stage.area(around)


def _code(stage: Stage, cause: etree._Element) -> str:
    error = _declared(stage, "error", cause.get("errorRef"))
    return "" if error is None else error.get("errorCode") or ""
