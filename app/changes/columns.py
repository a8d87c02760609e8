"""The columns and rows of a decision table, and which of one version are which of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from app.changes.told import Part, quoted
from app.decisions.model import Rule, Table


@dataclass(frozen=True)
class Column:
    """One column: what it looks at or answers, and where its cells stand."""

    id: str
    place: int
    output: bool
    label: str
    text: str  # the field it looks at, or answers
    asks: str  # with its type and the values it may have
    default: str = ""

    @property
    def named(self) -> Part:
        """Say what it is called."""
        return quoted(self.label or self.text)

    def of(self, rule: Rule) -> str:
        """Give the cell of this column in a row, white space aside."""
        cells = rule.results if self.output else rule.tests
        return " ".join(cells[self.place].split()) if self.place < len(cells) else ""


def columns(table: Table) -> list[Column]:
    """List the columns of a table: what is tested, then what is answered."""
    tests = [
        Column(c.id, n, False, c.label, c.text, " ".join(filter(None, (c.text, c.type, c.allowed))))  # noqa: FBT003
        for n, c in enumerate(table.inputs)
    ]
    answers = [
        Column(c.id, n, True, c.label, c.name, " ".join(filter(None, (c.name, c.type, c.values))), c.default)  # noqa: FBT003
        for n, c in enumerate(table.outputs)
    ]
    return tests + answers


def paired(before: list[Column], after: list[Column]) -> dict[Column, Column]:
    """Pair columns by id, else by what they look at, else by what they are called."""
    pairs: dict[Column, Column] = {}
    signs: tuple[Callable[[Column], Hashable], ...] = (
        lambda c: (c.output, c.id) if c.id else None,
        lambda c: (c.output, c.text) if c.text else None,
        lambda c: (c.output, c.label) if c.label else None,
    )
    for sign in signs:
        free = {sign(c): c for c in after if c not in pairs.values() and sign(c) is not None}
        for column in before:
            if column not in pairs and sign(column) in free:
                pairs[column] = free.pop(sign(column))
    return pairs


def shared_rows(old: Table, new: Table, pairs: Mapping[Column, Column]) -> list[tuple[Rule, Rule]]:
    """Pair rows by id, else by what they say, else by what they test, in the order of the new table."""

    def said(rule: Rule, *, output: bool | None, now: bool) -> Hashable:
        heads = [b if now else a for a, b in pairs.items() if output is None or a.output == output]
        return tuple(head.of(rule) for head in heads)

    found: dict[int, Rule] = {}
    signs: tuple[Callable[[Rule, bool], Hashable], ...] = (
        lambda rule, now: rule.id or None,  # noqa: ARG005 - the same in both
        lambda rule, now: (said(rule, output=None, now=now), rule.article),
        lambda rule, now: said(rule, output=False, now=now),
    )
    for sign in signs:
        free: dict[Hashable, Rule] = {}
        for rule in old.rules:
            if rule not in found.values() and sign(rule, False) is not None:  # noqa: FBT003
                free.setdefault(sign(rule, False), rule)  # noqa: FBT003
        for rule in new.rules:
            if rule.number not in found and sign(rule, True) in free:  # noqa: FBT003
                found[rule.number] = free.pop(sign(rule, True))  # noqa: FBT003
    return [(found[rule.number], rule) for rule in new.rules if rule.number in found]
