"""The gate: what a drawing may not say, because it would run otherwise than it reads.

Each rule is one small function over the drawing that gives the problems it finds. ``SOUND`` holds what
single elements would do wrongly, ``PATHS`` what goes wrong where ways part and meet, ``HOUSE`` what this
office wants of a procedure in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.engine.errors import Problem
from app.engine.lint import choices, elements, events, expressions, paths, shape, tasks
from app.engine.lint.problem import Rule
from app.engine.model import Model

SOUND: tuple[Rule, ...] = (
    elements.processes,
    elements.identifiers,
    elements.kinds,
    elements.event_subprocesses,
    elements.compensation,
    elements.data_objects,
    events.kinds,
    events.starts,
    events.borders,
    events.cycles,
    events.event_gateways,
    events.references,
    events.throws,
    events.signals,
    events.errors,
    expressions.whole,
    expressions.grammars,
    tasks.scripts,
    tasks.repetitions,
    shape.ends,
    shape.reach,
    shape.arrows,
    shape.splits,
    shape.conditions,
    shape.sizes,
)
PATHS: tuple[Rule, ...] = (paths.meetings, paths.ways_out, paths.loops, choices.overlaps)
HOUSE: tuple[Rule, ...] = (expressions.literal_times, tasks.people)


def look(model: Model, rules: Iterable[Rule] = SOUND + PATHS + HOUSE) -> list[Problem]:
    """Hold a drawing against the rules; no problem means it may run.

    A problem of what a rewrite has added is told of the element it stands for; one of something that has no
    id is told of the whole procedure.
    """
    origins = model.origins()
    found = [problem for rule in rules for problem in rule(model)]
    return [
        replace(problem, element=origins.get(problem.element, problem.element) or model.process_id)
        for problem in found
    ]
