"""A decision table as it is being drawn: what is missing or doubled in it, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app import decisions, feel
from app.decisions import Decision, DecisionModel, DecisionsRefused, Finding, Outcome, Row
from app.decisions.columns import literals
from app.decisions.model import InputClause, Table
from app.errors import OfficeError
from app.formdefs.values import parse_date, parse_number
from app.language import content

_NUMBERS = frozenset({"number", "integer", "long", "double"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One value that a decision looks at; ``offered`` are those that its rows name."""

    name: str
    label: str
    type: str
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What was decided for the values given: label and value of every output, and the rows that fired."""

    outputs: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A table on the desk of its author."""

    findings: tuple[Finding, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()  # element and sentence: why nothing can be worked out yet
    asked: tuple[Asked, ...] = ()
    tried: Tried | None = None


def of(drawn: bytes, wanted: str, given: Mapping[str, str] | None) -> Trial:
    """Examine a file, and try one decision with values as they were typed. Never raises for what is drawn."""
    try:
        model = decisions.read(drawn)
        decision = model.find(wanted)
        asked = tuple(_asked(model, decision))
        tried = _tried(model, decision, asked, given) if given is not None else None
        return Trial(findings=decisions.examine(model), asked=asked, tried=tried)
    except DecisionsRefused as refused:
        return Trial(faults=tuple((fault.element, fault.message) for fault in refused.faults))
    except OfficeError as refused:
        return Trial(faults=(("", refused.sentence),))


def _tried(
    model: DecisionModel, decision: Decision, asked: tuple[Asked, ...], given: Mapping[str, str]
) -> Tried:
    values = {each.name: _value(given.get(each.name, ""), each.type) for each in asked}
    outcome = decisions.decide(model, decision.id, values)
    return Tried(outputs=tuple(_outputs(decision, outcome)), rows=outcome.rows, errors=outcome.errors)


def _outputs(decision: Decision, outcome: Outcome) -> Iterator[tuple[str, str]]:
    table = decision.logic if isinstance(decision.logic, Table) else None
    labels = {each.name: content(each.label) or each.name for each in table.outputs} if table else {}
    for name, value in outcome.outputs.items():
        yield labels.get(name, name), _written(value)


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _asked(model: DecisionModel, decision: Decision) -> Iterator[Asked]:
    """List what a decision and those it needs look at, without what these decide themselves."""
    needed = _needed(model, decision)
    decided = {each.variable for each in needed} | {
        output.name for each in needed if isinstance(each.logic, Table) for output in each.logic.outputs
    }
    found: dict[str, list[tuple[InputClause, Table, int]]] = {}
    for table in (each.logic for each in needed if isinstance(each.logic, Table)):
        for place, clause in enumerate(table.inputs):
            for name in _names(clause.text):
                found.setdefault(name, []).append((clause, table, place))
    types = dict(model.inputs)
    for name, uses in found.items():
        if name not in decided - {decision.variable}:
            clause = uses[0][0]
            alone = clause.text == name
            yield Asked(
                name=name,
                label=content(clause.label) if alone and clause.label else name,
                type=(types.get(name) or (clause.type if alone else "")).rpartition(":")[2].lower(),
                offered=_offered(uses) if alone else (),
            )


def _needed(model: DecisionModel, decision: Decision) -> list[Decision]:
    by_id = {each.id: each for each in model.elements if isinstance(each, Decision)}
    found = [decision]
    for each in found:  # grows while it is walked
        needs = (by_id.get(need.key) for need in each.requires)
        found += [need for need in needs if need is not None and need not in found]
    return found


def _names(text: str) -> tuple[str, ...]:
    """Name what an expression speaks of: all that FEEL does not know by itself."""
    return feel.evaluate_all([feel.Question(text)])[0].unknown if text else ()


def _offered(uses: list[tuple[InputClause, Table, int]]) -> tuple[str, ...]:
    """List the texts that cells and listed values name in the columns of one value."""
    cells = [clause.allowed for clause, _table, _place in uses]
    cells += [rule.tests[place] for _clause, table, place in uses for rule in table.rules]
    named = (text for cell in cells for text in literals(cell) or ())
    return tuple(dict.fromkeys(json.loads(text) for text in named if text.startswith('"')))


def _value(typed: str, kind: str) -> object:
    """Read what was typed for a value of a type; nothing typed is nothing known."""
    text = typed.strip()
    if not text:
        return None
    if kind == "boolean" or (not kind and text in {"true", "false"}):
        return text == "true"
    if kind == "date" and (day := parse_date(text)):
        return day.isoformat()
    if kind in _NUMBERS or not kind:
        number = parse_number(text, whole=False)
        return number if number is not None else text
    return text
