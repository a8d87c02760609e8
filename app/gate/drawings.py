"""What stands in the way of a drawing: questions that are open, and what would run wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from app.engine import lint, model, xmlsafe
from app.engine.draft import NOTHING, cast
from app.engine.lint.asked import unasked
from app.engine.normalise import Normalised, normalise
from app.engine.note import Note
from app.gate import fields, references, shelf, trial, vocabulary
from app.gate.drawn import Drawn, Rule
from app.gate.verdict import Kind, Verdict, once, turned_away
from app.gate.vocabulary import Vocabulary
from app.language import N_

RULES: tuple[Rule, ...] = (
    references.forms,
    references.roles,
    references.promises,
    references.citizens,
    references.laws,
    references.outcomes,
    references.recorders,
    references.letters,
    references.limits,
    references.actions,
    references.openings,
    references.messages,
    fields.unset,
    fields.answers,
)
_MISSING = N_("There is no procedure with this id in the files.")


@dataclass(frozen=True)
class _Look:
    """What was found in one procedure; ``stuck`` says why it cannot be played even as a draft."""

    notes: list[Note]
    refusals: list[Note]
    stuck: list[Note]


def examine(name: str, content: bytes, context: Mapping[str, bytes], *, whole: bool = False) -> Verdict:
    """Judge a drawing together with those that it calls, as far as they are among its context or shipped.

    With ``whole`` the context is all there is: what is shipped besides does not count.
    """
    processes = cast.leading(_sheet(content).root)
    if not processes:
        return turned_away(Note("", "empty", NOTHING), kind=Kind.PROCEDURE)
    files = _with_called(_named(name), content, context, {} if whole else shelf.drawings())
    words = vocabulary.of({**context, **files}, whole=whole)
    looks = [_look(files, process, words) for process in processes]
    refusals = [note for look in looks for note in look.refusals]
    stuck = [note for look in looks for note in look.stuck]
    return Verdict(
        Kind.PROCEDURE,
        accepted=not stuck,
        notes=once(note for look in looks for note in look.notes),
        refusals=once([*stuck, *refusals]),
    )


def find(files: Mapping[str, bytes], process_id: str) -> str | Note:
    """Name the drawing that holds a procedure, or say that there is none."""
    wanted = f'"{process_id}"'.encode()
    for name, content in files.items():
        if name.endswith(".bpmn") and wanted in content and process_id in _processes(content):
            return name
    return Note(process_id, "process", _MISSING)


def _look(files: Mapping[str, bytes], process: str, words: Vocabulary) -> _Look:
    """Hold a procedure, with what it calls, against every rule, and try whether it can be played."""
    sheets = {name: _sheet(body) for name, body in files.items()}
    drawn = model.build(process, {name: sheet.root for name, sheet in sheets.items()})
    notes = [note for sheet in sheets.values() if sheet.root in drawn.roots for note in sheet.notes]
    named = Drawn(drawn, words)
    found = [*unasked(drawn, lint.look(drawn), notes), *(note for rule in RULES for note in rule(named))]
    settled = not found and not any(note.open for note in notes)
    unfit = list(trial.in_force(drawn, files)) if settled else []
    stuck = list(trial.as_draft(files, process)) if unfit or not settled else []
    origins = drawn.origins()
    ended = list(references.ended_laws(named))

    def as_brought(told: Iterable[Note]) -> list[Note]:
        return [replace(note, element=origins.get(note.element) or note.element) for note in told]

    return _Look([*notes, *as_brought(ended)], as_brought([*found, *unfit]), stuck)


def _with_called(
    name: str, content: bytes, context: Mapping[str, bytes], shipped: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Gather a drawing and those that it calls: of its context, or else of what is shipped."""
    beside = {key: body for key, body in context.items() if key.endswith(".bpmn") and key != name}
    holds = {process: key for key, body in beside.items() for process in _processes(body)}
    found, waiting = {name: content}, [content]
    while waiting:
        for call in _sheet(waiting.pop()).root.iter(xmlsafe.bpmn("callActivity")):
            called = call.get("calledElement", "")
            key = holds.get(called, f"{called}.bpmn")
            body = beside.get(key) or shipped.get(called)
            if body is not None and key not in found:
                found[key] = body
                waiting.append(body)
    return found


def _processes(content: bytes) -> list[str]:
    try:
        found = _sheet(content).root.iterfind(xmlsafe.bpmn("process"))
    except xmlsafe.XmlRefused:
        return []
    return [process.get("id", "") for process in found]


@lru_cache(maxsize=32)
def _sheet(content: bytes) -> Normalised:
    """Read a drawing as the engine runs it; nobody changes what is kept here. Raises XmlRefused."""
    return normalise(xmlsafe.read(content))


def _named(name: str) -> str:
    return name if name.endswith(".bpmn") else f"{name}.bpmn"
