"""What stands in the way of a drawing: questions that are open, and what would run wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine import lint, model, xmlsafe
from app.engine.definition import compile_definition
from app.engine.errors import DefinitionRefused
from app.engine.note import Note
from app.gate.verdict import Kind, Verdict, once, turned_away
from app.language import N_

_EMPTY = N_("Nothing is drawn in this file. Draw a procedure in the editor, then send it.")
_MISSING = N_("There is no procedure with this id in the files.")


def examine(name: str, content: bytes, root: etree._Element, context: Mapping[str, bytes]) -> Verdict:
    """Judge a drawing together with those that it calls, as far as they are in its context."""
    processes = [process.get("id", "") for process in root.iter(xmlsafe.bpmn("process")) if len(process)]
    if not processes:
        return turned_away(Note("", "empty", _EMPTY), kind=Kind.PROCEDURE)
    files = {**_drawings(context), _named(name): content}
    refusals = once(note for process in processes for note in _refusals(files, process))
    return Verdict(Kind.PROCEDURE, accepted=True, refusals=refusals)


def find(files: Mapping[str, bytes], process_id: str) -> str | Note:
    """Name the drawing that holds a procedure, or say that there is none."""
    wanted = f'"{process_id}"'.encode()
    for name, content in _drawings(files).items():
        if wanted in content and process_id in _processes(content):
            return name
    return Note(process_id, "process", _MISSING)


def _refusals(files: Mapping[str, bytes], process_id: str) -> Iterator[Note]:
    drawn = model.build(process_id, {name: xmlsafe.read(body) for name, body in files.items()})
    found = lint.look(drawn)
    yield from found
    if not found:
        yield from _unparsed(files, process_id)


def _unparsed(files: Mapping[str, bytes], process_id: str) -> Iterator[Note]:
    """Let the library read what the rules have passed: what it refuses all the same is refused."""
    try:
        compile_definition(files, process_id=process_id)
    except DefinitionRefused as refused:
        yield from refused.problems


def _processes(content: bytes) -> list[str]:
    try:
        return [found.get("id", "") for found in xmlsafe.read(content).iter(xmlsafe.bpmn("process"))]
    except xmlsafe.XmlRefused:
        return []


def _drawings(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: body for name, body in files.items() if name.endswith(".bpmn")}


def _named(name: str) -> str:
    return name if name.endswith(".bpmn") else f"{name}.bpmn"
