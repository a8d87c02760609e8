"""Stand-ins for choices that nobody wrote down: in a rehearsal a person makes them."""

from __future__ import annotations

import re

from lxml import etree

from app.engine.draft.stage import Stage
from app.engine.lint.conditions import exhaustive
from app.engine.normalise.area import Area
from app.engine.normalise.choices import label
from app.engine.normalise.events import causes
from app.engine.normalise.flows import written
from app.engine.normalise.sheet import title
from app.engine.xmlsafe import SPIFF, bpmn, local
from app.language import N_

_WAITS = ("message", "timer", "signal")
_LONGEST = 180


def loose(stage: Stage) -> None:
    """Let an arrow across a border lead to the part that holds its end, and leave out one to nothing."""
    for area in stage.areas:
        for flow in area.flows:
            source, target = (_within(stage, area, flow.get(end, "")) for end in ("sourceRef", "targetRef"))
            if source is None or target is None or source is target:
                area.remove(flow)
            elif {flow.get("sourceRef"), flow.get("targetRef")} != {source.get("id"), target.get("id")}:
                area.turn(flow, source=source, target=target)


def complex_gateways(stage: Stage) -> None:
    """Play a complex gateway as one that waits for all that can still come, and lets some ways be chosen."""
    for area, node in stage.elements():
        if local(node) == "complexGateway":
            area.retype(node, "inclusiveGateway")
            for child in node.findall(bpmn("activationCondition")):
                node.remove(child)
            sentence = N_('In the rehearsal "{name}" waits for all that can still come.')
            stage.note(node, "played-as-inclusive", sentence, name=title(node))


def event_gateways(stage: Stage) -> None:
    """Let a person choose behind an event gateway where not every way waits for one event of its own."""
    for area, node in stage.elements():
        if local(node) == "eventBasedGateway" and not _waits(area, node):
            area.retype(node, "exclusiveGateway")


def starts(stage: Stage) -> None:
    """Begin plainly; where there are several starts, a person says which one it was."""
    for area in stage.areas:
        found = area.of_type("startEvent")
        for start in found:
            for cause in causes(start):
                start.remove(cause)
                sentence = N_('In the rehearsal "{name}" begins when it is started.')
                stage.note(start, "played-plain-start", sentence, name=title(start))
        if len(found) != 1:
            _begin(area, found or list(area.nodes.values())[:1])


def _begin(area: Area, ahead: list[etree._Element]) -> None:
    """Draw the one start of a part, and the choice behind it where it may begin in several places."""
    name = area.holder.get("id")
    start = behind = area.add("startEvent", f"start_of_{name}", area.holder)
    if len(ahead) > 1:
        behind = area.add("exclusiveGateway", f"choice_of_{name}", area.holder)
        area.join(start, behind)
    for node in ahead:
        if local(node) == "startEvent":
            area.retype(node, "intermediateThrowEvent")
        area.join(behind, node)


def ends(stage: Stage) -> None:
    """Give a subprocess that turns for ever an end, which the library asks for."""
    for area in stage.areas:
        if local(area.holder) == "subProcess" and area.nodes and not area.of_type("endEvent"):
            area.add("endEvent", f"end_of_{area.holder.get('id')}", area.holder)


def turns(stage: Stage) -> None:
    """Put a plain gateway where a loop turns that no choice ever leaves.

    It changes nothing for the procedure; without a gateway the library would foresee the loop for ever.
    """
    for area in stage.areas:
        for flow in _back(area):
            target = area.target(flow)
            if target is not None:
                gateway = area.add("exclusiveGateway", f"turn_of_{target.get('id')}", target)
                area.turn(flow, target=gateway)
                area.join(gateway, target)


def decisions(stage: Stage) -> None:
    """Put a step before every choice that cannot be made as it is written, in which a person makes it.

    The step is ``decide_<gateway>``. Its property ``outcome`` names the field that it sets, ``choices`` lists
    ``<value>:<text>`` for each way, divided by ``|``; with the property ``several`` one or more values are
    chosen, and the field holds them divided by ``|``.
    """
    for area, node in stage.elements():
        flows = area.outgoing(node)
        choosing = local(node) in {"exclusiveGateway", "inclusiveGateway"} and len(flows) > 1
        if choosing and not _is_settled(stage, node, flows):
            _let_decide(area, node, flows)
            sentence = N_('In the rehearsal somebody chooses the way at "{name}".')
            stage.note(node, "played-by-choice", sentence, name=title(node))


def conditions(stage: Stage) -> None:
    """Take away conditions where none is asked."""
    for area, node in stage.elements():
        flows = area.outgoing(node)
        asks = local(node) in {"exclusiveGateway", "inclusiveGateway"} and len(flows) > 1
        for flow in flows:
            if not asks or flow.get("id") == node.get("default"):
                for condition in flow.findall(bpmn("conditionExpression")):
                    flow.remove(condition)


def _back(area: Area) -> list[etree._Element]:
    """List the arrows that close a loop in which no gateway asks or waits."""
    found: list[etree._Element] = []
    state: dict[str, bool] = {}  # True while on the way, False when done
    for begin in area.nodes:
        way = [(begin, iter(_onward(area, begin)))] if begin not in state else []
        state.setdefault(begin, True)
        while way:
            name, arrows = way[-1]
            flow = next(arrows, None)
            if flow is None:
                state[name] = False
                way.pop()
            elif (ahead := flow.get("targetRef", "")) not in state:
                state[ahead] = True
                way.append((ahead, iter(_onward(area, ahead))))
            elif state[ahead]:
                found.append(flow)
    return found


def _onward(area: Area, name: str) -> list[etree._Element]:
    """List the arrows along which the library looks ahead without an end."""
    node = area.nodes[name]
    waits = local(node) == "parallelGateway" and len(area.incoming(node)) > 1
    asks = local(node) in {"exclusiveGateway", "inclusiveGateway", "eventBasedGateway"}
    return [] if waits or asks else [flow for flow in area.outgoing(node) if area.target(flow) is not None]


def _is_settled(stage: Stage, node: etree._Element, flows: list[etree._Element]) -> bool:
    """Tell whether a choice can be made as it is written, whatever the case."""
    asked = [flow for flow in flows if flow.get("id") != node.get("default")]
    if not all(written(flow) and stage.plays(flow.find(bpmn("conditionExpression"))) for flow in asked):
        return False
    return len(asked) < len(flows) or exhaustive(map(written, asked))


def _let_decide(area: Area, node: etree._Element, flows: list[etree._Element]) -> None:
    several = local(node) == "inclusiveGateway"
    field = "decide_" + re.sub(r"\W", "_", node.get("id", ""))
    values = _values(flows)
    choices = "|".join(
        f"{value}:{label(area, flow).replace('|', '/')}" for value, flow in zip(values, flows, strict=True)
    )
    step = area.add("userTask", f"decide_{node.get('id')}", node, name=title(node))
    _note_down(step, outcome=field, choices=choices, **({"several": "true"} if several else {}))
    _put_before(area, node, step, joins=several)
    default = node.get("default") or flows[-1].get("id") or ""
    node.set("default", default)
    for value, flow in zip(values, flows, strict=True):
        for condition in flow.findall(bpmn("conditionExpression")):
            flow.remove(condition)
        if flow.get("id") != default or several:
            asked = f'"|{value}|" in "|" + {field} + "|"' if several else f'{field} == "{value}"'
            etree.SubElement(flow, bpmn("conditionExpression")).text = asked
    if several:
        other = area.join(node, area.add("endEvent", f"end_of_{node.get('id')}", node))
        node.set("default", other.get("id") or "")


def _put_before(area: Area, node: etree._Element, step: etree._Element, *, joins: bool) -> None:
    """Let everything that led to a gateway lead to the step first, which waits for all it waited for."""
    arrows, first = area.incoming(node), step
    if joins and len(arrows) > 1:
        first = area.add("inclusiveGateway", f"join_of_{node.get('id')}", node)
        area.join(first, step)
    for flow in arrows:
        area.turn(flow, target=first)
    area.join(step, node)


def _values(flows: list[etree._Element]) -> list[str]:
    """Give a value for each way: the arrow's id, or a number where the ids are too long or not plain."""
    names = [flow.get("id", "") for flow in flows]
    plain = all(re.fullmatch(r"[\w.-]+", name) for name in names) and sum(map(len, names)) < _LONGEST
    return names if plain else [str(number) for number in range(1, len(names) + 1)]


def _note_down(step: etree._Element, **noted: str) -> None:
    held = etree.SubElement(etree.SubElement(step, bpmn("extensionElements")), f"{{{SPIFF}}}properties")
    for name, value in noted.items():
        etree.SubElement(held, f"{{{SPIFF}}}property", {"name": name, "value": value})


def _waits(area: Area, node: etree._Element) -> bool:
    """Tell whether each way behind an event gateway waits for one event of its own."""
    targets = [target for flow in area.outgoing(node) if (target := area.target(flow)) is not None]
    kinds = [
        "message" if local(target) == "receiveTask" else _cause(target)
        for target in targets
        if local(target) in {"receiveTask", "intermediateCatchEvent"} and len(area.incoming(target)) == 1
    ]
    heard = all(kind in _WAITS for kind in kinds)
    return bool(targets) and len(kinds) == len(targets) and heard and kinds.count("timer") <= 1


def _cause(node: etree._Element) -> str:
    return next((local(cause)[: -len("EventDefinition")] for cause in causes(node)), "")


def _within(stage: Stage, area: Area, name: str) -> etree._Element | None:
    """Find the element of one part that is, or holds, the element of this id."""
    if name in area.nodes:
        return area.nodes[name]
    home = next((other for other in stage.areas if name in other.nodes), None)
    found = home.holder if home is not None else None
    while found is not None and found is not area.nodes.get(found.get("id", "")):
        found = found.getparent()
    return found
