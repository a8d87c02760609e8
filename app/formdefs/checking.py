"""Check what was posted against its form: clean answers, problems in words, scalars for the drawing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.formdefs import limits, values
from app.formdefs.definition import CHOOSING, Choice, Component, FormDefinition, level
from app.formdefs.places import Place, places
from app.formdefs.sheet import Posted, Sheet, gather
from app.formdefs.situation import Situation, data, work_out

Choices = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: the name of its field, and a sentence in the reader's language."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers as JSON can keep them, what is wrong with them, and the scalars a drawing may see."""

    answers: dict[str, object]
    problems: tuple[Problem, ...] = ()
    routing: dict[str, object] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems


def check(
    form: FormDefinition,
    posted: Posted,
    *,
    choices: Choices | None = None,
    context: Mapping[str, object] | None = None,
) -> Checked:
    """Check one posted form; nothing that is posted makes it raise.

    ``choices`` offers answers by the ``valuesKey`` of a field, and the uploaded files of a filepicker
    by its key. ``context`` holds prefilled answers and whatever else conditions may see. Fields that
    do not show have no answer; a routing scalar that has none is None.
    """
    known = context or {}
    sheet = gather(form, posted, known)
    where = list(places(form, sheet.rows))
    said = read_all(where, sheet, choices or {})
    meant = {name: value for name, (value, _complaint) in said.items()}
    situation = work_out(where, meant, known)
    answers = data(where, meant, situation)
    problems = [
        Problem(place.name, message)
        for place in where
        if place.name not in situation.hidden
        and (message := _wrong(place, said, situation, answers, choices or {}))
    ]
    return Checked(answers, tuple(problems), _routing(form, answers))


def read_all(where: Sequence[Place], sheet: Sheet, choices: Choices) -> dict[str, values.Read]:
    """Tell the value of every field, by name, with the complaint where it cannot be read."""
    return {
        place.name: values.read(
            place.component, sheet.texts.get(place.name, ()), offered(place.component, choices)
        )
        for place in where
        if place.component.answers
    }


def offered(component: Component, choices: Choices) -> Collection[str]:
    """List the values that may be chosen in one field."""
    return {choice.value for choice in choices_of(component, choices)}


def choices_of(component: Component, choices: Choices) -> Sequence[Choice]:
    """List what a field offers: its own choices, or those given for its ``valuesKey`` or its files."""
    if component.kind == "filepicker":
        return choices.get(component.key, ())
    if component.kind in CHOOSING and component.choices_key:
        return choices.get(component.choices_key, component.choices)
    return component.choices


def is_required(component: Component, choices: Choices) -> bool:
    """Say whether a field must be answered: all that apply out of an empty file is nothing."""
    named = component.kind == "checklist" and component.choices_key
    return component.limits.required and not (named and not choices_of(component, choices))


def _wrong(
    place: Place,
    said: Mapping[str, values.Read],
    situation: Situation,
    answers: Mapping[str, object],
    choices: Choices,
) -> str:
    component = place.component
    if component.readonly:
        return ""
    owed = is_required(component, choices)
    if component.kind == "dynamiclist":
        complaint = limits.complain(component, answers.get(component.key), required=owed)
        return complaint or _rule(place, situation)
    if not component.answers:
        return _rule(place, situation)
    value, complaint = said[place.name]
    if complaint or (complaint := limits.complain(component, value, required=owed)):
        return complaint
    return limits.complain_shape(component) if place.name in situation.misshapen else _rule(place, situation)


def _rule(place: Place, situation: Situation) -> str:
    return limits.complain_rule(place.component) if place.name in situation.broken else ""


def _routing(form: FormDefinition, answers: Mapping[str, object]) -> dict[str, object]:
    return {c.key: answers.get(c.key) for c in level(form.components) if c.route and c.key}
