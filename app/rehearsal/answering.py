"""What could be answered at the start, at a step or with a message, so that the procedure goes on."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from app.engine.evaluator import Scalar
from app.rehearsal.candidates import Answers, apart
from app.rehearsal.choices import asked, asked_at_start, steering
from app.rehearsal.course import Course, course_of, fields, set_by_scripts
from app.rehearsal.part import Part
from app.rehearsal.stage import Stage
from app.rehearsal.told import Asked, Open
from app.rehearsal.values import values_of

Values = dict[str, list[Scalar]]


def at_start(*stages: Stage) -> list[Answers]:
    """List what procedures could begin with, told apart by where it leads.

    The last holds also what scripts set by themselves: one of them may read it before.
    """
    values: Values = {}
    kept: Answers = {}
    near: list[ast.AST] = []
    for stage in stages:
        course = course_of(stage.definition)
        values |= {one.name: _values(one) for one in asked_at_start(stage)}
        trees = list(course.texts())
        kept |= {name: values_of(name, trees)[0] for name in set_by_scripts(course) & {*fields(trees)}}
        near += course.ahead(*course.starts)
    found = apart(values, near, {}) or [{}]
    return [*found, kept | found[0]] if kept else found


def at_task(part: Part, task: Open) -> list[Answers]:
    """List what could be answered at an open step, told apart by where it leads."""
    node = part.stage.definition.nodes[task.node]
    course = course_of(part.stage.definition)
    trees = course.ahead(node.id)
    known = next(ready.data for ready in part.picture.ready.values() if str(ready.id) == task.id)
    options: Values = {one.name: _values(one) for one in asked(part.stage, node)}
    if task.form is not None:
        read = fields(trees)
        own: Values = {
            name: values_of(name, trees) if name in read else [None] for name in steering(task.form)
        }
        return apart(own | options, trees, known)
    return apart(_guessed(course, trees, known) | options, trees, known)


def with_message(part: Part, node: str) -> list[Answers]:
    """List what a message could bring along: what is read behind it, and all that its form hands on."""
    course = course_of(part.stage.definition)
    trees = course.ahead(node)
    form = part.stage.forms.get(course.nodes[node].properties.get("form", ""))
    own: Values = {name: [None] for name in steering(form)} if form is not None else {}
    return apart(own | _guessed(course, trees, {}), trees, {})


def _values(one: Asked) -> list[Scalar]:
    """Give the values that can be chosen; where several can be, each alone and then all together."""
    values = [option.value for option in one.options]
    return [*values, "|".join(str(value) for value in values)] if one.several and len(values) > 1 else values


def _guessed(course: Course, trees: list[ast.AST], known: Mapping[str, object]) -> Values:
    """Guess values for the fields that are read from here on; counters that scripts keep are left alone."""
    kept = set_by_scripts(course) & known.keys()
    return {name: values_of(name, trees) for name in fields(trees) if name not in kept}
