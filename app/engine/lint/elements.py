"""Rules about which elements a drawing may use at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.engine.errors import Problem
from app.engine.lint.problem import problem
from app.engine.model import FLOW_NODES, Model, reached
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_INSTEAD = {
    "complexGateway": N_(
        "A complex gateway does not run. Draw an inclusive gateway with a condition on each arrow."
    ),
    "adHocSubProcess": N_(
        "An ad hoc subprocess does not run. Draw the steps one after another, or side by side between two "
        "parallel gateways."
    ),
    "transaction": N_(
        "A transaction does not run. Draw a subprocess, with an event on its border for what ends it."
    ),
    "serviceTask": N_("A service task does not run. Draw a script task that calls a registered action."),
    "businessRuleTask": N_(
        "A decision task does not run. Tables propose an outcome on a form that an officer confirms: draw a "
        "user task."
    ),
    "sendTask": N_(
        "A send task does not run. Draw a script task that opens a letter, or starts a procedure."
    ),
}
_PASSIVE = frozenset(
    (
        "documentation", "extensionElements", "laneSet", "sequenceFlow", "association", "textAnnotation",
        "group", "category", "dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification",
        "property", "incoming", "outgoing", "auditing", "monitoring", "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics", "completionCondition",
    )
)  # fmt: skip


def kinds(model: Model) -> Iterator[Problem]:
    """Refuse elements that the engine does not run, and those it does not know."""
    for _scope, element in model.elements():
        if element.type in _INSTEAD:
            yield problem(element.id, "element", _INSTEAD[element.type])
    for scope in model.scopes:
        for child in scope.xml:
            kind = local(child)
            if kind and kind not in FLOW_NODES and kind not in _PASSIVE:
                sentence = N_("{kind} is not an element that runs here. Draw a task, an event or a gateway.")
                yield problem(child.get("id", scope.id), "element", sentence, kind=kind)


def event_subprocesses(model: Model) -> Iterator[Problem]:
    """Refuse event subprocesses: the engine starts their handler with the process."""
    for _scope, element in model.elements():
        if element.xml.get("triggeredByEvent") == "true":
            yield problem(
                element.id,
                "event-subprocess",
                N_(
                    "An event subprocess would begin together with the procedure. Put the phase into a "
                    "subprocess and draw the event on its border."
                ),
            )


def compensation(model: Model) -> Iterator[Problem]:
    """Refuse compensation: the engine skips it."""
    for _scope, element in model.elements():
        if element.event() == "compensate" or element.xml.get("isForCompensation") == "true":
            sentence = N_(
                "Compensation would be skipped. Draw the steps that undo the work as an ordinary path."
            )
            yield problem(element.id, "compensation", sentence)


def data_objects(model: Model) -> Iterator[Problem]:
    """Refuse data that a drawing carries itself: what a case holds lives in the case file."""
    for _scope, element in model.elements():
        if any(local(child) in {"dataInputAssociation", "dataOutputAssociation"} for child in element.xml):
            sentence = N_(
                "Data tied to a step is not carried. Ask for it on the step's form; remove the data arrow."
            )
            yield problem(element.id, "data-association", sentence)


def identifiers(model: Model) -> Iterator[Problem]:
    """Refuse steps without an id, and two things with the same: steps and timers are found by it."""
    for scope, element in model.elements():
        if not element.id:
            sentence = N_("An element has no id. Open the drawing in the editor and save it again.")
            yield problem(scope.id, "id", sentence)
    for name in sorted(_repeated(model)):
        sentence = N_(
            "Two elements have this id, here or in a called procedure. Give one of them another id."
        )
        yield problem(name, "id", sentence)


def _repeated(model: Model) -> set[str]:
    """List the ids that stand twice: anywhere in one process, or at steps of two processes."""
    across = [*(element.id for _scope, element in model.elements()), *model.processes()]
    within = [
        [name for xml in scope.xml.iter() if (name := xml.get("id"))] for scope in model.processes().values()
    ]
    counts = [Counter(names) for names in (across, *within)]
    return {name for count in counts for name, times in count.items() if times > 1 and name}


def processes(model: Model) -> Iterator[Problem]:
    """Refuse a procedure that is not there, is marked as not to be run, or calls itself."""
    found = model.processes()
    if model.process_id not in found:
        yield problem(model.process_id, "process", N_("There is no procedure with this id in the files."))
    for name, scope in found.items():
        if scope.xml.get("isExecutable", "true") != "true":
            yield problem(name, "process", N_("The procedure is marked as not executable. Tick that it is."))
    for _scope, element in model.elements():
        if element.type == "callActivity" and element.xml.get("calledElement", "") not in found:
            called = element.xml.get("calledElement", "")
            sentence = N_('The called procedure "{called}" is not among the files. Add it, or call another.')
            yield problem(element.id, "call", sentence, called=called)
    yield from _circles(model)


def _circles(model: Model) -> Iterator[Problem]:
    calls = {
        name: {call.get("calledElement", "") for call in scope.xml.iter(bpmn("callActivity"))}
        for name, scope in model.processes().items()
    }
    for name, called in calls.items():
        if name in reached(calls, called):
            yield problem(
                name, "call", N_("The procedure calls itself, and would never end. Start it anew instead.")
            )
