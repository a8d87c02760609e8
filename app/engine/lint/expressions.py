"""Rules about what is written in a drawing: conditions, timers, scripts, numbers of times."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.engine import actions, grammar
from app.engine.actions import ACTIONS, Place
from app.engine.errors import Problem
from app.engine.expressions import PURE, check
from app.engine.grammar import Kind, NotInGrammar
from app.engine.lint.problem import problem
from app.engine.model import Model
from app.engine.xmlsafe import bpmn
from app.language import N_

_TIMES = ("timeDate", "timeDuration", "timeCycle")
_REPEATS = ("loopCardinality", "completionCondition", "loopCondition")
_WRITTEN: tuple[tuple[str, Kind, frozenset[str]], ...] = (
    (bpmn("script"), Kind.SCRIPT, actions.at(Place.SCRIPT)),
    *((f"{bpmn('timerEventDefinition')}/{bpmn(tag)}", Kind.VALUE, actions.at(Place.TIMER)) for tag in _TIMES),
    *((f"*/{bpmn(tag)}", Kind.VALUE, frozenset[str]()) for tag in _REPEATS),
)


@dataclass(frozen=True)
class _Site:
    """One place in a drawing where something is written to be carried out."""

    element: str
    xml: etree._Element
    kind: Kind
    functions: frozenset[str]

    @property
    def text(self) -> str:
        return (self.xml.text or "").strip()


def whole(model: Model) -> Iterator[Problem]:
    """Refuse a comment or a tag within what is written: only what stands before it would be carried out."""
    for site in _sites(model):
        if len(site.xml):
            sentence = N_("A comment or a tag splits what is written here. Write it in one piece.")
            yield problem(site.element, "split-expression", sentence)


def grammars(model: Model) -> Iterator[Problem]:
    """Refuse what is not in the small language of drawings, and calls of unknown functions."""
    for site in _sites(model):
        if len(site.xml):
            continue
        if not site.text:
            yield problem(
                site.element,
                "expression",
                N_("Nothing is written here. Write the condition, time or action."),
            )
            continue
        try:
            tree = check(site.text, site.kind, site.functions)
        except NotInGrammar as refused:
            sentence = N_(
                '"{text}" cannot be carried out: {reason}. Compare fields with ==, <, in, and, or, not.'
            )
            said = {"text": site.text[:60], "reason": refused.sentence, **refused.names}
            yield problem(site.element, "expression", sentence, **said)
            continue
        yield from _calls(site, tree)


def literal_times(model: Model) -> Iterator[Problem]:
    """Refuse a time written as a number: a limit is named, so that law and calendar decide it."""
    for _scope, element in model.elements():
        for definition in element.xml.iterfind(bpmn("timerEventDefinition")):
            written = [child for child in definition if child.tag in {bpmn(name) for name in _TIMES}]
            if not written or written[0].tag != bpmn("timeDate") or _is_literal(written[0].text or ""):
                sentence = N_(
                    'A time is named, not counted out here. Write a date such as deadline("KN1.SETTLE").'
                )
                yield problem(element.id, "literal-time", sentence)


def _is_literal(text: str) -> bool:
    try:
        tree = grammar.read(text, Kind.VALUE)
    except NotInGrammar:
        return False
    return isinstance(tree, ast.Expression) and isinstance(tree.body, ast.Constant)


def _calls(site: _Site, tree: ast.AST) -> Iterator[Problem]:
    for call in grammar.calls(tree):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        named = tuple(word.arg for word in call.keywords if word.arg)
        if name not in PURE and not ACTIONS[name].accepts(len(call.args), named):
            sentence = N_("{name} is called otherwise: {call}.")
            yield problem(site.element, "arguments", sentence, name=name, call=f"{name}{ACTIONS[name].call}")


def _sites(model: Model) -> Iterator[_Site]:
    for scope in model.scopes:
        for flow in scope.flows:
            if flow.condition is not None:
                yield _Site(flow.source, flow.condition, Kind.VALUE, frozenset())
    for _scope, element in model.elements():
        for path, kind, functions in _WRITTEN:
            for written in element.xml.iterfind(path):
                yield _Site(element.id, written, kind, functions)
