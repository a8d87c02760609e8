"""The copy of a drawing on which stand-ins are put, with what is known about the other drawings."""

from __future__ import annotations

import ast
from collections.abc import Collection

from lxml import etree

from app.engine import actions, grammar
from app.engine.actions import ACTIONS
from app.engine.expressions import PURE
from app.engine.grammar import Kind, NotInGrammar
from app.engine.normalise import speech
from app.engine.normalise.area import Area
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn


class Stage(Sheet):
    """A sheet that also knows which procedures can be called, and which fields somebody sets.

    ``fields`` is None where forms of the office stand at the steps: what they ask is not known here.
    """

    def __init__(
        self,
        root: etree._Element,
        *,
        callable_ids: Collection[str] = (),
        fields: Collection[str] | None = None,
    ) -> None:
        super().__init__(root)
        self.callable_ids = callable_ids
        self.fields = fields

    def plays(
        self, written: etree._Element | None, place: actions.Place | None = None, kind: Kind = Kind.VALUE,
        language: str = "",
    ) -> bool:  # fmt: skip
        """Tell whether what is written can be carried out in a rehearsal: its words, calls and fields."""
        functions = actions.at(place) if place else frozenset[str]()
        if written is None or len(written) or not speech.is_ours(written, functions, kind, language):
            return False
        try:
            tree = grammar.read((written.text or "").strip(), kind)
        except NotInGrammar:
            return False
        known = self.fields is None or grammar.names(tree) <= {*self.fields, *assigned(tree)}
        return known and all(_fits(call) for call in grammar.calls(tree))

    def make_manual(self, area: Area, node: etree._Element) -> None:
        """Let a person do what an element stands for; it keeps its id, its name and its border."""
        inner = self.area(node)
        if inner is not None:
            self.areas.remove(inner)
        for child in list(node):
            node.remove(child)
        for name in ("calledElement", "messageRef", "operationRef", "default", "scriptFormat"):
            node.attrib.pop(name, "")
        area.retype(node, "manualTask")

    def message(self, node: etree._Element) -> str:
        """Declare a message that bears the name of an element, and give its id."""
        return self.declare("message", node.get("id", ""), name=title(node))

    def cause(self, node: etree._Element, kind: str, **attributes: str) -> None:
        """Give an event this one cause."""
        for child in [
            child for child in node if str(child.tag).endswith(("EventDefinition", "DefinitionRef"))
        ]:
            node.remove(child)
        etree.SubElement(node, bpmn(kind), attributes)


def assigned(tree: ast.AST) -> frozenset[str]:
    """List the fields that a script sets."""
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(node.id for node in stored if isinstance(node.ctx, ast.Store))


def _fits(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    named = tuple(word.arg for word in call.keywords if word.arg)
    return name in PURE or (name in ACTIONS and ACTIONS[name].accepts(len(call.args), named))
