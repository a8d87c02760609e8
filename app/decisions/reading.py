"""Read decisions from a DMN file (1.1 to 1.5) and refuse what would not mean here what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from unicodedata import normalize

from app import xmlsafe
from app.decisions import model as m
from app.decisions.errors import DecisionsRefused, Fault
from app.decisions.judging import faults_of, order_values
from app.language import _
from app.xmlsafe import Element

ARTICLE = frozenset({"article", "căn cứ", "căn cứ pháp lý", "điều luật"})


@lru_cache(maxsize=128)
def read(xml: bytes) -> m.DecisionModel:
    """Read all decisions of a file; the same bytes are read only once.

    Raises DecisionsRefused naming every element that cannot be used, with what to change.
    """
    root = _root(xml)
    types = {_name(item): _text(item, "typeRef") for item in _all(root, "itemDefinition")}
    found = [_decision(part, types) for part in _all(root, "decision")]
    decisions = tuple(decision for decision in found if isinstance(decision, m.Decision))
    inputs = tuple(
        (_variable(part), _type(_one(part, "variable"), types)) for part in _all(root, "inputData")
    )
    model = m.DecisionModel(root.get("id", ""), _name(root), decisions, inputs)
    faults = [fault for fault in found if isinstance(fault, Fault)] or faults_of(model)
    if not decisions and not faults:
        faults = [Fault(model.id or "file", _("This file holds no decision."))]
    if faults:
        raise DecisionsRefused(faults)
    return replace(model, decisions=tuple(order_values(decisions)))


def _root(xml: bytes) -> Element:
    """Read the file through the one safe reader; it must be a drawing of decisions."""
    try:
        root = xmlsafe.read(xml)
    except xmlsafe.XmlRefused as refused:
        unread = _("This file cannot be read: {reason}.", reason=str(refused))
        raise DecisionsRefused([Fault("file", unread)]) from refused
    if _tag(root) != "definitions":
        raise DecisionsRefused([Fault("file", _("This file is not a drawing of decisions (DMN)."))])
    return root


def _decision(part: Element, types: dict[str, str]) -> m.Decision | Fault:
    name = _name(part)
    own = part.get("id") or name
    logic = _logic(part, own, types)
    if isinstance(logic, Fault):
        return logic
    needed = [_one(need, "requiredDecision") for need in _all(part, "informationRequirement")]
    links = [link.get("href", "") for link in needed if link is not None]
    return m.Decision(
        id=own,
        name=name,
        variable=_variable(part),
        type=_type(_one(part, "variable"), types),
        requires=tuple(link.removeprefix("#") for link in links),
        logic=logic,
    )


def _logic(part: Element, own: str, types: dict[str, str]) -> m.Table | m.Expression | Fault:
    table, expression = _one(part, "decisionTable"), _one(part, "literalExpression")
    if _one(part, "knowledgeRequirement") is not None or (table is None and expression is None):
        return Fault(own, _("Draw this decision as a table or as one expression."))
    if any("feel" not in inner.get("expressionLanguage", "feel").lower() for inner in part.iter()):
        return Fault(own, _("Write expressions in FEEL."))
    if table is not None:
        return _table(table, own, types, _variable(part))
    return m.Expression("" if expression is None else expression.get("id", ""), _text(expression, "text"))


def _table(part: Element, own: str, types: dict[str, str], variable: str) -> m.Table:
    names = [normalize("NFC", (note.get("name") or "")).strip().lower() for note in _all(part, "annotation")]
    at = next((place for place, name in enumerate(names) if name in ARTICLE), 0)
    outputs = [_output(output, types) for output in _all(part, "output")]
    if len(outputs) == 1 and not outputs[0].name:
        outputs = [replace(outputs[0], name=variable)]
    return m.Table(
        id=part.get("id") or own,
        policy=part.get("hitPolicy", m.UNIQUE).upper(),
        aggregation=part.get("aggregation", "").upper(),
        inputs=tuple(_input(clause, types) for clause in _all(part, "input")),
        outputs=tuple(outputs),
        rules=tuple(_rule(rule, number, at) for number, rule in enumerate(_all(part, "rule"), 1)),
    )


def _input(part: Element, types: dict[str, str]) -> m.InputClause:
    expression = _one(part, "inputExpression")
    return m.InputClause(
        id=part.get("id", ""),
        label=part.get("label") or "",
        text="" if expression is None else _text(expression, "text"),
        type=_type(expression, types),
        allowed=_text(_one(part, "inputValues"), "text"),
    )


def _output(part: Element, types: dict[str, str]) -> m.OutputClause:
    return m.OutputClause(
        id=part.get("id", ""),
        label=part.get("label") or "",
        name=_name(part),
        type=_type(part, types),
        values_text=_text(_one(part, "outputValues"), "text"),
        default=_text(_one(part, "defaultOutputEntry"), "text"),
    )


def _rule(part: Element, number: int, article: int) -> m.Rule:
    notes = tuple(_text(note, "text") for note in _all(part, "annotationEntry"))
    cited = notes[article] if article < len(notes) else ""
    return m.Rule(
        id=part.get("id", ""),
        number=number,
        tests=tuple(_text(entry, "text") for entry in _all(part, "inputEntry")),
        results=tuple(_text(entry, "text") for entry in _all(part, "outputEntry")),
        article=cited or _text(part, "description"),
        annotations=notes,
    )


def _type(part: Element | None, types: dict[str, str]) -> str:
    """Tell the type a part declares; a type of the author's own stands for the one it is made of."""
    kind = "" if part is None else part.get("typeRef", "")
    for _step in range(len(types)):
        if kind not in types:
            break
        kind = types[kind]
    return kind


def _variable(part: Element) -> str:
    variable = _one(part, "variable")
    return (_name(variable) if variable is not None else "") or _name(part)


def _name(part: Element) -> str:
    return " ".join(normalize("NFC", part.get("name") or "").split())


def _tag(part: Element) -> str:
    return part.tag.rpartition("}")[2]


def _all(part: Element, tag: str) -> Iterator[Element]:
    return (child for child in part if _tag(child) == tag)


def _one(part: Element, tag: str) -> Element | None:
    return next(_all(part, tag), None)


def _text(part: Element | None, tag: str) -> str:
    found = None if part is None else _one(part, tag)
    return "" if found is None else normalize("NFC", "".join(str(text) for text in found.itertext())).strip()
