"""What finishing a step sets off: the steps that its drawing leads to, whoever takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from app.casework.definitions import Pinned
from app.drawing.reading import read
from app.engine.nodes import Node
from app.language import N_, _, content

WHO = {
    "officer": N_("officer"),
    "unit_head": N_("head of unit"),
    "chairman": N_("chairman"),
    "clerk": N_("clerk"),
}
MOST_TOLD = 4
Caller = Callable[[str], str]  # the call activity through which a called procedure was reached


@dataclass(frozen=True)
class Course:
    """Where the lines of a version lead, from each element to the next."""

    nodes: Mapping[str, Node]
    targets: Mapping[str, tuple[str, ...]]

    def next_steps(
        self, node: str, caller: Caller | None = None, *, into_calls: bool = True
    ) -> tuple[str, ...]:
        """List the steps of people and the ends that may come after an element, nearest first.

        Without ``into_calls`` a called procedure counts as one step: the picture shows it as one.
        """
        found: dict[str, None] = {}
        waiting, seen = list(self._after(node, caller)), {node}
        while waiting:
            here = waiting.pop(0)
            if here in seen and here != node:
                continue
            seen.add(here)
            if self._rests_at(here) or (self.nodes[here].calls and not into_calls):
                found[here] = None
            else:
                waiting += self._through(here, caller)
        return tuple(found)

    def callers(self, process: str) -> tuple[str, ...]:
        """List the elements that call a procedure."""
        return tuple(node.id for node in self.nodes.values() if node.calls == process)

    def _rests_at(self, here: str) -> bool:
        node = self.nodes[here]
        return node.type == "userTask" or (node.type == "endEvent" and self._is_outermost(node))

    def _is_outermost(self, node: Node) -> bool:
        return node.inside not in self.nodes and not self.callers(node.inside)

    def _through(self, here: str, caller: Caller | None) -> Iterable[str]:
        node = self.nodes[here]
        inside = node.calls or (here if self._starts(here) else "")
        if inside and self._starts(inside):
            return self._starts(inside)
        return self._after(here, caller)

    def _after(self, here: str, caller: Caller | None) -> Iterable[str]:
        """Follow the lines out of an element; out of an end, those of what it stands in."""
        node = self.nodes[here]
        if node.type != "endEvent" or self._is_outermost(node):
            return self.targets.get(here, ())
        if node.inside in self.nodes:
            return self.targets.get(node.inside, ())
        called = (caller(node.inside),) if caller else self.callers(node.inside)
        return [target for each in called for target in self.targets.get(each, ())]

    def _starts(self, scope: str) -> tuple[str, ...]:
        return tuple(
            node.id for node in self.nodes.values() if node.inside == scope and node.type == "startEvent"
        )


@dataclass(frozen=True)
class _Version:
    id: UUID
    pinned: Pinned = field(compare=False)


def course(pinned: Pinned) -> Course:
    """Give the course of a version; versions never change, so each is read once a process."""
    return _course(_Version(pinned.version_id, pinned))


@lru_cache(maxsize=64)
def _course(version: _Version) -> Course:
    targets: dict[str, tuple[str, ...]] = {}
    for xml in version.pinned.diagrams.values():
        for flow in read(xml).flows:
            if flow.type == "sequenceFlow":
                targets[flow.source] = (*targets.get(flow.source, ()), flow.target)
    return Course(version.pinned.definition.nodes, targets)


def told(pinned: Pinned, node: str, caller: Caller | None = None) -> str:
    """Say in one sentence what sending a step's form will cause, as far as the drawing knows it."""
    way = course(pinned)
    following = [way.nodes[each] for each in way.next_steps(node, caller)]
    steps = list(dict.fromkeys(_step(each) for each in following if each.type != "endEvent"))
    ends = list(dict.fromkeys(content(each.name) for each in following if each.type == "endEvent"))
    said = steps[:MOST_TOLD]
    if ends and len(steps) <= MOST_TOLD:
        said.append(_("the procedure ends ({names})", names=", ".join(ends)))
    if len(said) == 1:
        return _("After sending: {step}.", step=said[0])
    return _("After sending, depending on your answers: {steps}.", steps=_("; or ").join(said))


def _step(node: Node) -> str:
    who = _(WHO.get(node.properties.get("role", ""), WHO["officer"]))
    return _("{step} ({who})", step=content(node.name), who=who)
