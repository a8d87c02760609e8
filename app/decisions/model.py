"""Decisions as they were drawn: tables and expressions, and which decision needs which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.decisions.errors import NoSuchDecision

UNIQUE, ANY, PRIORITY, FIRST = "UNIQUE", "ANY", "PRIORITY", "FIRST"
COLLECT, RULE_ORDER, OUTPUT_ORDER = "COLLECT", "RULE ORDER", "OUTPUT ORDER"
POLICIES = frozenset({UNIQUE, ANY, PRIORITY, FIRST, COLLECT, RULE_ORDER, OUTPUT_ORDER})
MANY = frozenset({COLLECT, RULE_ORDER, OUTPUT_ORDER})
AGGREGATIONS = frozenset({"", "SUM", "MIN", "MAX", "COUNT"})
DASH = frozenset({"", "-"})  # a cell that any value passes


@dataclass(frozen=True, slots=True)
class InputClause:
    """A column that is tested: what it looks at (FEEL), its type, and the values that may occur."""

    id: str
    label: str
    text: str
    type: str = ""
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A column that answers; ``values`` in order of priority where the author lists them."""

    id: str
    label: str
    name: str
    type: str = ""
    values_text: str = ""
    default: str = ""
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: tests and results as FEEL, and the article of law it stands on."""

    id: str
    number: int
    tests: tuple[str, ...]
    results: tuple[str, ...]
    article: str = ""
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table with its hit policy."""

    id: str
    policy: str
    aggregation: str
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A decision that is one FEEL expression."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the variable it sets, the decisions it needs, and its logic."""

    id: str
    name: str
    variable: str
    type: str
    requires: tuple[str, ...]
    logic: Table | Expression


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """All decisions of one file; ``inputs`` are the names it asks for, with their types."""

    id: str
    name: str
    decisions: tuple[Decision, ...]
    inputs: tuple[tuple[str, str], ...] = ()

    def find(self, wanted: str) -> Decision:
        """Find a decision by id, or else by name. Raises NoSuchDecision."""
        for decision in (*self._by("id", wanted), *self._by("name", wanted)):
            return decision
        raise NoSuchDecision(wanted=wanted, known=", ".join(decision.name for decision in self.decisions))

    def needed(self, decision: Decision) -> Iterator[Decision]:
        """Visit what a decision needs, then the decision: each once, in the order they are worked out."""
        seen: set[str] = set()
        waiting = [(decision, False)]
        while waiting:
            current, ready = waiting.pop()
            if ready:
                yield current
            elif current.id not in seen:
                seen.add(current.id)
                waiting.append((current, True))
                waiting += [(self.find(required), False) for required in reversed(current.requires)]

    def _by(self, what: str, wanted: str) -> list[Decision]:
        return [decision for decision in self.decisions if getattr(decision, what) == wanted]
