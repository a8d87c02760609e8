"""How a rule says what it has found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.engine.errors import Problem
from app.engine.model import Model

Rule = Callable[[Model], Iterator[Problem]]


def problem(element: str, rule: str, sentence: str, **names: str) -> Problem:
    """Name the element, the rule, and the sentence that says how to draw it instead."""
    return Problem(element, rule, sentence, tuple(names.items()))
