"""What an author must still change before decisions can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app import feel
from app.decisions import model as m
from app.decisions.errors import Fault
from app.language import _

ROWS = 2000


def faults_of(model: m.DecisionModel) -> list[Fault]:
    """List what cannot be used: shapes first, and once they are right, every FEEL text."""
    shapes = [*_doubled(model), *_links(model)]
    for decision in model.decisions:
        shapes += [Fault(decision.id, message) for message in _shape(decision)]
    return shapes or _unreadable(model)


def order_values(decisions: Iterable[m.Decision]) -> Iterator[m.Decision]:
    """Give each output the values its author lists, so that priorities can be compared."""
    for decision in decisions:
        table = decision.logic
        if isinstance(table, m.Table) and any(output.values_text for output in table.outputs):
            asked = [feel.Question(f"[{output.values_text}]") for output in table.outputs]
            lists = [answer.value for answer in feel.evaluate_all(asked)]
            pairs = zip(table.outputs, lists, strict=True)
            outputs = tuple(replace(o, values=tuple(v) if isinstance(v, list) else ()) for o, v in pairs)
            yield replace(decision, logic=replace(table, outputs=outputs))
        else:
            yield decision


def _doubled(model: m.DecisionModel) -> Iterator[Fault]:
    seen: set[str] = set()
    for decision in model.decisions:
        if decision.id in seen:
            yield Fault(decision.id, _("Two decisions share this id. Give each its own."))
        seen.add(decision.id)


def _links(model: m.DecisionModel) -> Iterator[Fault]:
    """Find decisions that need what is not here, or that need each other in a circle."""
    ids = {decision.id: decision for decision in model.decisions}
    for decision in model.decisions:
        if any(required not in ids for required in decision.requires):
            yield Fault(decision.id, _("This decision needs one that is not in the file. Draw it here."))
            return
    reach = {own: set(decision.requires) for own, decision in ids.items()}
    for _step in ids:
        reach = {own: near.union(*(reach[n] for n in near)) for own, near in reach.items()}
    yield from (
        Fault(own, _("These decisions need each other in a circle.")) for own in ids if own in reach[own]
    )


def _shape(decision: m.Decision) -> Iterator[str]:
    table = decision.logic
    if isinstance(table, m.Expression):
        if not table.text:
            yield _("Write the expression of this decision.")
        return
    if table.policy not in m.POLICIES or table.aggregation not in m.AGGREGATIONS:
        yield _(
            "The hit policy “{policy}” is not known.", policy=f"{table.policy} {table.aggregation}".strip()
        )
    if table.aggregation and (table.policy != m.COLLECT or len(table.outputs) != 1):
        yield _("Only a collecting table with one output can be summed up.")
    if not table.outputs or any(not output.name for output in table.outputs):
        yield _("Name every output of the table.")
    if len({output.name for output in table.outputs}) < len(table.outputs):
        yield _("Two outputs share a name. Give each its own.")
    if any(not clause.text for clause in table.inputs):
        yield _("Say what every input column looks at.")
    if table.policy in {m.PRIORITY, m.OUTPUT_ORDER} and not any(
        output.values_text for output in table.outputs
    ):
        yield _("List the values of the outputs in the order of their priority.")
    yield from _rows(table)


def _rows(table: m.Table) -> Iterator[str]:
    shape = (len(table.inputs), len(table.outputs))
    for rule in table.rules:
        if (len(rule.tests), len(rule.results)) != shape:
            yield _("Row {row} does not have one cell for each column.", row=rule.number)
    if len(table.rules) > ROWS:
        yield _("A table holds at most {rows} rows. Split it.", rows=ROWS)


def _unreadable(model: m.DecisionModel) -> list[Fault]:
    """Read every FEEL text once, in one crossing, so that none fails in front of an officer."""
    names = [name for name, _kind in model.inputs] + [decision.variable for decision in model.decisions]
    written = [entry for decision in model.decisions for entry in _texts(decision)]
    errors = feel.check([(text, kind) for _where, text, kind in written], names)
    pairs = zip(written, errors, strict=True)
    return [Fault(where, error.sentence) for (where, _text, _kind), error in pairs if error is not None]


def _texts(decision: m.Decision) -> Iterator[tuple[str, str, feel.Kind]]:
    """Visit every text of a decision with the place that a fault in it is told at."""
    table = decision.logic
    if isinstance(table, m.Expression):
        yield decision.id, table.text, "expression"
        return
    for clause in table.inputs:
        yield clause.id or decision.id, clause.text, "expression"
        if clause.allowed:
            yield clause.id or decision.id, clause.allowed, "unary"
    for output in table.outputs:
        texts = (output.default, output.values_text and f"[{output.values_text}]")
        yield from ((output.id or decision.id, text, "expression") for text in texts if text)
    for rule in table.rules:
        where = rule.id or _("{decision}, row {row}", decision=decision.id, row=rule.number)
        yield from ((where, test, "unary") for test in rule.tests if test not in m.DASH)
        yield from ((where, result, "expression") for result in rule.results if result not in m.DASH)
