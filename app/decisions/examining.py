"""Examine decisions that can be read: what is missing, doubled or never reached in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from app import feel
from app.decisions import model as m
from app.decisions.columns import Column, columns_of, literals, tied
from app.decisions.finding import Finding, as_words
from app.decisions.geometry import STEPS, Search, Undecided, shared, telling
from app.decisions.judging import faults_of
from app.decisions.naming import unknown_names
from app.language import N_

PAIRS = 20  # overlaps told of one table; whoever mends these finds the rest
GAP = N_("No row takes {example}. Add a row for it, or say what the table answers otherwise.")
OVERLAP = N_(
    "Rows {rows} both fire for {example}, but only one may. Part them, or choose another hit policy."
)
CONTRADICTION = N_("Rows {rows} both fire for {example}, but answer differently.")
MASKED = N_("Row {row} never answers: other rows come before it in all that it takes. Move or remove it.")
NEVER = N_("Row {row} can never fire: no value that may occur in the column “{column}” passes “{cell}”.")
TYPE = N_("Row {row}: “{cell}” does not fit the type {type} of the column “{column}”.")
OUTSIDE = N_("Row {row} answers {value}, which is not among the values listed for “{column}”.")
UNFOUNDED = N_("Row {row} cites no article. Write it in the column “Căn cứ”.")
UNUSABLE = N_("{reason}")


def examine(model: m.DecisionModel) -> tuple[Finding, ...]:
    """List what should be changed in the tables of a file before they are put in force.

    Only what is certain is told; a cell that speaks of other names or functions is left open.
    """
    faults = faults_of(model)
    if faults:
        told = ((fault.element, (("reason", fault.message),)) for fault in faults)
        return tuple(Finding(own, own, "unusable", UNUSABLE, (), names, grave=True) for own, names in told)
    found = [*unknown_names(model)]
    for element, table in model.tables:
        found += _Table(model, element.name, table).findings()
    return tuple(found)


class _Table:
    """One table, seen as boxes over its columns."""

    def __init__(self, model: m.DecisionModel, name: str, table: m.Table) -> None:
        self.name, self.table = name, table
        self.allowed = [c.allowed or _listed(model, c.type) for c in table.inputs]
        self.values = [o.values or _listed(model, o.type) for o in table.outputs]
        self.columns = columns_of(table, self.allowed)
        self.boxes = [[column.taken(rule.tests) for column in self.columns] for rule in table.rules]

    def findings(self) -> Iterator[Finding]:
        yield from self.misfits()
        yield from self.outside()
        never = set(self.never_firing())
        yield from (self.told_never(*each) for each in sorted(never))
        dead = {number for number, _place in never}
        if not tied(self.table):
            yield from self.together(dead)
            yield from self.masked(dead)
            yield from self.gap()
        for rule in self.table.rules:
            if not rule.article:
                yield self.tell("no-article", UNFOUNDED, (rule.number,), row=rule.number)

    def tell(self, rule: str, sentence: str, rows: tuple[int, ...] = (), /, **names: object) -> Finding:
        return self._finding(rule, sentence, rows, names, grave=False)

    def warn(self, rule: str, sentence: str, rows: tuple[int, ...] = (), /, **names: object) -> Finding:
        return self._finding(rule, sentence, rows, names, grave=True)

    def _finding(
        self, rule: str, sentence: str, rows: tuple[int, ...], names: dict[str, object], *, grave: bool
    ) -> Finding:
        told = tuple((key, str(value)) for key, value in names.items())
        return Finding(self.table.id, self.name, rule, sentence, rows, told, grave)

    def misfits(self) -> Iterator[Finding]:
        """Find cells that name a value of another type than their column's."""
        for rule in self.table.rules:
            for clause, cell in zip(self.table.inputs, rule.tests, strict=True):
                if not _fits(cell, clause.type):
                    names = {"row": rule.number, "cell": cell, "type": clause.type}
                    yield self.warn("type", TYPE, (rule.number,), **names, column=clause.label or clause.text)

    def outside(self) -> Iterator[Finding]:
        """Find rows that answer what is not listed."""
        for place, output in enumerate(self.table.outputs):
            if not self.values[place]:
                continue
            cells = [rule.results[place] for rule in self.table.rules]
            fit = _listed_in(cells, self.values[place])
            for rule, cell in zip(self.table.rules, cells, strict=True):
                if cell not in fit:
                    column = output.label or output.name
                    yield self.warn(
                        "outside", OUTSIDE, (rule.number,), row=rule.number, value=cell, column=column
                    )

    def never_firing(self) -> Iterator[tuple[int, int]]:
        """Find rows (by number) and columns in which no value that may occur passes."""
        for rule, box in zip(self.table.rules, self.boxes, strict=True):
            for place, column in enumerate(self.columns):
                taken = box[place]
                if taken is not None and not taken & ~_closed(column, self.allowed):
                    yield rule.number, place

    def told_never(self, number: int, place: int) -> Finding:
        column, rule = self.columns[place], self.table.rules[number - 1]
        cell = "; ".join(rule.tests[at] for at in column.at)
        return self.tell("never", NEVER, (number,), row=number, column=column.label, cell=cell)

    def together(self, dead: set[int]) -> Iterator[Finding]:
        """Find rows of which two fire where only one may, or that contradict each other."""
        if self.table.policy not in {m.UNIQUE, m.ANY}:
            return
        told = 0
        for (a, one), (b, two) in combinations(self._known(dead), 2):
            place = shared(one, two)
            contrary = self.table.policy == m.UNIQUE or _differ(a, b)
            if place is None or not contrary or told == PAIRS:
                continue
            told += 1
            rule, sentence = (
                ("overlap", OVERLAP) if self.table.policy == m.UNIQUE else ("contradiction", CONTRADICTION)
            )
            rows = (a.number, b.number)
            yield self.warn(rule, sentence, rows, rows=f"{a.number}, {b.number}", example=self.example(place))

    def masked(self, dead: set[int]) -> Iterator[Finding]:
        """Find rows that never answer, because those before them take all that they take."""
        if self.table.policy != m.FIRST:
            return
        known, steps = self._known(dead), STEPS
        for place, (rule, box) in enumerate(known):
            search = Search([earlier for _rule, earlier in known[:place]], steps)
            try:
                free = search.uncovered(box)
            except Undecided:
                return
            steps = search.steps
            if free is None:
                yield self.tell("masked", MASKED, (rule.number,), row=rule.number)

    def gap(self) -> Iterator[Finding]:
        """Find a combination that no row takes, where the table has no other answer."""
        if self.table.policy in m.MANY or any(output.default for output in self.table.outputs):
            return
        boxes = [
            [c.all if t is None else t for c, t in zip(self.columns, box, strict=True)] for box in self.boxes
        ]
        within = [column.possible for column in self.columns]
        try:
            free = Search(boxes).uncovered(within) if all(within) and self.table.rules else None
        except Undecided:
            return
        if free is not None:
            yield self.tell("gap", GAP, example=self.example(free, telling(boxes, free)))

    def _known(self, dead: set[int]) -> list[tuple[m.Rule, list[int]]]:
        """List the rows of which is known what they take."""
        pairs = zip(self.table.rules, self.boxes, strict=True)
        whole = ((rule, [taken for taken in box if taken is not None]) for rule, box in pairs)
        return [(r, box) for r, box in whole if len(box) == len(self.columns) and r.number not in dead]

    def example(self, place: Sequence[int], only: Sequence[int] | None = None) -> str:
        """Say a combination in the words of the table; a column that takes anything need not be told."""
        told = range(len(self.columns)) if only is None else only
        free = [len(column.masks) == 0 for column in self.columns]
        said = (self.columns[at] for at in told if not free[at])
        values = (as_words(self.columns[at].samples[place[at]]) for at in told if not free[at])
        return "; ".join(f"{column.label}: {value}" for column, value in zip(said, values, strict=True))


def _closed(column: Column, allowed: Sequence[str]) -> int:
    """Tell which samples cannot occur, because the author has listed others."""
    return column.all & ~column.possible if allowed[column.at[0]] else 0


def _listed(model: m.DecisionModel, kind: str) -> str:
    made = model.types.get(kind) or model.types.get(kind.rpartition(":")[2]) or {}
    return str(made.get("allowed") or "")


def _fits(cell: str, kind: str) -> bool:
    """Say whether the values that a cell names can be of a type."""
    named = literals(cell) if cell not in m.DASH else []
    family = kind.rpartition(":")[2].lower()
    return (
        all(FAMILIES[family](text) for text in named or () if text != "null") if family in FAMILIES else True
    )


FAMILIES: dict[str, Callable[[str], bool]] = {
    "string": lambda text: text.startswith('"'),
    "number": lambda text: text.lstrip("-")[:1].isdigit(),
    "integer": lambda text: text.lstrip("-")[:1].isdigit(),
    "boolean": lambda text: text in {"true", "false"},
    "date": lambda text: text.startswith(("date", "@")),
}


def _listed_in(cells: Sequence[str], values: str) -> set[str]:
    """Ask FEEL which results are among the values listed; what is no plain value is let be."""
    asked = [cell for cell in dict.fromkeys(cells) if cell not in m.DASH and literals(cell) == [cell]]
    found = [answer.value for answer in feel.evaluate_all([feel.Question(cell) for cell in asked])]
    tests = [feel.Question(values, {}, "unary", value) for value in found]
    wrong = {
        c for c, a in zip(asked, feel.evaluate_all(tests), strict=True) if a.value is not True and c != "null"
    }
    return set(cells) - wrong


def _differ(a: m.Rule, b: m.Rule) -> bool:
    """Say whether two rows answer differently for certain: with plain values that are not the same."""
    pairs = zip(a.results, b.results, strict=True)
    return any(x != y and literals(x) == [x] and literals(y) == [y] for x, y in pairs)
