"""One verdict over one file, or over all that a version of a procedure would pin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from app.engine.note import Note
from app.gate import drawings, english, forms, letters, scenarios, shelf, tables, vocabulary
from app.gate.kinds import recognise
from app.gate.verdict import Kind, Verdict, once, turned_away

_ALONE: Mapping[str, bytes] = MappingProxyType({})
_BY_ITSELF: Mapping[Kind, Callable[[bytes], Verdict]] = {
    Kind.TABLE: tables.examine,
    Kind.FORM: forms.examine,
    Kind.ENGLISH: english.examine,
    Kind.SCENARIO: scenarios.examine,
}


def check(name: str, content: bytes, *, context: Mapping[str, bytes] = _ALONE) -> Verdict:
    """Judge one file that may come from anywhere; its kind is told by its content, never by its name.

    ``context``: the other files of its bundle, named as a version pins them (``other.bpmn``,
    ``letters/answer.html``, ``forms/intake.json``); what is not among them is looked for in what is shipped.
    Never raises for what is in the file.
    """
    found = recognise(content)
    if isinstance(found, Note):
        return turned_away(found)
    if found is Kind.PROCEDURE:
        return drawings.examine(name, content, context)
    if found in _BY_ITSELF:
        return _BY_ITSELF[found](content)
    return letters.examine(name, content)


def check_bundle(files: Mapping[str, bytes], *, process_id: str) -> Verdict:
    """Judge everything that a version would pin, as one: it is as good as the worst of its files.

    A procedure that others call sends the letters of its callers.
    """
    drawing = drawings.find(files, process_id)
    if isinstance(drawing, Note):
        return turned_away(drawing, kind=Kind.PROCEDURE)
    others = [check(name, files[name]) for name in sorted(files) if not name.endswith(".bpmn")]
    callers = shelf.letters() if process_id in vocabulary.shipped().called else _ALONE
    mine = drawings.examine(drawing, files[drawing], {**callers, **files}, whole=True)
    return together([mine, *others])


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """Put the verdicts over the files of a procedure together."""
    every = list(verdicts)
    return Verdict(
        Kind.PROCEDURE,
        accepted=all(verdict.accepted for verdict in every),
        notes=once(note for verdict in every for note in verdict.notes),
        refusals=once(note for verdict in every for note in verdict.refusals),
    )
