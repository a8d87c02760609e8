"""Where a drawing leads from each element, and what its conditions and scripts read on the way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from app.engine.definition import Definition
from app.engine.grammar import ExpressionRefused, Kind, names, read
from app.engine.model import ACTIVITIES
from app.engine.nodes import Node

_BY_PERSON = frozenset({"task", "userTask", "manualTask"})


@dataclass(frozen=True, eq=False)
class Course:
    """The ways through a compiled drawing, its subprocesses and what it calls."""

    nodes: dict[str, Node]
    after: dict[str, list[str]] = field(default_factory=dict)
    written: dict[str, list[ast.AST]] = field(default_factory=dict)
    starts: tuple[str, ...] = ()

    def ahead(self, *elements: str) -> list[ast.AST]:
        """List what is read from here on, the nearest first, up to where somebody can answer again."""
        waiting, seen, found = list(elements), set(elements), list[ast.AST]()
        while waiting:
            element = waiting.pop(0)
            found.extend(self.written.get(element, ()))
            for following in self.after.get(element, ()):
                if following not in seen:
                    seen.add(following)
                    if not self.answers(following):
                        waiting.append(following)
                    else:
                        waiting.extend(
                            each for each in self.after.get(following, ()) if self._rings(each, following)
                        )
        return found

    def answers(self, element: str) -> bool:
        """Tell whether somebody answers at an element: a person, or who sends a message."""
        node = self.nodes[element]
        return node.type in _BY_PERSON or node.type == "receiveTask" or node.event == "message"

    def _rings(self, element: str, attached_to: str) -> bool:
        return self.nodes[element].attached_to == attached_to and not self.answers(element)

    def texts(self) -> Iterator[ast.AST]:
        """Give everything that is read anywhere."""
        return (tree for trees in self.written.values() for tree in trees)


@lru_cache(maxsize=64)
def course_of(definition: Definition) -> Course:
    """Find the ways through a drawing, once for each that is compiled."""
    nodes = definition.nodes
    course = Course(nodes, starts=tuple(_first(nodes, definition, definition.process_id)))
    for arrow in definition.arrows:
        if arrow.source in nodes and arrow.target in nodes:
            course.after.setdefault(arrow.source, []).append(arrow.target)
            _write(course, arrow.source, arrow.condition, Kind.VALUE)
    for node in nodes.values():
        course.after.setdefault(node.id, []).extend(_beyond(definition, node))
        _write(course, node.id, node.script, Kind.SCRIPT)
        for text in (node.timer, *node.repeats):
            _write(course, node.id, text, Kind.VALUE)
    return course


def _beyond(definition: Definition, node: Node) -> Iterator[str]:
    """Give where an element leads without an arrow: into what it holds, to its border, out of its end."""
    nodes = definition.nodes
    yield from (event.id for event in nodes.values() if event.attached_to == node.id)
    if node.calls:
        yield from _first(nodes, definition, node.calls)
    elif node.type in ACTIVITIES:
        yield from _first(nodes, definition, node.id)
    if node.type == "endEvent":
        for holder in nodes.values():
            if node.inside in {holder.id, holder.calls}:
                yield from (arrow.target for arrow in definition.arrows if arrow.source == holder.id)


def _first(nodes: dict[str, Node], definition: Definition, scope: str) -> Iterator[str]:
    targets = {arrow.target for arrow in definition.arrows}
    return (
        node.id
        for node in nodes.values()
        if node.inside == scope and node.id not in targets and not node.attached_to
    )


def _write(course: Course, element: str, text: str, kind: Kind) -> None:
    if text:
        try:
            course.written.setdefault(element, []).append(read(text, kind))
        except ExpressionRefused:
            return


def set_by_scripts(course: Course) -> frozenset[str]:
    """Name the fields that scripts set."""
    return frozenset(
        node.id
        for tree in course.texts()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def fields(trees: list[ast.AST]) -> tuple[str, ...]:
    """Name the fields that are read, the nearest first."""
    return tuple(dict.fromkeys(name for tree in trees for name in sorted(names(tree))))
