"""Rewrites and questions about events: what begins a procedure, what is told, what is waited for."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_


def references(sheet: Sheet) -> None:
    """Write out the cause of an event where the event only refers to one that stands for the whole file."""
    declared = {item.get("id"): item for item in sheet.root if local(item).endswith("EventDefinition")}
    for _area, node in sheet.elements():
        for reference in node.findall(bpmn("eventDefinitionRef")):
            named = declared.get((reference.text or "").strip())
            if named is not None:
                cause = deepcopy(named)
                cause.set("id", sheet.fresh(f"cause_of_{node.get('id')}"))
                node.replace(reference, cause)
                sentence = N_('What "{name}" waits for or tells was written elsewhere in the file.')
                sheet.note(node, "cause-copied", sentence, name=title(node))


def signal_ends(sheet: Sheet) -> None:
    """Send the signal of an end before the end; the library would not send it."""
    for area, node in sheet.elements():
        signal = node.find(bpmn("signalEventDefinition"))
        if local(node) != "endEvent" or signal is None or len(causes(node)) > 1:
            continue
        thrown = area.add(
            "intermediateThrowEvent", f"throw_of_{node.get('id')}", node, name=node.get("name", "")
        )
        thrown.append(signal)
        for flow in area.incoming(node):
            area.turn(flow, target=thrown)
        area.join(thrown, node)
        sentence = N_('The signal of the end "{name}" is sent just before the end.')
        sheet.note(node, "signal-end", sentence, name=title(node))


def waiting_starts(sheet: Sheet) -> None:
    """Ask what begins a procedure whose start waits for something, or that has several starts."""
    for area in sheet.areas:
        if area.holder.get("triggeredByEvent") == "true":
            continue
        starts = area.of_type("startEvent")
        for start in starts:
            if causes(start):
                sentence = N_(
                    'The procedure begins by itself at "{name}". Here the office begins it: draw a plain '
                    "start and, behind it, what it waits for."
                )
                sheet.ask(start, "start-waits", sentence, name=title(start))
        if len(starts) > 1:
            sentence = N_(
                '"{name}" begins in several places: {starts}. Draw one start and, behind it, a gateway '
                "that says which way is taken."
            )
            names = ", ".join(title(start) for start in starts[:5])
            sheet.ask(area.holder, "several-starts", sentence, name=title(area.holder), starts=names)


def causes_unclear(sheet: Sheet) -> None:
    """Ask about events with several causes, such as wait for a condition, and ends that cancel."""
    for _area, node in sheet.elements():
        found = [local(cause) for cause in causes(node)]
        if len(found) > 1:
            sentence = N_('"{name}" has several causes. Draw one event for each.')
            sheet.ask(node, "several-causes", sentence, name=title(node))
        elif found == ["conditionalEventDefinition"] and local(node) != "startEvent":
            sentence = N_(
                '"{name}" waits until a condition holds. Settle which step brings it about, and draw a '
                "gateway behind that step."
            )
            sheet.ask(node, "condition-watched", sentence, name=title(node))
        elif found == ["cancelEventDefinition"]:
            sentence = N_(
                '"{name}" belongs to a transaction. Draw an error, caught on the border of the phase.'
            )
            sheet.ask(node, "cancel", sentence, name=title(node))


def awaited_together(sheet: Sheet) -> None:
    """Ask about an event gateway behind which everything is to come; the library goes on with the first."""
    for _area, node in sheet.elements():
        if local(node) == "eventBasedGateway" and node.get("eventGatewayType", "").lower() == "parallel":
            sentence = N_(
                'Behind "{name}" the procedure goes on only when everything has come. Draw a parallel '
                "gateway, and each event on an arrow of its own."
            )
            sheet.ask(node, "awaits-all", sentence, name=title(node))


def causes(node: etree._Element) -> list[etree._Element]:
    """List what an event waits for or tells."""
    return [child for child in node if local(child).endswith("EventDefinition")]
