"""The text twin: what the picture shows, told as a list of phases and steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.drawing.diagram import ACTIVITIES, PHASES, POOLS, Diagram, Node
from app.drawing.kinds import kind_of
from app.drawing.mark import Mark, State, state_word
from app.drawing.reading import read
from app.language import N_, _, content

Marks = Mapping[str, Mark]

_SAID: Sequence[State] = (
    *("now", "late", "stuck", "next", "refused", "question", "jammed", "pressed", "waiting"),
    *("added", "removed", "changed", "moved"),
    *("astray", "missed"),
)
_ROLES: Mapping[str, str] = {
    "officer": N_("Officer"),
    "unit_head": N_("Head of unit"),
    "chairman": N_("Chairman"),
    "clerk": N_("Clerk"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list: a phase, a step, or something that may happen on the way."""

    text: str  # name, and where known who does it: «Thẩm tra hồ sơ (Công chức thụ lý)»
    state: State | None
    href: str
    level: int  # 0 for phases and steps on the main road, 1 inside a phase …
    note: str = ""  # «còn 3 ngày làm việc»
    element: str = ""  # id of the element in the diagram


def tell(bpmn_xml: str | bytes, marks: Marks | None = None) -> list[Line]:
    """Tell a diagram as a list, in the order in which its steps are reached.

    Raises: DrawingRefused when the diagram cannot be read.
    """
    diagram = read(bpmn_xml)
    known = marks or {}
    return [
        Line(
            text=_told(node, diagram),
            state=known[node.id].state if node.id in known else None,
            href=known[node.id].href if node.id in known else "",
            note=_noted(known[node.id]) if node.id in known else "",
            level=level,
            element=node.id,
        )
        for node, level in walked(diagram, frozenset(key for key, mark in known.items() if mark.number))
    ]


def summary(diagram: Diagram, marks: Marks) -> str:
    """Say in a sentence or two how a case stands or what a draft is told: the picture's description."""
    sentences = []
    for state in _SAID:
        named = [
            " – ".join(word for word in (content(node.name), marks[node.id].note) if word)
            for node, _level in walked(diagram)
            if node.id in marks and marks[node.id].state == state
        ]
        if named:
            sentences.append(f"{state_word(state)}: {'; '.join(named)}.")
    steps = [node for node, _level in walked(diagram) if node.type in ACTIVITIES]
    done = sum(1 for node in steps if node.id in marks and marks[node.id].state == "done")
    counted = _("{count} steps, {done} done.", count=len(steps), done=done)
    if not done and not any(mark.state == "now" for mark in marks.values()):
        counted = _("{count} steps.", count=len(steps))
    return " ".join([counted, *sentences])


def _noted(mark: Mark) -> str:
    numbered = f"{state_word(mark.state)}: {mark.number}" if mark.number else ""
    return " · ".join(word for word in (mark.note, numbered) if word)


def _told(node: Node, diagram: Diagram) -> str:
    name = content(node.name) or kind_of(node)
    if node.host:
        return _("On the way: {name}", name=name)
    if node.type == "endEvent":
        return _("End: {name}", name=name)
    lane = diagram.lanes.get(node.id, "")
    who = content(lane) if lane else _(_ROLES[node.role]) if node.role in _ROLES else ""
    return f"{name} ({who})" if who and node.type in ACTIVITIES and node.type not in PHASES else name


def walked(diagram: Diagram, marked: frozenset[str] = frozenset()) -> Iterator[tuple[Node, int]]:
    """Walk through what is worth telling and what is marked, as a case reaches it, with its depth."""
    nodes = [n for n in diagram.nodes.values() if n.type not in POOLS]
    homes = {n.id for n in nodes if n.type in PHASES}
    roots = dict.fromkeys(n.parent for n in nodes if n.parent not in homes)
    for root in roots:
        yield from _inside(root, 0, nodes, diagram, marked)


def _inside(
    parent: str, level: int, nodes: list[Node], diagram: Diagram, marked: frozenset[str]
) -> Iterator[tuple[Node, int]]:
    for node in _in_order([n for n in nodes if n.parent == parent], diagram):
        deeper = level + bool(node.host)
        if node.id in marked or _worth_telling(node):
            yield node, deeper
        if node.type in PHASES:
            yield from _inside(node.id, level + 1, nodes, diagram, marked)


def _worth_telling(node: Node) -> bool:
    named_event = node.name and node.type in ("intermediateCatchEvent", "endEvent", "boundaryEvent")
    return node.type in ACTIVITIES or bool(named_event)


def _in_order(nodes: list[Node], diagram: Diagram) -> list[Node]:
    """Order elements as a case reaches them: each after all that lead to it, loops set aside."""
    by_id = {n.id: n for n in nodes}
    after: dict[str, list[str]] = {n.id: [] for n in nodes}
    for flow in diagram.flows:
        if flow.source in by_id and flow.target in by_id:
            after[flow.source].append(flow.target)
    for node in nodes:
        if node.host in after:
            after[node.host].append(node.id)
    reached = {target for targets in after.values() for target in targets}
    starts = [n for n in sorted(nodes, key=_place) if n.id not in reached] or sorted(nodes, key=_place)
    finished: dict[str, None] = {}
    for start in reversed(starts):
        _finish(start.id, after, by_id, finished)
    return [by_id[key] for key in reversed(finished)]


def _finish(
    start: str, after: Mapping[str, list[str]], by_id: Mapping[str, Node], finished: dict[str, None]
) -> None:
    """Go through all that follows, depth first without recursion, and note each as it is finished."""
    stack = [(start, iter(_last_told_first(after[start], by_id)))]
    seen = {start, *finished}
    while stack:
        key, rest = stack[-1]
        following = next((k for k in rest if k not in seen), None)
        if following is None:
            finished[key] = None
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(_last_told_first(after[following], by_id))))


def _last_told_first(keys: list[str], by_id: Mapping[str, Node]) -> list[str]:
    """Order what follows a step so that what may happen on its way is told right after it."""
    return sorted(keys, key=lambda key: (not by_id[key].host, _place(by_id[key])), reverse=True)


def _place(node: Node) -> tuple[float, float]:
    return (node.box.y, node.box.x) if node.box else (0.0, 0.0)
