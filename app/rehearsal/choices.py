"""The fields of a step whose answers decide how the procedure goes on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from app.engine.definition import Definition
from app.engine.evaluator import Scalar
from app.engine.nodes import Node
from app.formdefs import FormDefinition
from app.formdefs.definition import Component, level
from app.language import N_
from app.rehearsal.course import course_of, fields, set_by_scripts
from app.rehearsal.stage import Stage
from app.rehearsal.told import Asked, Option
from app.rehearsal.values import OTHER, values_of

_ONE_VALUE = re.compile(r"""\s*(\w+)\s*==\s*["']([^"']*)["']\s*""")
YES_NO = (Option(value=True, words=""), Option(value=False, words=""))


def asked(stage: Stage, node: Node) -> tuple[Asked, ...]:
    """List what a step asks: of a stand-in, of its form, or else of the conditions behind it."""
    if node.properties.get("choices"):
        return (_of_stand_in(node),)
    form = stage.forms.get(node.properties.get("form", ""))
    if form is not None:
        return tuple(_of_form(form, node.properties.get("outcome", "")))
    return tuple(_of_conditions(stage.definition, node.id)) if node.type != "startEvent" else ()


def asked_at_start(stage: Stage) -> tuple[Asked, ...]:
    """List what is asked when a procedure begins: by the form of its start, and what nobody in it answers."""
    course = course_of(stage.definition)
    begun = {
        one.name: one
        for node in stage.definition.nodes.values()
        if node.type == "startEvent"
        for one in asked(stage, node)
    }
    answered = set_by_scripts(course).union(
        begun, *(_answered(stage, node) for node in course.nodes.values())
    )
    return (*begun.values(), *_fields(stage.definition, list(course.texts()), answered))


def _answered(stage: Stage, node: Node) -> set[str]:
    """Name the fields that are answered at a step by its form or its stand-in."""
    form = stage.forms.get(node.properties.get("form", ""))
    if form is not None:
        return {*steering(form), *(one.name for one in asked(stage, node))}
    return {node.properties.get("outcome", node.id)} if node.properties.get("choices") else set()


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


def _of_conditions(definition: Definition, element: str) -> Iterator[Asked]:
    course = course_of(definition)
    return _fields(definition, course.ahead(element), set_by_scripts(course))


def _fields(definition: Definition, trees: list[ast.AST], apart: frozenset[str]) -> Iterator[Asked]:
    """Give the fields that are read, with the values that the conditions tell apart."""
    words = _words(definition)
    for name in fields(trees):
        if name not in apart:
            values = values_of(name, trees)
            yield Asked(name, "", tuple(Option(one, _say(words, name, one)) for one in values))


def _say(words: dict[tuple[str, str], str], name: str, value: Scalar) -> str:
    """Call a value by the words on its arrow, else by itself; yes and no are said when it is shown."""
    own = words.get((name, repr(value)))
    if own is not None or isinstance(value, bool):
        return own or ""
    if value is None:
        return N_("nothing")
    return N_("something else") if value == OTHER else str(value)


def _words(definition: Definition) -> dict[tuple[str, str], str]:
    """Find the words of arrows whose condition asks for one value of one field."""
    found = {}
    for arrow in definition.arrows:
        match = _ONE_VALUE.fullmatch(arrow.condition) if arrow.name else None
        if match is not None:
            found[match[1], repr(match[2])] = arrow.name
    return found
