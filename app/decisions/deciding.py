"""Work out decisions: what they answer, which rows fired, and the article each row stands on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from app import feel
from app.decisions import kinds
from app.decisions import model as m
from app.decisions.hits import Hit, settle
from app.language import N_, _

NAME = re.compile(r"(?!(?:true|false|null)$)[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that fired: its table, its number from 1, its id, and the article it cites."""

    table: str
    row: int
    article: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided.

    ``outputs`` by output name (of an expression: by its variable), as JSON can keep them; of a table
    that collects, each is a list. ``rows`` fired, those of required decisions first. ``errors`` are
    sentences in the reader's language; an output that could not be worked out is None.
    """

    outputs: dict[str, object] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    errors: tuple[str, ...] = ()


def decide(model: m.DecisionModel, wanted: str, inputs: Mapping[str, object]) -> Outcome:
    """Decide by a decision's id or name, with all that it needs; inputs are brought to their types.

    What does not fit or cannot be worked out is told in ``errors``. Raises NoSuchDecision, and FeelError
    where the limits of time or memory are met or an input is nothing that JSON can say.
    """
    needed = list(model.needed(model.find(normalize("NFC", wanted))))
    run = _Run()
    run.take(inputs, [*_looked_at(needed), *model.inputs])
    outputs: dict[str, object] = {}
    for step in needed:
        outputs = run.work(step)
    return Outcome(
        {name: kinds.plain(value) for name, value in outputs.items()},
        tuple(run.rows),
        tuple(dict.fromkeys(run.errors)),
    )


@dataclass
class _Run:
    """One decision being worked out: the names known so far, and what happened."""

    names: dict[str, object] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def take(self, inputs: Mapping[str, object], declared: Sequence[tuple[str, str]]) -> None:
        """Take the inputs, each brought to the type declared for its name; what is not given is null."""
        types = {name: kind for name, kind in declared if kind}
        self.names |= {name: None for name, _kind in declared}
        for name, value in inputs.items():
            tidy = normalize("NFC", str(name)).strip()
            known = normalize("NFC", value) if isinstance(value, str) else value
            self.names[tidy] = self._bring(known, types.get(tidy, ""), tidy)

    def work(self, decision: m.Decision) -> dict[str, object]:
        """Work out one decision; its result is known to the next ones under its variable."""
        logic = decision.logic
        if isinstance(logic, m.Expression):
            value = self._one(logic.text, decision.type, decision.name)
            outputs: dict[str, object] = {decision.variable: value}
        else:
            outputs = self._table(decision, logic)
        self.names[decision.variable] = _result(outputs, logic)
        return outputs

    def _table(self, decision: m.Decision, table: m.Table) -> dict[str, object]:
        looked = self._look(table, decision.name)
        rules = self._fire(table, looked, decision.name)
        if table.policy == m.FIRST:
            rules = rules[:1]
        hits = [Hit(rule, self._results(table, rule.results, decision.name)) for rule in rules]
        defaults = self._results(table, [output.default for output in table.outputs], decision.name)
        settled = settle(table, hits, defaults)
        self.rows += [Row(table.id, h.rule.number, h.rule.article, h.rule.id) for h in settled.fired]
        if settled.complaint:
            self.errors.append(f"{decision.name}: {settled.complaint}")
        return settled.outputs

    def _look(self, table: m.Table, where: str) -> list[object]:
        """Tell the value of each input column; a plain name needs no crossing to FEEL."""
        found = [
            self.names[clause.text] if clause.text in self.names else self._one(clause.text, "", where)
            for clause in table.inputs
        ]
        pairs = zip(found, table.inputs, strict=True)
        return [self._bring(value, clause.type, clause.label or clause.text) for value, clause in pairs]

    def _fire(self, table: m.Table, looked: Sequence[object], where: str) -> list[m.Rule]:
        """Test all cells of a table in one crossing and give the rows that fire.

        The same test of a column is asked once.
        """
        cells = {
            (column, test): None
            for rule in table.rules
            for column, test in enumerate(rule.tests)
            if test not in m.DASH
        }
        allowed = {(c, clause.allowed): None for c, clause in enumerate(table.inputs) if clause.allowed}
        asked = list(cells | allowed)
        questions = [feel.Question(t, self.names, "unary", looked[c]) for c, t in asked]
        answers = dict(zip(asked, feel.evaluate_all(questions), strict=True))
        for answer in answers.values():
            self._note(answer, where)
        for column, test in allowed:
            if looked[column] is not None and answers[column, test].value is False:
                name = table.inputs[column].label or table.inputs[column].text
                self.errors.append(_("“{input}” has a value that does not occur here.", input=name))
        passed = {cell for cell, answer in answers.items() if answer.value is True}
        passed |= {(column, dash) for column in range(len(table.inputs)) for dash in m.DASH}
        return [rule for rule in table.rules if passed.issuperset(enumerate(rule.tests))]

    def _results(self, table: m.Table, texts: Sequence[str], where: str) -> tuple[object, ...]:
        return tuple(
            None if text in m.DASH else self._one(text, output.type, output.label or where)
            for text, output in zip(texts, table.outputs, strict=True)
        )

    def _one(self, text: str, kind: str, where: str) -> object:
        constant, value = _constant(text)
        if not constant:
            answer = feel.evaluate_all([feel.Question(text, self.names)])[0]
            self._note(answer, where)
            value = answer.value
        return self._bring(value, kind, where)

    def _bring(self, value: object, kind: str, where: str) -> object:
        try:
            return kinds.bring(value, kind)
        except kinds.Unfit:
            self.errors.append(_("“{input}” should be of the type {type}.", input=where, type=kind))
            return None

    def _note(self, answer: feel.Answer, where: str) -> None:
        if answer.error is not None:
            self.errors.append(f"{where}: {answer.error.sentence}")
        told = N_("{decision}: the name “{name}” is not known.")
        self.errors += [_(told, decision=where, name=name) for name in answer.unknown]


def _looked_at(needed: Sequence[m.Decision]) -> Iterator[tuple[str, str]]:
    """Visit the plain names that tables look at, with the type their column declares."""
    for decision in needed:
        if isinstance(decision.logic, m.Table):
            yield from ((c.text, c.type) for c in decision.logic.inputs if NAME.fullmatch(c.text))


def _result(outputs: dict[str, object], logic: m.Table | m.Expression) -> object:
    """Tell what a decision is to those that need it: one value, a context, or a list of either."""
    if len(outputs) == 1:
        return next(iter(outputs.values()))
    if isinstance(logic, m.Table) and logic.policy in m.MANY:
        columns = [value if isinstance(value, list) else [] for value in outputs.values()]
        return [dict(zip(outputs, row, strict=True)) for row in zip(*columns, strict=True)]
    return dict(outputs)


def _constant(text: str) -> tuple[bool, object]:
    """Read a plain text, number or truth value without asking FEEL; they mean the same in JSON."""
    if "\\" in text or (text.startswith('"') and text.count('"') > 2):  # noqa: PLR2004 - both its quotes
        return False, None
    try:
        value = json.loads(text)
    except ValueError:
        return False, None
    return not isinstance(value, (list, dict)), value
