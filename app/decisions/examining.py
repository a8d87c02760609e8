"""Examine decisions that can be read: what is missing, doubled or never reached in them."""

from __future__ import annotations

from collections.abc import Iterator

from app.decisions import model as m
from app.decisions.finding import Finding
from app.language import N_


def examine(model: m.DecisionModel) -> tuple[Finding, ...]:
    """List what should be changed in the tables of a file before they are put in force."""
    return tuple(found for decision in model.decisions for found in _unfounded(decision))


def _unfounded(decision: m.Decision) -> Iterator[Finding]:
    """Find rows that no article stands behind."""
    if isinstance(decision.logic, m.Table):
        told = N_("Row {row} cites no article. Write it in the column “Căn cứ”.")
        for rule in decision.logic.rules:
            if not rule.article:
                names = (("row", str(rule.number)),)
                yield Finding(decision.logic.id, decision.name, "no-article", told, (rule.number,), names)
