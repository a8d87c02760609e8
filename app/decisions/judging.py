"""What an author must still change before decisions can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app import feel
from app.decisions import model as m
from app.decisions.boxes import Expression, Function, Named, Relation, walk
from app.decisions.errors import Fault
from app.decisions.shapes import shapes_of
from app.language import _, current

ROWS = 2000
WORKED = m.Decision | m.Knowledge


def faults_of(model: m.DecisionModel) -> tuple[Fault, ...]:
    """List what cannot be used: shapes first, and once they are right, every FEEL text."""
    return _faults(model, current())


@lru_cache(maxsize=128)
def _faults(model: m.DecisionModel, _language: str) -> tuple[Fault, ...]:
    """Say it in one language; what is kept for the next reader of that language is in no other."""
    faults = [*_doubled(model), *_links(model)]
    for element in _worked(model):
        if isinstance(element, m.Decision) and element.logic is None:
            faults.append(Fault(element.id, _("Draw this decision as a table or as one expression.")))
        for box in walk(element.logic):
            faults += [Fault(element.id, message) for message in _shape(box, model)]
    return tuple(faults or _unreadable(model))


def _worked(model: m.DecisionModel) -> list[WORKED]:
    return [each for each in model.elements if isinstance(each, m.Decision | m.Knowledge)]


def _doubled(model: m.DecisionModel) -> Iterator[Fault]:
    often = Counter(element.id for element in _worked(model))
    for own, count in often.items():
        if count > 1:
            yield Fault(own, _("Two decisions share this id. Give each its own."))


def _links(model: m.DecisionModel) -> Iterator[Fault]:
    """Find decisions that need what is not here, or that need each other in a circle."""
    ids = {element.id for element in model.elements}
    needs = {element.id: {need.key for need in element.requires} for element in _worked(model)}
    for own, needed in needs.items():
        if needed - ids:
            yield Fault(own, _("This decision needs one that is not in the file. Draw it here."))
            return
    reach = {own: needed & set(needs) for own, needed in needs.items()}
    for _step in reach:
        reach = {own: near.union(*(reach[each] for each in near)) for own, near in reach.items()}
    yield from (
        Fault(own, _("These decisions need each other in a circle.")) for own in reach if own in reach[own]
    )


def _shape(box: object, model: m.DecisionModel) -> Iterator[str]:
    if isinstance(box, Expression):
        if box.foreign:
            yield _("Write expressions in FEEL.")
        elif not box.text:
            yield _("Write the expression of this decision.")
    if isinstance(box, m.Table):
        yield from _columns(box, model)
        yield from _rows(box)


def _columns(table: m.Table, model: m.DecisionModel) -> Iterator[str]:
    if table.policy not in m.POLICIES or table.aggregation not in m.AGGREGATIONS:
        policy = f"{table.policy} {table.aggregation}".strip()
        yield _("The hit policy “{policy}” is not known.", policy=policy)
    if table.aggregation and (table.policy != m.COLLECT or len(table.outputs) != 1):
        yield _("Only a collecting table with one output can be summed up.")
    if not table.outputs or (len(table.outputs) > 1 and any(not output.name for output in table.outputs)):
        yield _("Name every output of the table.")
    if len({output.name for output in table.outputs}) < len(table.outputs):
        yield _("Two outputs share a name. Give each its own.")
    if any(not clause.text for clause in table.inputs):
        yield _("Say what every input column looks at.")
    ranked = table.policy in {m.PRIORITY, m.OUTPUT_ORDER}
    if ranked and not any(o.values or "allowed" in model.types.get(o.type, ()) for o in table.outputs):
        yield _("List the values of the outputs in the order of their priority.")


def _rows(table: m.Table) -> Iterator[str]:
    shape = (len(table.inputs), len(table.outputs))
    for rule in table.rules:
        if (len(rule.tests), len(rule.results)) != shape:
            yield _("Row {row} does not have one cell for each column.", row=rule.number)
    if len(table.rules) > ROWS:
        yield _("A table holds at most {rows} rows. Split it.", rows=ROWS)


def _unreadable(model: m.DecisionModel) -> list[Fault]:
    """Read every FEEL text once, in one crossing, so that none fails in front of an officer."""
    names = shapes_of(model)
    for element in _worked(model):
        names |= dict.fromkeys(_own_names(element))
    written = [entry for element in _worked(model) for entry in _texts(element)]
    errors = feel.check([(text, kind) for _where, text, kind in written], names)
    pairs = zip(written, errors, strict=True)
    return [Fault(where, error.sentence) for (where, _text, _kind), error in pairs if error is not None]


def _own_names(element: WORKED) -> Iterator[str]:
    """Visit the names that boxes inside an element give: entries, parameters, columns."""
    for box in walk(element.logic):
        if isinstance(box, Named) and box.name:
            yield box.name
        if isinstance(box, Function):
            yield from (name for name, _kind in box.parameters)
        if isinstance(box, Relation):
            yield from box.columns


def _texts(element: WORKED) -> Iterator[tuple[str, str, feel.Kind]]:
    """Visit every text of an element with the place that a fault in it is told at."""
    for box in walk(element.logic):
        if isinstance(box, Expression):
            yield element.id, box.text, "expression"
        if isinstance(box, m.Table):
            yield from _clauses(element.id, box)
            yield from _cells(element.id, box)


def _clauses(own: str, table: m.Table) -> Iterator[tuple[str, str, feel.Kind]]:
    for clause in table.inputs:
        yield clause.id or own, clause.text, "expression"
        if clause.allowed:
            yield clause.id or own, clause.allowed, "unary"
    for output in table.outputs:
        texts = (output.default, output.values and f"[{output.values}]")
        yield from ((output.id or own, text, "expression") for text in texts if text)


def _cells(own: str, table: m.Table) -> Iterator[tuple[str, str, feel.Kind]]:
    for rule in table.rules:
        where = rule.id or _("{decision}, row {row}", decision=own, row=rule.number)
        yield from ((where, test, "unary") for test in rule.tests if test not in m.DASH)
        yield from ((where, result, "expression") for result in rule.results if result not in m.DASH)
