"""Rules about how a drawing hangs together: where it begins, splits, meets and ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.errors import Problem
from app.engine.lint.conditions import exhaustive
from app.engine.lint.problem import problem
from app.engine.model import FLOW_NODES, Flow, Model, reached
from app.language import N_

MOST_NODES = 300
_CONDITIONAL = frozenset(("exclusiveGateway", "inclusiveGateway"))


def ends(model: Model) -> Iterator[Problem]:
    """Refuse a drawing without one plain beginning, without an end, or with a step that leads nowhere."""
    for scope in model.scopes:
        if sum(node.type == "startEvent" for node in scope.nodes.values()) != 1:
            yield problem(
                scope.id, "start", N_("A procedure or subprocess begins at exactly one start. Draw one.")
            )
        if not any(node.type == "endEvent" for node in scope.nodes.values()):
            yield problem(scope.id, "end", N_("There is no end. Draw an end event behind the last step."))
        for node in scope.nodes.values():
            if node.type != "endEvent" and not scope.outgoing(node.id):
                sentence = N_(
                    "Nothing follows here, and the procedure would never end. Draw an arrow to the next "
                    "step, or to an end."
                )
                yield problem(node.id, "dead-end", sentence)


def reach(model: Model) -> Iterator[Problem]:
    """Refuse elements that no path reaches: the engine would leave them out without a word."""
    for scope in model.scopes:
        starts = [node.id for node in scope.nodes.values() if node.type == "startEvent"]
        found = reached(scope.steps(), starts)
        for node in scope.nodes.values():
            if starts and node.id not in found:
                yield problem(
                    node.id, "unreachable", N_("No path leads here. Draw an arrow to it, or remove it.")
                )


def arrows(model: Model) -> Iterator[Problem]:
    """Refuse arrows that begin or end nowhere, or cross the border of a subprocess."""
    for scope in model.scopes:
        for flow in scope.flows:
            if flow.source not in scope.nodes or flow.target not in scope.nodes:
                sentence = N_("This arrow does not join two elements of the same part. Draw it again.")
                yield problem(flow.id or scope.id, "arrow", sentence)


def splits(model: Model) -> Iterator[Problem]:
    """Refuse several arrows out of a step: which of them are taken must be drawn."""
    for scope, node in model.elements():
        if node.type in FLOW_NODES and not node.type.endswith("Gateway") and len(scope.outgoing(node.id)) > 1:
            sentence = N_(
                "Several arrows leave this. Draw a gateway that says whether all or one of them are taken."
            )
            yield problem(node.id, "split", sentence)


def conditions(model: Model) -> Iterator[Problem]:
    """Refuse a condition that is never asked, and a choice without one or without a way out."""
    for scope, node in model.elements():
        flows, default = scope.outgoing(node.id), node.xml.get("default")
        asks = node.type in _CONDITIONAL and len(flows) > 1
        for flow in flows:
            if flow.condition is not None and (not asks or flow.id == default):
                sentence = N_(
                    "The condition on this arrow is never asked. Put it behind an exclusive gateway."
                )
                yield problem(flow.id, "condition-ignored", sentence)
            if asks and flow.condition is None and flow.id != default:
                sentence = N_("This arrow has no condition. Write one, or make it the default.")
                yield problem(flow.id, "condition", sentence)
        if asks and default not in {flow.id for flow in flows} and not _covers(flows):
            sentence = N_("When no condition holds there is no way on. Mark one arrow as the default.")
            yield problem(node.id, "default", sentence)


def _covers(flows: list[Flow]) -> bool:
    """Tell whether the conditions of a choice leave no case out."""
    written = [(flow.condition.text or "").strip() if flow.condition is not None else "" for flow in flows]
    return all(written) and exhaustive(written)


def sizes(model: Model) -> Iterator[Problem]:
    """Refuse a drawing nobody could look over."""
    for name in model.processes():
        count = sum(len(scope.nodes) for scope in model.scopes if scope.process == name)
        if count > MOST_NODES:
            sentence = N_(
                "More than {most} elements. Move parts of the drawing into procedures that it calls."
            )
            yield problem(name, "size", sentence, most=str(MOST_NODES))
