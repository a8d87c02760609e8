"""The decision tables of two versions compared: row by row, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app import decisions
from app.changes import laws
from app.changes.bundle import Bundle
from app.changes.cells import cell
from app.changes.change import Change
from app.changes.columns import Column, columns, paired, shared_rows
from app.changes.rows import out_of_order
from app.changes.saying import NEITHER, NONE, Sides, Value, say, texts
from app.changes.told import Drawn, Part, Row, Told, quoted, row, told
from app.changes.words import cited
from app.decisions.errors import DecisionsRefused
from app.decisions.model import DASH, Decision, DecisionModel, Rule, Table
from app.language import N_

_ORDERED = frozenset({"FIRST", "RULE ORDER"})  # there the place of a row decides
_BASED = frozenset({"row_article", "row_added", "row_removed"})  # their values are legal bases
_POLICIES = {
    "UNIQUE": N_("the only row that fits"),
    "ANY": N_("any row that fits: all say the same"),
    "PRIORITY": N_("the row with the foremost answer"),
    "FIRST": N_("the first row that fits"),
    "COLLECT": N_("all rows that fit"),
    "RULE ORDER": N_("all rows that fit, in their order"),
    "OUTPUT ORDER": N_("all rows that fit, by their answers"),
}


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell what changed in the decision tables."""
    for name, body in new.files.items():
        if not name.endswith(".dmn") or old.files.get(name) == body:
            continue
        before, after = _model(old.files.get(name)), _model(body)
        if after is None or (before is None and name in old.files):
            yield Change(
                kind="unreadable", file=name, element="", name=name, sentence=say("unreadable", name=name)
            )
        else:
            yield from _models(before, after, old, new, name)
    for name, body in old.files.items():
        if name.endswith(".dmn") and name not in new.files:
            yield from _models(_model(body), None, old, new, name)


def _model(body: bytes | None) -> DecisionModel | None:
    try:
        return decisions.read(body, strict=False) if body else None
    except DecisionsRefused:
        return None


def _models(
    old: DecisionModel | None, new: DecisionModel | None, one: Bundle, other: Bundle, file: str
) -> Iterator[Change]:
    before = {each.id: each for each in old.decisions} if old else {}
    after = {each.id: each for each in new.decisions} if new else {}
    names = {each.name: key for key, each in before.items() if key not in after}
    for key, decision in after.items():
        was = before.get(key) or before.get(names.get(decision.name, ""))
        if was is None:
            yield _Told(file, decision).change("table_added")
        else:
            yield from _decisions(_Told(file, decision), was, decision, one, other)
    known = {each.name for each in after.values()}
    for key, decision in before.items():
        if key not in after and decision.name not in known:
            yield _Told(file, decision).change("table_removed")


def _decisions(of: _Told, old: Decision, new: Decision, one: Bundle, other: Bundle) -> Iterator[Change]:
    if old.name != new.name:
        yield of.change("table_name", texts(old.name, new.name))
    if isinstance(old.logic, Table) and isinstance(new.logic, Table):
        yield from _Tables(of, old.logic, new.logic, one, other).compare()
    elif old.logic != new.logic:
        yield of.change("table_other")
    if (old.variable, old.type, old.requires) != (new.variable, new.type, new.requires):
        yield of.change("table_other")


@dataclass(frozen=True, eq=False)
class _Told:
    """The decision that changes are told of."""

    file: str
    decision: Decision

    def change(self, kind: str, sides: Sides = NEITHER, element: str = "", **more: Part | str) -> Change:
        old, new = sides
        names: dict[str, Part | str] = {"table": quoted(self.decision.name), "old": old.part, "new": new.part}
        return Change(
            kind=kind,
            file=self.file,
            element=element or self.decision.id,
            name=self.decision.name,
            sentence=say(kind, **(names | more)),
            old=old.text,
            new=new.text,
            before=laws.touched(old.text) if kind in _BASED else (),
            after=laws.touched(new.text) if kind in _BASED else (),
        )


@dataclass(frozen=True, eq=False)
class _Tables:
    """One table as both versions have it."""

    of: _Told
    old: Table
    new: Table
    one: Bundle
    other: Bundle

    def compare(self) -> Iterator[Change]:
        before, after = columns(self.old), columns(self.new)
        pairs = paired(before, after)
        yield from self._heads(before, after, pairs)
        rows = shared_rows(self.old, self.new, pairs)
        for old, new in rows:
            yield from self._row(old, new, pairs)
        yield from self._lone(rows, before, after)
        yield from self._order(rows)

    def _heads(
        self, before: list[Column], after: list[Column], pairs: Mapping[Column, Column]
    ) -> Iterator[Change]:
        """Tell what changed about the columns and about which row counts."""
        policies = [(t.policy, t.aggregation) for t in (self.old, self.new)]
        if policies[0] != policies[1]:
            yield self.of.change("hit_policy", (_policy(self.old), _policy(self.new)))
        for column in before:
            if column not in pairs:
                yield self.of.change("column_removed", column=column.named)
        for column in after:
            if column not in pairs.values():
                said = Value(column.text, self._cells(column))
                yield self.of.change("column_added", (NONE, said), column.id, column=column.named)
        for old, new in pairs.items():
            yield from self._column(old, new)

    def _column(self, old: Column, new: Column) -> Iterator[Change]:
        if old.label != new.label:
            yield self.of.change("column_name", texts(old.label, new.label), new.id)
        asks = [Value(each.asks, quoted(each.asks)) for each in (old, new)]
        if old.asks != new.asks:
            yield self.of.change("column_asks", (asks[0], asks[1]), new.id, column=new.named)
        if old.default != new.default:
            sides = cell(old.default, old, self.one), cell(new.default, new, self.other)
            yield self.of.change("default_output", sides, new.id, column=new.named)

    def _row(self, old: Rule, new: Rule, pairs: Mapping[Column, Column]) -> Iterator[Change]:
        """Tell which cells of a row differ, and whether it stands on another article."""
        number = str(new.number)
        for before, after in pairs.items():
            was, now = before.of(old), after.of(new)
            if was != now:
                sides = cell(was, before, self.one), cell(now, after, self.other)
                yield self.of.change("cell", sides, new.id, row=number, column=after.named)
        if old.article != new.article:
            basis = Value(old.article, cited(old.article)), Value(new.article, cited(new.article))
            yield self.of.change("row_article", basis, new.id, row=number)
        notes = [" ".join(n for n in each.annotations if n != each.article) for each in (old, new)]
        if notes[0] != notes[1]:
            yield self.of.change("row_note", texts(notes[0], notes[1]), new.id, row=number)

    def _lone(
        self, rows: list[tuple[Rule, Rule]], before: list[Column], after: list[Column]
    ) -> Iterator[Change]:
        kept = {old.number for old, _new in rows}, {new.number for _old, new in rows}
        for rule in self.old.rules:
            if rule.number not in kept[0]:
                said = self._said(rule, before, self.one)
                yield self.of.change("row_removed", (said, NONE), rule.id, row=str(rule.number))
        for rule in self.new.rules:
            if rule.number not in kept[1]:
                said = self._said(rule, after, self.other)
                yield self.of.change("row_added", (NONE, said), rule.id, row=str(rule.number))

    def _order(self, rows: list[tuple[Rule, Rule]]) -> Iterator[Change]:
        """Tell which rows stand elsewhere, where that decides."""
        if self.new.policy not in _ORDERED:
            return
        was = {new.number: old.number for old, new in rows}
        now = sorted(was)
        for number in out_of_order(sorted(was, key=lambda key: was[key]), now):
            sides = Value(str(was[number]), Drawn(str(was[number]))), Value(str(number), Drawn(str(number)))
            yield self.of.change("row_order", sides)

    def _said(self, rule: Rule, heads: list[Column], bundle: Bundle) -> Value:
        """Say a whole row: what it tests, what it answers, on which article."""
        cells = [
            Row((h.named, cell(h.of(rule), h, bundle).part), " ") for h in heads if h.of(rule) not in DASH
        ]
        basis = (cited(rule.article),) if rule.article else ()
        return Value(rule.article, row((*cells, *basis), "; "))

    def _cells(self, column: Column) -> Part:
        """Say what a new column holds."""
        filled = [(rule, column.of(rule)) for rule in self.new.rules if column.of(rule) not in DASH]
        return row(
            told(N_("row {row} {value}"), row=str(rule.number), value=cell(text, column, self.other).part)
            for rule, text in filled
        )


def _policy(table: Table) -> Value:
    known = Told(_POLICIES[table.policy]) if table.policy in _POLICIES else quoted(table.policy)
    return Value(table.policy, Row((known, table.aggregation), " ") if table.aggregation else known)
