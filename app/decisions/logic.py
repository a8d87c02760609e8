"""Read the logic of an element: the table or box that is drawn in it."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import normalize

from app.decisions import boxes as b
from app.decisions.model import UNIQUE, InputClause, OutputClause, Rule, Table
from app.decisions.xml import child, children, name_of, tag_of, text_of
from app.xmlsafe import Element

ARTICLE = frozenset({"article", "căn cứ", "căn cứ pháp lý", "điều luật"})
Logic = Table | b.Box | None


def logic_of(part: Element, *tags: str) -> Logic:
    """Read the first box that is drawn inside a part (or only one of the names given)."""
    for each in part:
        make = MAKERS.get(tag_of(each))
        if make is not None and (not tags or tag_of(each) in tags):
            return make(each)
    return None


def _inside(part: Element, tag: str) -> Logic:
    found = child(part, tag)
    return None if found is None else logic_of(found)


def _expression(part: Element) -> b.Expression:
    language = part.get("expressionLanguage") or "feel"
    return b.Expression(part.get("id", ""), text_of(part, "text"), _ref(part), "feel" not in language.lower())


def _context(part: Element) -> b.Context:
    return b.Context(tuple(_named(each, "variable") for each in children(part, "contextEntry")), _ref(part))


def _named(part: Element, tag: str) -> b.Named:
    variable = child(part, tag)
    name, kind = ("", "") if variable is None else (name_of(variable), variable.get("typeRef", ""))
    return b.Named(name, kind, logic_of(part))


def _items(part: Element) -> b.Items:
    found = (each for each in part if tag_of(each) in MAKERS)
    return b.Items(tuple(MAKERS[tag_of(each)](each) for each in found), _ref(part))


def _relation(part: Element) -> b.Relation:
    columns = tuple(name_of(each) for each in children(part, "column"))
    rows = tuple(_items(row).items for row in children(part, "row"))
    return b.Relation(columns, rows, _ref(part))


def _function(part: Element) -> b.Function:
    parameters = tuple((name_of(each), each.get("typeRef", "")) for each in children(part, "formalParameter"))
    feel = part.get("kind", "FEEL").upper() == "FEEL"
    return b.Function(parameters, logic_of(part) if feel else None, _ref(part))


def _invocation(part: Element) -> b.Invocation:
    bindings = tuple(_named(each, "parameter") for each in children(part, "binding"))
    return b.Invocation(logic_of(part), bindings, _ref(part))


def _conditional(part: Element) -> b.Conditional:
    return b.Conditional(_inside(part, "if"), _inside(part, "then"), _inside(part, "else"), _ref(part))


def _iteration(part: Element) -> b.Iteration:
    body = _inside(part, "return" if tag_of(part) == "for" else "satisfies")
    variable = normalize("NFC", part.get("iteratorVariable", ""))
    return b.Iteration(tag_of(part), variable, _inside(part, "in"), body, _ref(part))


def _filter(part: Element) -> b.Filter:
    return b.Filter(_inside(part, "in"), _inside(part, "match"), _ref(part))


def _table(part: Element) -> Table:
    names = [
        normalize("NFC", note.get("name") or "").strip().lower() for note in children(part, "annotation")
    ]
    at = next((place for place, name in enumerate(names) if name in ARTICLE), 0)
    return Table(
        id=part.get("id") or "",
        policy=(part.get("hitPolicy") or UNIQUE).upper(),
        aggregation=(part.get("aggregation") or "").upper(),
        inputs=tuple(_input(clause) for clause in children(part, "input")),
        outputs=tuple(_output(clause) for clause in children(part, "output")),
        rules=tuple(_rule(rule, number, at) for number, rule in enumerate(children(part, "rule"), 1)),
        type=_ref(part),
    )


def _input(part: Element) -> InputClause:
    expression = child(part, "inputExpression")
    return InputClause(
        id=part.get("id", ""),
        label=part.get("label") or "",
        text=text_of(expression, "text"),
        type="" if expression is None else expression.get("typeRef", ""),
        allowed=text_of(child(part, "inputValues"), "text"),
    )


def _output(part: Element) -> OutputClause:
    return OutputClause(
        id=part.get("id", ""),
        label=part.get("label") or "",
        name=name_of(part),
        type=part.get("typeRef", ""),
        values=text_of(child(part, "outputValues"), "text"),
        default=text_of(child(part, "defaultOutputEntry"), "text"),
    )


def _rule(part: Element, number: int, article: int) -> Rule:
    notes = tuple(text_of(note, "text") for note in children(part, "annotationEntry"))
    cited = notes[article] if article < len(notes) else ""
    return Rule(
        id=part.get("id", ""),
        number=number,
        tests=tuple(text_of(entry, "text") for entry in children(part, "inputEntry")),
        results=tuple(text_of(entry, "text") for entry in children(part, "outputEntry")),
        article=cited or text_of(part, "description"),
        annotations=notes,
    )


def _ref(part: Element) -> str:
    return part.get("typeRef", "")


MAKERS: dict[str, Callable[[Element], Table | b.Box]] = {
    "literalExpression": _expression,
    "decisionTable": _table,
    "context": _context,
    "list": _items,
    "relation": _relation,
    "functionDefinition": _function,
    "encapsulatedLogic": _function,
    "invocation": _invocation,
    "conditional": _conditional,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
    "filter": _filter,
}
