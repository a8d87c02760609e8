"""A drawing with what it may name: what the rules about references look at."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.engine import grammar, nodes
from app.engine.grammar import Kind, NotInGrammar
from app.engine.lint.events import subject
from app.engine.model import Model
from app.engine.nodes import Node
from app.engine.note import Note
from app.gate.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Drawn:
    """A procedure with all that it calls, and the words that it may use."""

    model: Model
    vocabulary: Vocabulary

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Give every element with its properties."""
        return nodes.gather(self.model)

    def of(self, kind: str) -> Iterator[Node]:
        """List the elements of one type."""
        return (node for node in self.nodes.values() if node.type == kind)

    def calls(self) -> Iterator[tuple[Node, str, object]]:
        """List the calls in scripts and timers: where, of which function, with which constant first."""
        for node in self.nodes.values():
            for written, kind in ((node.script, Kind.SCRIPT), (node.timer, Kind.VALUE)):
                for call in grammar.calls(tree(written, kind)):
                    if isinstance(call.func, ast.Name) and call.args:
                        first = call.args[0]
                        yield node, call.func.id, first.value if isinstance(first, ast.Constant) else None

    def messages(self) -> Iterator[tuple[Node, str, bool]]:
        """List the messages that are caught or thrown: where, by what name, and whether it is waited for."""
        for _scope, element in self.model.elements():
            if element.event() == "message" or element.type == "receiveTask":
                throws = element.type in {"intermediateThrowEvent", "endEvent"}
                yield self.nodes[element.id], subject(self.model, element), not throws


Rule = Callable[[Drawn], Iterator[Note]]


def refuse(element: str, rule: str, sentence: str, **names: str) -> Note:
    """Name the element, the rule, and the sentence that says what to draw or choose instead."""
    return Note(element, rule, sentence, tuple(names.items()))


def tree(written: str, kind: Kind) -> ast.AST:
    """Read what is written at an element; what cannot be read is refused elsewhere and empty here."""
    try:
        return grammar.read(written, kind) if written else ast.Module(body=[], type_ignores=[])
    except NotInGrammar:
        return ast.Module(body=[], type_ignores=[])
