"""Rules about where ways meet and lead: joins that wait for ever, steps done twice, loops without an end."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.errors import Problem
from app.engine.lint.problem import problem
from app.engine.lint.tokens import Board
from app.engine.model import HOLDERS, Element, Model, Scope, reached
from app.engine.xmlsafe import bpmn
from app.language import N_

_AUTOMATIC = frozenset(
    ("scriptTask", "intermediateThrowEvent", "exclusiveGateway", "inclusiveGateway", "parallelGateway")
)
_IN_LOOP = N_(
    "This gateway would wait for a path that begins behind it. Let the loop come back through an exclusive "
    "gateway."
)
_STUCK = N_(
    "This gateway waits for all its arrows, and there are ways on which one of them never comes: it would "
    "wait for ever. Bring together with an exclusive gateway what an exclusive gateway or an event has "
    "parted."
)
_DOUBLED = N_(
    "Two paths that run side by side come together here without waiting for each other: what follows "
    "would be done twice. Bring them together with a parallel gateway."
)


def meetings(model: Model) -> Iterator[Problem]:
    """Refuse joins that can wait for ever or fire early, and paths side by side that merge unjoined."""
    for scope in model.scopes:
        board, steps = Board(scope), scope.steps()
        found = board.play()
        doubled: list[str] = []
        for name in sorted(found.doubled, key=board.position):
            if name not in reached(steps, doubled):  # what lies behind doubles only with it
                doubled.append(name)
                yield problem(name, "doubled", _DOUBLED)
        for name in sorted(found.stuck.keys() - reached(steps, doubled), key=board.position):
            sources = {board.flows[place].source for place in found.stuck[name]}
            looped = sources <= reached(steps, [name])
            yield problem(name, "join-in-loop", _IN_LOOP) if looped else problem(name, "join", _STUCK)


def ways_out(model: Model) -> Iterator[Problem]:
    """Refuse a loop from which no way leads to an end."""
    for scope in model.scopes:
        back: dict[str, list[str]] = {}
        for source, targets in scope.steps().items():
            for target in targets:
                back.setdefault(target, []).append(source)
        ends = [node.id for node in scope.nodes.values() if node.type == "endEvent"]
        starts = [node.id for node in scope.nodes.values() if node.type == "startEvent"]
        leads, entered = reached(back, ends), reached(scope.steps(), starts)
        steps = scope.steps()
        trapped = [
            name for name in scope.nodes if name in entered - leads and name in reached(steps, steps[name])
        ]
        if trapped:
            sentence = N_("No way leads from here to an end. Draw a gateway with an arrow out of this loop.")
            yield problem(trapped[0], "no-way-out", sentence)


def loops(model: Model) -> Iterator[Problem]:
    """Refuse a loop in which nobody and nothing is waited for: it would turn for ever."""
    automatic = _Automatic(model)
    for scope in model.scopes:
        through = {node.id for node in scope.nodes.values() if automatic.passes(node)}
        steps = {
            source: [target for target in targets if target in through]
            for source, targets in scope.steps().items()
            if source in through
        }
        turning = [name for name in steps if name in reached(steps, steps[name])]
        if turning:
            sentence = N_("This loop never waits for a person or a time. Draw a user task or an event in it.")
            yield problem(turning[0], "endless-loop", sentence)


class _Automatic:
    """Which elements a run passes without waiting, also those that hold others."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._known: dict[str, bool] = {}

    def passes(self, node: Element) -> bool:
        """Tell whether a run can pass an element without waiting for anybody or anything new."""
        if node.type in _AUTOMATIC or _is_past(node):
            return True
        if node.type not in {"callActivity", *HOLDERS}:
            return False
        inner = self.model.scope(node.xml.get("calledElement", node.id))
        return inner is not None and self._runs_through(inner)

    def _runs_through(self, scope: Scope) -> bool:
        """Tell whether a way leads from start to end on which nothing is waited for."""
        if scope.id not in self._known:
            self._known[scope.id] = False  # what calls itself is refused elsewhere
            free = {
                n.id for n in scope.nodes.values() if n.type in {"startEvent", "endEvent"} or self.passes(n)
            }
            steps = {source: [t for t in to if t in free] for source, to in scope.steps().items()}
            starts = [node.id for node in scope.nodes.values() if node.type == "startEvent"]
            passed = reached(steps, starts)
            self._known[scope.id] = any(scope.nodes[name].type == "endEvent" for name in passed)
        return self._known[scope.id]


def _is_past(node: Element) -> bool:
    """Tell whether an event waits for a deadline: the second time it is past, and nothing is waited for."""
    written = node.xml.findtext(f"{bpmn('timerEventDefinition')}/{bpmn('timeDate')}") or ""
    return node.type == "intermediateCatchEvent" and written.strip().startswith("deadline(")
