"""The gate: what a drawing may not say, because it would run otherwise than it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.engine.errors import Problem
from app.engine.model import Model

Rule = Callable[[Model], Iterator[Problem]]
RULES: tuple[Rule, ...] = ()


def look(model: Model) -> list[Problem]:
    """Hold a drawing against every rule."""
    return [problem for rule in RULES for problem in rule(model)]
