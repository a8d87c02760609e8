"""Who plays: the procedures of all files together, what can be called, and which fields somebody sets."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lxml import etree

from app.engine import grammar
from app.engine.draft.stage import assigned
from app.engine.grammar import Kind, NotInGrammar
from app.engine.model import FLOW_NODES, reached
from app.engine.nodes import properties
from app.engine.xmlsafe import bpmn, local


def has_steps(process: etree._Element) -> bool:
    """Tell whether anything that could be run is drawn in a procedure."""
    return any(local(child) in FLOW_NODES for child in process)


def leading(root: etree._Element) -> tuple[str, ...]:
    """List the procedures of a file to play, in its order: with steps, and not called by others of it."""
    names = [process.get("id", "") for process in root.iterfind(bpmn("process")) if has_steps(process)]
    called = {call.get("calledElement") for call in root.iter(bpmn("callActivity"))}
    return tuple(name for name in names if name not in called) or tuple(names)


def procedures(roots: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """Give the procedures with steps, by their id."""
    found = (process for root in roots for process in root.iterfind(bpmn("process")))
    return {process.get("id", ""): process for process in found if has_steps(process)}


def callable_ids(roots: Iterable[etree._Element]) -> frozenset[str]:
    """List the procedures that others can call: they come to an end, and share no ids with a caller."""
    found = procedures(roots)
    calls = {
        name: {call.get("calledElement", "") for call in process.iter(bpmn("callActivity"))}
        for name, process in found.items()
    }
    ids = {
        name: {xml.get("id") for xml in process.iter() if xml.get("id")} for name, process in found.items()
    }
    clash = {
        called
        for name, all_called in calls.items()
        for called in all_called & found.keys()
        if called != name and ids[name] & ids[called]
    }
    circles = {name for name, called in calls.items() if name in reached(calls, called)}
    return frozenset(found.keys() - clash - circles)


def fields(roots: Iterable[etree._Element]) -> frozenset[str] | None:
    """List the fields that steps and scripts set; None where forms of the office stand at steps."""
    found: set[str] = set()
    for root in roots:
        for xml in root.iter(*(bpmn(kind) for kind in FLOW_NODES)):
            noted = properties(xml)
            if noted.get("form"):
                return None
            found.update(name for name in (noted.get("outcome"),) if name)
        for tree in _scripts(root):
            found.update(assigned(tree))
    return frozenset(found)


def _scripts(root: etree._Element) -> Iterator[ast.AST]:
    for script in root.iter(bpmn("script")):
        try:
            yield grammar.read((script.text or "").strip(), Kind.SCRIPT)
        except NotInGrammar:
            continue
