"""Rules about fields: what a drawing asks has been answered before, and can be answered that way.

A run knows the fields of the forms that steer (``route``), what scripts set, and what it begins with
(``given`` at the start). What can have been set is followed along the arrows, into subprocesses and called
procedures and out of them; a field counts as known when some way sets it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property

from app.engine import grammar
from app.engine.grammar import Kind
from app.engine.lint.conditions import Demand, demands
from app.engine.model import Element, Scope, reached
from app.engine.nodes import Node
from app.engine.note import Note
from app.formdefs import Component
from app.gate.drawn import Drawn, refuse, tree
from app.language import N_

Values = frozenset[object] | None  # None: anything

_CLOSED = frozenset({"radio", "select"})


class Fields:
    """Which fields a run can know at an element, and which values each can have."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.model = drawn.model
        self._inner: dict[str, dict[str, Values]] = {}

    @cached_property
    def _callers(self) -> dict[str, list[tuple[Scope, Element]]]:
        """Tell where each process is called."""
        found: dict[str, list[tuple[Scope, Element]]] = {}
        for scope, element in self.model.elements():
            if element.type == "callActivity":
                found.setdefault(element.xml.get("calledElement", ""), []).append((scope, element))
        return found

    def before(self, scope: Scope, name: str) -> Mapping[str, Values] | None:
        """Give what can be known when an element is reached; nothing where everything may be."""
        return self._before(scope, name, frozenset())

    def _before(self, scope: Scope, name: str, seen: frozenset[str]) -> dict[str, Values] | None:
        if scope.id in seen:
            return {}
        found = self._set_within(scope, name)
        around = [self.model.holder(scope)] if scope.id != scope.process else self._callers.get(scope.id, [])
        if scope.id == scope.process and scope.id in self.drawn.vocabulary.called and not around:
            return None
        for outer in filter(None, around):
            known = self._before(outer[0], outer[1].id, seen | {scope.id})
            if known is None:
                return None
            _add(found, known)
        return found

    def _set_within(self, scope: Scope, name: str) -> dict[str, Values]:
        """Give what can have been set in the same part before an element, itself included in a loop."""
        back: dict[str, list[str]] = {}
        for source, targets in scope.steps().items():
            for target in targets:
                back.setdefault(target, []).append(source)
        found: dict[str, Values] = {}
        for before in reached(back, back.get(name, [])):
            _add(found, self.sets(before))
        return found

    def sets(self, name: str) -> dict[str, Values]:
        """Give what an element can set, with all that is drawn or called inside it."""
        if name not in self._inner:
            self._inner[name] = {}
            found = self._inner[name]
            node = self.drawn.nodes[name]
            _add(found, _asked(self.drawn, node))
            _add(found, _scripted(node))
            inside = self.model.scope(node.calls or name)
            for element in inside.nodes if inside is not None else ():
                _add(found, self.sets(element))
        return self._inner[name]


def unset(drawn: Drawn) -> Iterator[Note]:
    """Refuse to ask for a field that nothing before can have set: the run would stand still there."""
    fields = Fields(drawn)
    for scope, element in drawn.model.elements():
        asked = read_at(drawn, scope, element)
        known = fields.before(scope, element.id) if asked else None
        for name in sorted(asked - known.keys() if known is not None else ()):
            sentence = N_(
                'Nothing before this sets the field "{field}". Ask for it on a form, in a field with the '
                'property "route", or set it in a script.'
            )
            yield refuse(element.id, "unset", sentence, field=name)


def answers(drawn: Drawn) -> Iterator[Note]:
    """Refuse an arrow that waits for an answer which no form before it offers."""
    fields = Fields(drawn)
    for scope, element in drawn.model.elements():
        known = fields.before(scope, element.id) if _conditions(scope, element) else None
        for flow in scope.outgoing(element.id) if known else ():
            for demand in demands("" if flow.condition is None else flow.condition.text or ""):
                possible = known.get(demand.field) if known else None
                if possible is not None:
                    yield from _impossible(flow.id, demand, possible)


def _impossible(flow: str, demand: Demand, possible: frozenset[object]) -> Iterator[Note]:
    """Refuse the values that a demand waits for, and that nothing answers."""
    sentence = N_(
        'No step before this can answer "{field}" with {value}. It can be: {known}. Correct the condition, '
        "or offer the answer on the form."
    )
    known = ", ".join(sorted(str(value) for value in possible if value not in {None, ""}))
    for value in {"==": (demand.value,), "in": demand.value}.get(demand.how, ()):
        if value not in possible:
            yield refuse(flow, "answer", sentence, field=demand.field, value=repr(value), known=known)


def read_at(drawn: Drawn, scope: Scope, element: Element) -> set[str]:
    """List the fields that are asked for at an element: by conditions, by its script, by its timer."""
    node = drawn.nodes[element.id]
    written = (*_conditions(scope, element), node.timer, *node.repeats)
    asked = {name for text in written for name in _names(text)}
    known: set[str] = set()
    script = tree(node.script, Kind.SCRIPT)
    for line in script.body if isinstance(script, ast.Module) else ():
        asked |= grammar.names(line) - known
        known |= {part.id for part in ast.walk(line) if isinstance(part, ast.Name)} - grammar.names(line)
    return asked


def _conditions(scope: Scope, element: Element) -> list[str]:
    flows = scope.outgoing(element.id)
    return [flow.condition.text or "" for flow in flows if flow.condition is not None]


def _names(text: str) -> frozenset[str]:
    return grammar.names(tree(text.strip(), Kind.VALUE))


def _asked(drawn: Drawn, node: Node) -> dict[str, Values]:
    """Give what the form of a step or an event asks that steers, and what a run begins with."""
    form = drawn.vocabulary.form(node.properties.get("form", ""))
    found = {part.key: _values(part) for part in form.walk() if part.route} if form is not None else {}
    given = (name.strip() for name in node.properties.get("given", "").split(","))
    return found | dict.fromkeys(filter(None, given))


def _values(part: Component) -> Values:
    if part.kind == "checkbox":
        return frozenset({True, False})
    if part.kind in _CLOSED and not part.choices_key:
        blank = () if part.limits.required else ("", None)
        return frozenset({*(choice.value for choice in part.choices), *blank})
    return None


def _scripted(node: Node) -> dict[str, Values]:
    """Give what a script sets: a constant, or anything."""
    found: dict[str, Values] = {}
    script = tree(node.script, Kind.SCRIPT)
    for line in script.body if isinstance(script, ast.Module) else ():
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            value = frozenset({line.value.value}) if isinstance(line.value, ast.Constant) else None
            _add(found, {line.targets[0].id: value})
    return found


def _add(found: dict[str, Values], more: Mapping[str, Values]) -> None:
    """Put what can be known together: the values of a field are those of every way."""
    for name, values in more.items():
        known = found.get(name, frozenset())
        found[name] = None if values is None or known is None else known | values
