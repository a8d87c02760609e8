"""The fields of a step whose answers decide how the procedure goes on."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.nodes import Node
from app.formdefs import FormDefinition
from app.formdefs.definition import Component, level
from app.rehearsal.stage import Stage
from app.rehearsal.told import Asked, Option

YES_NO = (Option(value=True, words=""), Option(value=False, words=""))


def asked(stage: Stage, node: Node) -> tuple[Asked, ...]:
    """List what a step asks: of a stand-in, of its form, or else of the conditions behind it."""
    if node.properties.get("choices"):
        return (_of_stand_in(node),)
    form = stage.forms.get(node.properties.get("form", ""))
    if form is not None:
        return tuple(_of_form(form, node.properties.get("outcome", "")))
    return ()


def steering(form: FormDefinition) -> tuple[str, ...]:
    """Name the fields of a form whose answers a drawing may see."""
    return tuple(part.key for part in level(form.components) if part.route and part.key)


def _of_stand_in(node: Node) -> Asked:
    """Read ``value:words|value:words`` as the stand-in of an undecided gateway writes it."""
    written = (choice.partition(":") for choice in node.properties["choices"].split("|"))
    options = tuple(Option(value, words or value) for value, _colon, words in written)
    several = node.properties.get("several") == "true"
    return Asked(node.properties.get("outcome", node.id), node.name, options, several=several)


def _of_form(form: FormDefinition, outcome: str) -> Iterator[Asked]:
    """Give the fields of a form that steer the drawing, the outcome of the step first."""
    steering = [part for part in level(form.components) if part.key and (part.route or part.key == outcome)]
    for part in sorted(steering, key=lambda part: part.key != outcome):
        options = YES_NO if part.kind == "checkbox" else _options(part)
        if options:
            yield Asked(part.key, part.label or part.key, options)


def _options(part: Component) -> tuple[Option, ...]:
    return tuple(Option(choice.value, choice.label) for choice in part.choices)
