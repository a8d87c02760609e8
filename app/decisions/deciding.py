"""Work out decisions: what they answer, which rows fired, and the article each row stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from app import feel
from app.decisions import model as m
from app.decisions.boxes import walk
from app.decisions.plan import plan
from app.language import N_, _


@dataclass(frozen=True, slots=True)
class Row:
    """A row that fired: its table, its number from 1, its id, and the article it cites."""

    table: str
    row: int
    article: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided.

    ``outputs`` by output name (of anything but a table: by its variable), as JSON can keep them; of a
    table that collects, each is a list. ``value`` is the same as those that need the decision know it, under
    ``name``.
    ``rows`` fired, those of required decisions first. ``errors`` are sentences in the reader's language;
    what could not be worked out is None.
    """

    outputs: dict[str, object] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    errors: tuple[str, ...] = ()
    value: object = None
    name: str = ""


TOLD = {
    "unknown name": N_("{decision}: the name “{name}” is not known."),
    "unfit": N_("“{decision}” should be of the type {type}."),
    "not allowed": N_("“{decision}” has a value that does not occur here."),
    "together": N_("{decision}: rows {rows} fire together, but only one may."),
    "differently": N_("{decision}: rows {rows} fire together, but answer differently."),
    "no sum": N_("{decision}: values that are not numbers cannot be summed up."),
    "foreign": N_("{decision}: this expression is not written in FEEL."),
}


def decide(model: m.DecisionModel, wanted: str, inputs: Mapping[str, object]) -> Outcome:
    """Decide by the id or name of a decision (or of a service), with all that it needs.

    What does not fit or cannot be worked out is told in ``errors``. Raises NoSuchDecision, and FeelError
    where the limits of time or memory are met or an input is nothing that JSON can say.
    """
    element = model.callable(normalize("NFC", wanted))
    known = {_tidy(name): _tidy(value) for name, value in inputs.items()}
    found = feel.decide(model.digest, lambda: plan(model), element.id, known)
    tables = {table.id: table for _element, table in model.tables}
    rows = tuple(_row(tables[key], number) for key, number in found["rows"])
    errors = tuple(dict.fromkeys(_sentence(error) for error in found["errors"]))
    return Outcome(_outputs(element, found["value"]), rows, errors, found["value"], element.variable)


def _tidy(value: Any) -> Any:
    return normalize("NFC", value).strip() if isinstance(value, str) else value


def _row(table: m.Table, number: int) -> Row:
    rule = table.rules[number - 1]
    return Row(table.id, number, rule.article, rule.id)


def _outputs(element: m.Decision | m.Knowledge | m.Service, value: Any) -> dict[str, object]:
    table = next((box for box in walk(getattr(element, "logic", None))), None)
    if not isinstance(table, m.Table):
        return {element.variable: value}
    names = [output.name for output in table.outputs]
    if len(names) == 1:
        return {names[0]: value}
    if isinstance(value, list):
        return {name: [row.get(name) for row in value] for name in names}
    return {name: value.get(name) if isinstance(value, dict) else None for name in names}


def _sentence(error: Mapping[str, Any]) -> str:
    where = error["where"]
    told = TOLD.get(error["code"])
    if told is not None:
        return _(told, decision=where, **{key: error[key] for key in PLACES & set(error)})
    return f"{where}: {feel.refusal(error['text'], error).sentence}"


PLACES = frozenset({"name", "type", "rows"})
