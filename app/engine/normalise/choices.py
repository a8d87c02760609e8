"""Rewrites and questions about choices: which of several arrows is taken, and when."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise import speech
from app.engine.normalise.area import Area
from app.engine.normalise.flows import written
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

CHOOSING = ("exclusiveGateway", "inclusiveGateway", "complexGateway")


def blanks(sheet: Sheet) -> None:
    """Take away conditions in which nothing is written."""
    for area in sheet.areas:
        for flow in area.flows:
            for condition in flow.findall(bpmn("conditionExpression")):
                if not written(flow) and not len(condition):
                    flow.remove(condition)
                    sentence = N_("An empty condition was taken away from this arrow.")
                    sheet.note(flow, "condition-empty", sentence)


def strangers(sheet: Sheet) -> None:
    """Take the mark of a default from an element that it does not leave."""
    for area, node in sheet.elements():
        named = node.get("default")
        if named is not None and named not in {flow.get("id") for flow in area.outgoing(node)}:
            del node.attrib["default"]
            sentence = N_(
                'The default of "{name}" names an arrow that does not leave it. Choose the default.'
            )
            sheet.ask(node, "default-elsewhere", sentence, name=title(node))


def defaults(sheet: Sheet) -> None:
    """Read the one arrow without a condition behind an exclusive gateway as the default."""
    for area, node in sheet.elements():
        flows = area.outgoing(node)
        plain = [flow for flow in flows if not written(flow)]
        if local(node) != "exclusiveGateway" or node.get("default") or len(plain) != 1 or len(flows) == 1:
            continue
        node.set("default", plain[0].get("id", ""))
        sentence = N_(
            'The only arrow without a condition behind "{name}", "{arrow}", is taken when no condition holds.'
        )
        sheet.note(node, "default-chosen", sentence, name=title(node), arrow=label(area, plain[0]))


def unwritten(sheet: Sheet) -> None:
    """Ask when each way is gone behind a gateway at which nobody wrote it: a person has to choose."""
    for area, node in sheet.elements():
        flows = unasked(area, node)
        if flows:
            sentence = N_(
                'It is not written when each way behind "{name}" is taken: {arrows}. Let a step before '
                "it ask, and write a condition on each arrow."
            )
            names = ", ".join(label(area, flow) for flow in flows)
            sheet.ask(node, "choice-unwritten", sentence, name=title(node), arrows=names)


def foreign(sheet: Sheet) -> None:
    """Ask for a condition that is written in the language of another program."""
    for area in sheet.areas:
        for flow in area.flows:
            condition = flow.find(bpmn("conditionExpression"))
            if condition is None or len(condition) or speech.is_ours(condition):
                continue
            sentence = N_(
                '"{text}" on the arrow "{name}" is a condition of another program. Write it as conditions '
                'are written here, such as outcome == "settled".'
            )
            sheet.ask(flow, "condition-foreign", sentence, text=written(flow)[:80], name=label(area, flow))


def alone(sheet: Sheet) -> None:
    """Ask what happens when the condition on the only arrow out of an element does not hold."""
    for area, node in sheet.elements():
        flows = area.outgoing(node)
        if len(flows) == 1 and written(flows[0]):
            sentence = N_(
                'Only one arrow leaves "{name}", and it has a condition. Draw a gateway, and what happens '
                "when the condition does not hold."
            )
            sheet.ask(node, "condition-alone", sentence, name=title(node))


def unasked(area: Area, node: etree._Element) -> list[etree._Element]:
    """List the arrows behind a choice that have no condition and are not the default."""
    flows = area.outgoing(node)
    if local(node) not in CHOOSING or len(flows) < 2:  # noqa: PLR2004 - two arrows make a choice
        return []
    return [flow for flow in flows if not written(flow) and flow.get("id") != node.get("default")]


def label(area: Area, flow: etree._Element) -> str:
    """Give what is written on an arrow, or what it leads to."""
    target = area.target(flow)
    return " ".join((flow.get("name") or "").split()) or (title(target) if target is not None else "")
