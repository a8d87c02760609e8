"""Rules about events: what begins, interrupts, ends or tells something."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.engine.errors import Problem
from app.engine.lint.problem import problem
from app.engine.model import Element, Model, Scope
from app.engine.xmlsafe import bpmn
from app.language import N_

_WAITING = {"startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"}


def kinds(model: Model) -> Iterator[Problem]:
    """Refuse events that the engine skips or never hears."""
    for _scope, element in model.elements():
        kind = element.event()
        if element.type == "endEvent" and kind == "signal":
            sentence = N_(
                "A signal at the end would never be sent. Draw a throwing signal before a plain end."
            )
            yield problem(element.id, "signal-end", sentence)
        elif kind == "link":
            yield problem(element.id, "link", N_("A link would end here. Draw the arrow to where it leads."))
        elif kind == "conditional":
            sentence = N_("A condition is not watched. Draw a gateway after the step that changes it.")
            yield problem(element.id, "conditional", sentence)
        elif kind == "cancel":
            sentence = N_(
                "A cancel event does not run. Draw an error event, caught on the subprocess's border."
            )
            yield problem(element.id, "cancel", sentence)
        if len(element.event_definitions()) > 1:
            sentence = N_("An event with several causes is not told apart. Draw one event for each.")
            yield problem(element.id, "multiple-event", sentence)


def starts(model: Model) -> Iterator[Problem]:
    """Refuse a beginning that waits: a procedure begins when the office starts it."""
    for _scope, element in model.elements():
        if element.type == "startEvent" and element.event():
            sentence = N_(
                "A procedure begins when it is started. Draw a plain start and, behind it, what it waits for."
            )
            yield problem(element.id, "start", sentence)


def borders(model: Model) -> Iterator[Problem]:
    """Refuse border events that hang on nothing or wait for nothing."""
    for scope, element in model.elements():
        if element.type != "boundaryEvent":
            continue
        if element.xml.get("attachedToRef") not in scope.nodes:
            yield problem(
                element.id, "boundary", N_("This event hangs on no step. Put it on a step's border.")
            )
        if not element.event():
            sentence = N_("This event on a border waits for nothing. Choose a timer, a message or an error.")
            yield problem(element.id, "boundary", sentence)


def cycles(model: Model) -> Iterator[Problem]:
    """Refuse an interrupting timer that repeats: the engine does not interrupt for it."""
    for _scope, element in model.elements():
        repeats = element.xml.find(f"{bpmn('timerEventDefinition')}/{bpmn('timeCycle')}") is not None
        if element.type == "boundaryEvent" and repeats and _interrupts(element):
            sentence = N_(
                "A repeating timer cannot interrupt. Draw one deadline that interrupts, or reminders "
                "that do not."
            )
            yield problem(element.id, "interrupting-cycle", sentence)


def event_gateways(model: Model) -> Iterator[Problem]:
    """Refuse two timers behind one event gateway, and anything there that does not wait."""
    for scope, element in model.elements():
        if element.type != "eventBasedGateway":
            continue
        targets = [
            scope.nodes[flow.target] for flow in scope.outgoing(element.id) if flow.target in scope.nodes
        ]
        if sum(target.event() == "timer" for target in targets) > 1:
            sentence = N_(
                "Two timers here would share one instant. Keep the earlier one, and let a gateway follow it."
            )
            yield problem(element.id, "two-timers", sentence)
        if any(target.type not in {"intermediateCatchEvent", "receiveTask"} for target in targets):
            sentence = N_(
                "Behind an event gateway only waiting events may stand. Draw a catching event first."
            )
            yield problem(element.id, "event-gateway", sentence)


def throws(model: Model) -> Iterator[Problem]:
    """Refuse a message or signal that nobody in the procedure waits for: it would be lost."""
    caught = {
        (element.event(), subject(model, element))
        for _scope, element in model.elements()
        if element.type in _WAITING
    }
    for _scope, element in model.elements():
        thrown = element.type in {"intermediateThrowEvent", "endEvent"} and element.event() in {
            "message",
            "signal",
        }
        if thrown and (element.event(), subject(model, element)) not in caught:
            sentence = N_(
                "Nobody in this procedure waits for this. Draw a script task with the action that "
                "tells others."
            )
            yield problem(element.id, "unheard", sentence)


def signals(model: Model) -> Iterator[Problem]:
    """Refuse to wait for a signal that nobody in the procedure sends: signals come from nowhere else."""
    sent = {
        subject(model, element)
        for _scope, element in model.elements()
        if element.type in {"intermediateThrowEvent", "endEvent"} and element.event() == "signal"
    }
    for _scope, element in model.elements():
        waits = element.type in _WAITING and element.event() == "signal"
        if waits and subject(model, element) not in sent:
            sentence = N_(
                "Nobody in this procedure sends this signal, and it would be waited for in vain. Draw a "
                "message that the office sends, or the event that throws the signal."
            )
            yield problem(element.id, "unsent", sentence)


def references(model: Model) -> Iterator[Problem]:
    """Refuse a message or signal that is not named: nobody could send it, or wait for it."""
    for _scope, element in model.elements():
        named = element.event() in {"message", "signal"} or element.type == "receiveTask"
        if named and not subject(model, element):
            sentence = N_("It is not said which message or signal this is. Choose one, and give it a name.")
            yield problem(element.id, "unnamed", sentence)
        elif element.event() == "error" and not _is_declared(model, element):
            sentence = N_("It is not said which error this is. Choose one, or let it catch any.")
            yield problem(element.id, "unnamed", sentence)


def errors(model: Model) -> Iterator[Problem]:
    """Refuse an error that nothing around it catches: the engine would go on as if it had not happened."""
    for scope, element in model.elements():
        if (
            element.type == "endEvent"
            and element.event() == "error"
            and not _is_caught(model, scope, element)
        ):
            sentence = N_(
                "Nothing catches this error before the procedure or the call ends. Draw an error event on "
                "the border of the subprocess around it; from a called procedure give back an outcome "
                "instead."
            )
            yield problem(element.id, "error-end", sentence)


def _is_caught(model: Model, scope: Scope, element: Element) -> bool:
    code = subject(model, element)
    held = model.holder(scope)
    while held is not None:
        outer, holder = held
        for border in outer.boundary(holder.id):
            if border.event() == "error" and subject(model, border) in {code, ""}:
                return True
        held = model.holder(outer)
    return False


def subject(model: Model, element: Element) -> str:
    """Give the name of a message or signal, or the code of an error; nothing where none is said."""
    for definition in element.event_definitions() or [element.xml]:
        for kind, key in (("message", "name"), ("signal", "name"), ("error", "errorCode")):
            found = _declared(model, kind, definition.get(f"{kind}Ref"))
            if found is not None:
                return found.get(key, "")
    return ""


def _is_declared(model: Model, element: Element) -> bool:
    referred = [definition.get("errorRef") for definition in element.event_definitions()]
    return all(name is None or _declared(model, "error", name) is not None for name in referred)


def _declared(model: Model, kind: str, name: str | None) -> etree._Element | None:
    """Find what an event refers to among the declarations of all files."""
    declared = (found for root in model.roots for found in root.iter(bpmn(kind)))
    return next((found for found in declared if name and found.get("id") == name), None)


def _interrupts(element: Element) -> bool:
    return element.xml.get("cancelActivity", "true") == "true"
