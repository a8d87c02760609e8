"""What stands in the way of a drawing: questions that are open, and what would run wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from app.engine import draft, lint, model, xmlsafe
from app.engine.definition import compile_definition
from app.engine.errors import DefinitionRefused
from app.engine.normalise import normalise
from app.engine.note import Note
from app.gate import fields, references, shelf, vocabulary
from app.gate.drawn import Drawn, Rule
from app.gate.trial import playable
from app.gate.verdict import Kind, Verdict, once, turned_away
from app.gate.vocabulary import Vocabulary
from app.language import N_

RULES: tuple[Rule, ...] = (
    references.forms,
    references.roles,
    references.citizens,
    references.laws,
    references.outcomes,
    references.recorders,
    references.letters,
    references.limits,
    references.actions,
    references.messages,
    fields.unset,
    fields.answers,
)
_EMPTY = N_("Nothing is drawn in this file. Draw a procedure in the editor, then send it.")
_MISSING = N_("There is no procedure with this id in the files.")


def examine(name: str, content: bytes, root: etree._Element, context: Mapping[str, bytes]) -> Verdict:
    """Judge a drawing together with those that it calls, as far as they are among its context or shipped."""
    processes = draft.processes(root)
    if not processes:
        return turned_away(Note("", "empty", _EMPTY), kind=Kind.PROCEDURE)
    files = _with_called(_named(name), content, context)
    words = vocabulary.of({**context, **files})
    notes, refusals = list[Note](), list[Note]()
    for process in processes:
        told, refused = _look(files, process, words)
        notes += told
        refusals += refused or _unparsed(files, process, notes)
    stuck = next((found for process in processes for found in playable(files, process)), None)
    if stuck is not None:
        return Verdict(Kind.PROCEDURE, accepted=False, notes=once(notes), refusals=once([stuck, *refusals]))
    return Verdict(Kind.PROCEDURE, accepted=True, notes=once(notes), refusals=once(refusals))


def find(files: Mapping[str, bytes], process_id: str) -> str | Note:
    """Name the drawing that holds a procedure, or say that there is none."""
    wanted = f'"{process_id}"'.encode()
    for name, content in files.items():
        if name.endswith(".bpmn") and wanted in content and process_id in _processes(content):
            return name
    return Note(process_id, "process", _MISSING)


def _look(files: Mapping[str, bytes], process: str, words: Vocabulary) -> tuple[list[Note], list[Note]]:
    """Give the notes on a procedure with what it calls, and its refusals."""
    sheets = {name: normalise(xmlsafe.read(body)) for name, body in files.items()}
    drawn = model.build(process, {name: sheet.root for name, sheet in sheets.items()})
    notes = [note for sheet in sheets.values() if sheet.root in drawn.roots for note in sheet.notes]
    named = Drawn(drawn, words)
    found = [*lint.look(drawn), *(note for rule in RULES for note in rule(named))]
    return notes, [replace(note, element=drawn.origin(note.element)) for note in found]


def _unparsed(files: Mapping[str, bytes], process_id: str, notes: list[Note]) -> Iterator[Note]:
    """Let the library read what the rules have passed: what it refuses all the same is refused."""
    if any(note.open for note in notes):
        return
    try:
        compile_definition(files, process_id=process_id)
    except DefinitionRefused as refused:
        yield from refused.problems


def _with_called(name: str, content: bytes, context: Mapping[str, bytes]) -> dict[str, bytes]:
    """Gather a drawing and those that it calls: of its context, or else of what is shipped."""
    beside = {key: body for key, body in context.items() if key.endswith(".bpmn") and key != name}
    holds = {process: key for key, body in beside.items() for process in _processes(body)}
    found, waiting = {name: content}, [content]
    while waiting:
        for called in _calls(waiting.pop()):
            key = holds.get(called, f"{called}.bpmn")
            body = beside.get(key) or shelf.drawings().get(called)
            if body is not None and key not in found:
                found[key] = body
                waiting.append(body)
    return found


def _calls(content: bytes) -> list[str]:
    return [call.get("calledElement", "") for call in _elements(content, "callActivity")]


def _processes(content: bytes) -> list[str]:
    return [process.get("id", "") for process in _elements(content, "process")]


def _elements(content: bytes, kind: str) -> list[etree._Element]:
    try:
        return list(xmlsafe.read(content).iter(xmlsafe.bpmn(kind)))
    except xmlsafe.XmlRefused:
        return []


def _named(name: str) -> str:
    return name if name.endswith(".bpmn") else f"{name}.bpmn"
