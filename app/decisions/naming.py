"""Find names in decisions that nothing stands behind."""

from __future__ import annotations

from collections.abc import Iterator

from app import feel
from app.decisions import model as m
from app.decisions.boxes import Expression
from app.decisions.finding import Finding
from app.decisions.plan import NAME
from app.decisions.shapes import shapes_of
from app.language import N_

UNKNOWN = N_("“{name}” is known neither as an input nor as a decision. Draw it, or correct the name.")


def unknown_names(model: m.DecisionModel) -> Iterator[Finding]:
    """Find names in tables and expressions that are neither asked for nor decided.

    A file that draws no inputs at all asks for whatever its columns look at.
    """
    context: dict[str, object] = {**shapes_of(model), **_looked_at(model)}
    for decision in model.decisions:
        for name in dict.fromkeys(_missing(decision, context)):
            own = decision.logic.id if isinstance(decision.logic, m.Table) else decision.id
            yield Finding(own, decision.name, "unknown-name", UNKNOWN, (), (("name", name),), grave=True)


def _looked_at(model: m.DecisionModel) -> dict[str, object]:
    if model.inputs:
        return {}
    asked = (clause.text for _element, table in model.tables for clause in table.inputs)
    return dict.fromkeys(text for text in asked if NAME.fullmatch(text))


def _missing(decision: m.Decision, context: dict[str, object]) -> Iterator[str]:
    logic = decision.logic
    texts: list[tuple[str, feel.Kind]] = []
    if isinstance(logic, Expression):
        texts = [(logic.text, "expression")]
    if isinstance(logic, m.Table):
        texts = [(clause.text, "expression") for clause in logic.inputs]
        cells = dict.fromkeys(test for rule in logic.rules for test in rule.tests)
        results = dict.fromkeys(result for rule in logic.rules for result in rule.results)
        texts += [(cell, "unary") for cell in cells if cell not in m.DASH]
        texts += [(result, "expression") for result in results if result not in m.DASH]
    for answer in feel.evaluate_all([feel.Question(text, context, kind) for text, kind in texts]):
        yield from answer.unknown
