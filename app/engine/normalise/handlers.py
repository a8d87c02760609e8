"""Questions about elements that stand for a way of working which has to be drawn otherwise here."""

from __future__ import annotations

from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_KINDS = {
    "complexGateway": (
        "complex-gateway",
        N_(
            'It is not said, in a way that runs here, when the complex gateway "{name}" lets the '
            "procedure go on. Draw an inclusive gateway with a condition on each arrow."
        ),
    ),
    "adHocSubProcess": (
        "ad-hoc",
        N_(
            'The steps in "{name}" are done in any order, or not at all. Settle the order, or that all are '
            "done side by side."
        ),
    ),
    "transaction": (
        "transaction",
        N_('"{name}" is done wholly or not at all. Settle what undoes it, and draw that as steps.'),
    ),
}


def kinds(sheet: Sheet) -> None:
    """Ask how a complex gateway, an ad hoc part or a transaction is meant."""
    for _area, node in sheet.elements():
        if local(node) in _KINDS:
            rule, sentence = _KINDS[local(node)]
            sheet.ask(node, rule, sentence, name=title(node))


def event_parts(sheet: Sheet) -> None:
    """Ask where an event is to be watched that a whole subprocess answers."""
    for _area, node in sheet.elements():
        if node.get("triggeredByEvent") == "true":
            sentence = N_(
                '"{name}" answers an event whenever it comes. Settle in which phase it may come, and draw '
                "the event on the border of that phase."
            )
            sheet.ask(node, "event-part", sentence, name=title(node))


def undoing(sheet: Sheet) -> None:
    """Ask how work is undone where a drawing only says that it is."""
    for _area, node in sheet.elements():
        undone = node.find(bpmn("compensateEventDefinition")) is not None
        if undone or node.get("isForCompensation") == "true":
            sentence = N_('"{name}" undoes work that was done. Draw how it is undone as an ordinary path.')
            sheet.ask(node, "compensation", sentence, name=title(node))


def empty_parts(sheet: Sheet) -> None:
    """Ask what is done in a subprocess in which nothing is drawn."""
    for area in sheet.areas:
        if not area.nodes and local(area.holder) != "process":
            sentence = N_('Nothing is drawn in "{name}". Draw its steps, or make it one step.')
            sheet.ask(area.holder, "part-empty", sentence, name=title(area.holder))
