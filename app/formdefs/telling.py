"""Tell kept answers back as a record shows them: label and text, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.formdefs.checking import Choices, choices_of
from app.formdefs.definition import CHOOSING, Component, FormDefinition, level
from app.formdefs.places import Place, places
from app.formdefs.sheet import dicts
from app.language import _, content, number, short_date


@dataclass(frozen=True, slots=True)
class Told:
    """One answer in words; ``row`` counts from 1 inside the list named ``of``, and is 0 outside."""

    label: str
    text: str
    row: int = 0
    of: str = ""


def tell(
    form: FormDefinition, answers: Mapping[str, object], *, choices: Choices | None = None
) -> tuple[Told, ...]:
    """Tell what was answered, in reading order; what has no answer is left out.

    A choice that ``choices`` no longer offers is told by its value, so that no record loses anything.
    """
    rows = {c.key: len(dicts(answers.get(c.key))) for c in level(form.components) if c.kind == "dynamiclist"}
    lists = {c.key: content(c.label) for c in level(form.components) if c.kind == "dynamiclist"}
    told = []
    for place in places(form, rows):
        part = place.component
        if part.kind == "hidden" or not (part.answers or part.kind == "expression"):
            continue
        if text := _say(part, _answer(place, answers), choices or {}):
            told.append(Told(content(part.label), text, place.row + 1, lists.get(place.list_key, "")))
    return tuple(told)


def _answer(place: Place, answers: Mapping[str, object]) -> object:
    if not place.list_key:
        return answers.get(place.component.key)
    return dicts(answers.get(place.list_key))[place.row].get(place.component.key)


def _say(part: Component, value: object, choices: Choices) -> str:
    """Write one answer; nothing for no answer, so that a record stays short."""
    if value is None or value is False or value in ("", []):
        return ""
    if value is True:
        return _("Yes")
    if isinstance(value, (int, float)):
        return " ".join(filter(None, (number(value), content(part.unit))))
    if part.kind in CHOOSING or part.kind == "filepicker":
        return _chosen(part, value, choices)
    if part.kind == "date":
        return _day(str(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _chosen(part: Component, value: object, choices: Choices) -> str:
    static = part.kind in CHOOSING and not part.choices_key
    labels = {choice.value: choice.label for choice in choices_of(part, choices)}
    chosen = value if isinstance(value, list) else [value]
    said = [labels.get(str(one), str(one)) for one in chosen]
    return ", ".join(map(content, said) if static else said)


def _day(text: str) -> str:
    try:
        return short_date(dt.date.fromisoformat(text))
    except ValueError:
        return text
