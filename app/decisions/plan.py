"""A model in the words of the box in which it is worked out (app/web/assets/feel/decide)."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import lru_cache, singledispatch
from typing import Any

from app.decisions import boxes as b
from app.decisions import model as m

NAME = re.compile(r"(?!(?:true|false|null)$)[^\W\d]\w*")


@lru_cache(maxsize=128)
def plan(model: m.DecisionModel) -> dict[str, Any]:
    """Write a model down for the box: its types, the values it asks for, and its elements by key."""
    elements = {each.id: each for each in model.elements}
    return {
        "types": dict(model.types),
        "inputs": [{"name": name, "type": kind} for name, kind in model.inputs],
        "names": _looked_at(model),
        "elements": {key: _element(each, elements) for key, each in elements.items()},
    }


def _looked_at(model: m.DecisionModel) -> list[str]:
    """List the plain names that tables look at; they are null where nothing is given for them."""
    asked = (clause.text for _element, table in model.tables for clause in table.inputs)
    return list(dict.fromkeys(text for text in asked if NAME.fullmatch(text)))


def _element(element: m.Element, all_: dict[str, m.Element]) -> dict[str, Any]:
    named = {"name": element.name, "type": element.type}
    if isinstance(element, m.InputData):
        return {"kind": "input", "path": list(element.path), **named}
    named["variable"] = element.variable
    if isinstance(element, m.Service):
        known = [all_[key] for key in element.parameters if key in all_]
        parameters = [{"key": each.id, "name": _called(each), "type": each.type} for each in known]
        return {"kind": "service", "outputs": list(element.outputs), "parameters": parameters, **named}
    needs = [(need, all_[need.key]) for need in element.requires if need.key in all_]
    requires = [
        {"key": need.key, "path": [part for part in (need.under, _called(known)) if part]}
        for need, known in needs
    ]
    kind = "decision" if isinstance(element, m.Decision) else "knowledge"
    return {"kind": kind, "requires": requires, "logic": _box(element.logic), **named}


def _called(element: m.Element) -> str:
    return element.name if isinstance(element, m.InputData) else element.variable


@singledispatch
def _box(box: object) -> dict[str, Any] | None:
    if box is None:
        return None
    raise TypeError(type(box).__name__)


@_box.register
def _expression(box: b.Expression) -> dict[str, Any]:
    return {"kind": "foreign" if box.foreign else "expression", "text": box.text, "type": box.type}


@_box.register
def _table(box: m.Table) -> dict[str, Any]:
    return {"kind": "table", **asdict(box)}


@_box.register
def _context(box: b.Context) -> dict[str, Any]:
    return {"kind": "context", "entries": [_named(each) for each in box.entries], "type": box.type}


@_box.register
def _items(box: b.Items) -> dict[str, Any]:
    return {"kind": "list", "items": [_box(each) for each in box.items], "type": box.type}


@_box.register
def _relation(box: b.Relation) -> dict[str, Any]:
    rows = [[_box(each) for each in row] for row in box.rows]
    return {"kind": "relation", "columns": list(box.columns), "rows": rows, "type": box.type}


@_box.register
def _function(box: b.Function) -> dict[str, Any]:
    parameters = [{"name": name, "type": kind} for name, kind in box.parameters]
    return {"kind": "function", "parameters": parameters, "body": _box(box.body), "type": box.type}


@_box.register
def _invocation(box: b.Invocation) -> dict[str, Any]:
    bindings = [_named(each) for each in box.bindings]
    return {"kind": "invocation", "target": _box(box.target), "bindings": bindings, "type": box.type}


@_box.register
def _conditional(box: b.Conditional) -> dict[str, Any]:
    parts = {"if": _box(box.condition), "then": _box(box.then), "else": _box(box.otherwise)}
    return {"kind": "conditional", **parts, "type": box.type}


@_box.register
def _iteration(box: b.Iteration) -> dict[str, Any]:
    parts = {"variable": box.variable, "in": _box(box.over), "body": _box(box.body)}
    return {"kind": box.how, **parts, "type": box.type}


@_box.register
def _filter(box: b.Filter) -> dict[str, Any]:
    return {"kind": "filter", "in": _box(box.over), "match": _box(box.match), "type": box.type}


def _named(each: b.Named) -> dict[str, Any]:
    return {"name": each.name, "type": each.type, "box": _box(each.box)}
