"""Shipped procedures, small changes to them, and cases at every point where they rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from app.engine import definition as definitions
from app.engine import model, step
from app.engine.actions import ACTIONS
from app.engine.definition import Definition, compile_definition
from app.engine.step import Step
from app.engine.xmlsafe import SPIFF
from app.gate.scenario import Move, Scenario
from app.rehearsal.walking import AHEAD, MONDAY
from tests.procedures import bundles

BPMN = bundles.BPMN


@cache
def shipped(procedure: str) -> Definition:
    """Compile a procedure as the office ships it."""
    return compile_definition(bundles.with_callees(procedure), process_id=procedure)


def of(procedure: str, files: Mapping[str, bytes]) -> Definition:
    """Compile the drawings of a procedure."""
    return compile_definition(files, process_id=procedure)


def unchecked(files: Mapping[str, bytes], process_id: str) -> Definition:
    """Compile a drawing that the gate would refuse."""
    found = definitions.read(files)
    drawn = model.build(process_id, {name: one.root for name, one in found.items()})
    return definitions.assemble(drawn, f"unchecked {definitions.digest_of(files, process_id)}")


def edited(procedure: str, *texts: tuple[str, str], file: str = "") -> Definition:
    """Compile a shipped procedure after replacing texts in its drawing, or in one that it calls."""
    files = bundles.with_callees(procedure)
    name = f"{file or procedure}.bpmn"
    content = files[name].decode()
    for old, new in texts:
        if old not in content:
            raise LookupError(old)
        content = content.replace(old, new)
    return compile_definition(files | {name: content.encode()}, process_id=procedure)


def drawn_between(procedure: str, drawn: str, *, before: str) -> Definition:
    """Compile a shipped procedure with something drawn in front of an element: arrows to it go there first.

    ``drawn`` is the XML of an element with the id ``x_new``.
    """
    root = bundles.drawing(procedure)
    element = next(one for one in root.iter() if one.get("id") == before)
    around = element.getparent()
    for arrow in around.iter(f"{BPMN}sequenceFlow"):
        if arrow.get("targetRef") == before:
            arrow.set("targetRef", "x_new")
    around.append(
        etree.fromstring(f'<x xmlns:bpmn="{BPMN[1:-1]}" xmlns:spiffworkflow="{SPIFF}">{drawn}</x>')[0]
    )
    around.append(
        around.makeelement(f"{BPMN}sequenceFlow", id="x_new__", sourceRef="x_new", targetRef=before)
    )
    for end in ("incoming", "outgoing"):
        for told in list(root.iter(f"{BPMN}{end}")):
            told.getparent().remove(told)
    return compile_definition(
        bundles.with_callees(procedure) | {f"{procedure}.bpmn": etree.tostring(root)}, process_id=procedure
    )


def resting_at(procedure: str, element: str) -> tuple[Step, list[Move], Office]:
    """Walk the shipped scenarios of a procedure to the first rest at which an element is waited for."""
    for scenario in bundles.scenarios(procedure):
        for now, left, office in rests(shipped(procedure), scenario):
            groups = (now.after.ready, now.after.timers, now.after.messages)
            if any(one.node_id == element for group in groups for one in group.values()):
                return now, left, office
    raise LookupError(element)


@cache
def reworded(procedure: str) -> Definition:
    """Compile a procedure with other words and another layout everywhere, and nothing else changed."""
    files = {}
    for name, content in bundles.with_callees(procedure).items():
        root = etree.fromstring(content)
        for element in root.iter():
            _reword(element)
        files[name] = etree.tostring(root)
    return compile_definition(files, process_id=procedure)


def _reword(element: etree._Element) -> None:
    kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if kind.endswith(("Task", "Event", "Gateway", "subProcess", "callActivity", "sequenceFlow")):
        element.set("name", f"{element.get('name', '')} ·")
    if kind == "documentation":
        element.text = f"{element.text or ''} ·"
    if kind in {"Bounds", "waypoint"}:
        element.set("y", str(float(element.get("y", "0")) + 40))


class Office:
    """An office that answers what a walk asks, with days of its own counting."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.letters = 0

    @property
    def functions(self) -> Mapping[str, Callable[..., object]]:
        return {name: self._named(name) for name in ACTIONS}

    def _named(self, name: str) -> Callable[..., object]:
        return lambda *_values, **_named: self._answer(name)

    def _answer(self, name: str) -> object:
        if name in AHEAD:
            return (self.now + dt.timedelta(days=AHEAD[name])).isoformat()
        self.letters += 1
        return f"letter-{self.letters}" if name == "open_letter" else "15/TB"


def rests(definition: Definition, scenario: Scenario) -> Iterator[tuple[Step, list[Move], Office]]:
    """Walk a scenario and give each rest, with the moves that are left."""
    office = Office()
    now = step.start(definition, data=scenario.data, now=office.now, world=office)
    left = list(scenario.moves)
    yield now, list(left), office
    while left:
        now = go(definition, now, left.pop(0), office)
        yield now, list(left), office


def go(definition: Definition, now: Step, move: Move, office: Office) -> Step:
    """Make one move of a scenario."""
    given: dict[str, Any] = {"now": office.now, "world": office}
    if move.kind == "deliver":
        return step.deliver(definition, now.state, message=move.name, data=dict(move.answers), **given)
    if move.kind == "fire":
        timer = next(one for one in now.after.timers.values() if one.node_id == move.name)
        office.now = given["now"] = max(office.now, timer.due_at + dt.timedelta(seconds=1))
        return step.fire(definition, now.state, timers=[timer.id], **given)
    task = next(one for one in now.after.ready.values() if one.node_id == move.name)
    office.now = given["now"] = office.now + dt.timedelta(hours=1)
    return step.complete(definition, now.state, task_id=task.id, data=dict(move.answers), **given)
