"""Stand-ins for parts of a procedure that run in a way which is not drawn here."""

from __future__ import annotations

from lxml import etree

from app.engine.draft.stage import Stage
from app.engine.model import HOLDERS
from app.engine.normalise.ends import stands_aside
from app.engine.normalise.sheet import title
from app.engine.xmlsafe import bpmn, local
from app.language import N_


def left_out(stage: Stage) -> None:
    """Leave out what answers an event whenever it comes, and what undoes work."""
    for area, node in stage.elements():
        if stands_aside(node):
            stage.drop(area, node)
            sentence = N_('In the rehearsal "{name}" is left out.')
            stage.note(node, "played-without", sentence, name=title(node))
        for undone in node.findall(bpmn("compensateEventDefinition")):
            node.remove(undone)
            sentence = N_('In the rehearsal nothing is undone at "{name}".')
            stage.note(node, "played-without", sentence, name=title(node))


def wholes(stage: Stage) -> None:
    """Play a transaction as a subprocess; its cancelling becomes an error that its border catches."""
    for area, node in stage.elements():
        if local(node) != "transaction":
            continue
        inner = stage.area(node)
        ends = [] if inner is None else [end for end in inner.of_type("endEvent") if _cancels(end)]
        borders = [event for event in area.borders(node) if _cancels(event)]
        if ends or borders:
            error = stage.declare("error", f"cancel_{node.get('id')}", errorCode=f"cancel_{node.get('id')}")
            for event in (*ends, *borders):
                stage.cause(event, "errorEventDefinition", errorRef=error)
        area.retype(node, "subProcess")
        sentence = N_(
            'In the rehearsal "{name}" is an ordinary phase: nothing that was done in it is undone.'
        )
        stage.note(node, "played-as-phase", sentence, name=title(node))


def any_order(stage: Stage) -> None:
    """Play steps that may come in any order side by side."""
    for area, node in stage.elements():
        if local(node) != "adHocSubProcess":
            continue
        area.retype(node, "subProcess")
        for child in node.findall(bpmn("completionCondition")):
            node.remove(child)
        sentence = N_('In the rehearsal the steps in "{name}" lie open side by side.')
        stage.note(node, "played-side-by-side", sentence, name=title(node))


def hollow(stage: Stage) -> None:
    """Play a subprocess in which nothing is drawn as one step."""
    for area, node in stage.elements():
        inner = stage.area(node) if local(node) in HOLDERS else None
        if inner is not None and not inner.nodes:
            stage.make_manual(area, node)
            _as_step(stage, node)


def calls(stage: Stage) -> None:
    """Play the call of a procedure that is not at hand, or would never end, as one step."""
    for area, node in stage.elements():
        if local(node) == "callActivity" and node.get("calledElement") not in stage.callable_ids:
            stage.make_manual(area, node)
            _as_step(stage, node)


def _as_step(stage: Stage, node: etree._Element) -> None:
    sentence = N_('In the rehearsal "{name}" is one step that somebody does.')
    stage.note(node, "played-as-step", sentence, name=title(node))


def _cancels(event: etree._Element) -> bool:
    return event.find(bpmn("cancelEventDefinition")) is not None
