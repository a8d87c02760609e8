"""Decisions as they were drawn: tables and other boxes, and which decision needs what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.decisions.boxes import Box, Function, walk
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
    """A column that answers; ``values`` as its author lists them, in the order of their priority."""

    id: str
    label: str
    name: str
    type: str = ""
    values: str = ""
    default: str = ""


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
    type: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What an element speaks of: the key of another one, and the import under whose name it is known."""

    key: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the variable it sets, the elements it needs, and its logic."""

    id: str
    name: str
    variable: str
    type: str
    requires: tuple[Need, ...]
    logic: Table | Box | None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class InputData:
    """A value that is asked for; of an imported file it may also be given under the import's name."""

    id: str
    name: str
    type: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Logic that decisions call with parameters (business knowledge model)."""

    id: str
    name: str
    variable: str
    type: str
    requires: tuple[Need, ...]
    logic: Function | None


@dataclass(frozen=True, slots=True)
class Service:
    """Decisions that are called together; parameters are keys of inputs and decisions, in order."""

    id: str
    name: str
    variable: str
    type: str
    outputs: tuple[str, ...]
    parameters: tuple[str, ...]


Element = Decision | InputData | Knowledge | Service


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """All that one file and those it imports declare; ``types`` are the author's own, by name.

    ``digest`` names its content: equal files have equal ones.
    """

    id: str
    name: str
    elements: tuple[Element, ...]
    types: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    digest: str = ""

    def __hash__(self) -> int:
        """Tell files apart by their content."""
        return hash(self.digest)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of this file, without those it imports."""
        return tuple(each for each in self.elements if isinstance(each, Decision) and not each.imported)

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """The names that are asked for, with their types."""
        return tuple((each.name, each.type) for each in self.elements if isinstance(each, InputData))

    @property
    def tables(self) -> Iterator[tuple[Element, Table]]:
        """Visit every table of the file with the element it stands in."""
        for each in self.elements:
            if isinstance(each, Decision | Knowledge):
                yield from ((each, box) for box in walk(each.logic) if isinstance(box, Table))

    def find(self, wanted: str) -> Decision:
        """Find a decision by id, or else by name. Raises NoSuchDecision."""
        for decision in self.decisions:
            if decision.id == wanted:
                return decision
        for decision in self.decisions:
            if decision.name == wanted:
                return decision
        raise NoSuchDecision(wanted=wanted, known=", ".join(decision.name for decision in self.decisions))

    def callable(self, wanted: str) -> Decision | Knowledge | Service:
        """Find a decision, else what can be called like one. Raises NoSuchDecision."""
        others = [each for each in self.elements if isinstance(each, Knowledge | Service)]
        found = next((each for each in others if wanted in {each.id, each.name}), None)
        return found if found and not self._decides(wanted) else self.find(wanted)

    def _decides(self, wanted: str) -> bool:
        return any(wanted in {decision.id, decision.name} for decision in self.decisions)
