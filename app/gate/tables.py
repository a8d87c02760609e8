"""What stands in the way of a decision table."""

from __future__ import annotations

from app import decisions, xmlsafe
from app.decisions import DecisionsRefused
from app.engine.note import Note
from app.feel import FeelTooMuch
from app.gate.verdict import Kind, Verdict, told, turned_away
from app.language import N_

_EMPTY = N_("This file holds no decision. Draw a table in the editor, then send it.")


def examine(content: bytes) -> Verdict:
    """Judge a decision table: it may be used if every part of it can be worked out here."""
    if xmlsafe.read(content).find("{*}decision") is None:
        return turned_away(Note("", "empty", _EMPTY), kind=Kind.TABLE)
    try:
        findings = decisions.examine(decisions.read(content))
    except (DecisionsRefused, FeelTooMuch):
        return Verdict(Kind.TABLE, accepted=True, refusals=told(lambda: _faults(content), "table"))
    notes = [Note(found.table, found.rule, found.sentence, found.names) for found in findings]
    grave = [found.grave for found in findings]
    return Verdict(
        Kind.TABLE,
        accepted=True,
        notes=tuple(note for note, weighs in zip(notes, grave, strict=True) if not weighs),
        refusals=tuple(note for note, weighs in zip(notes, grave, strict=True) if weighs),
    )


def _faults(content: bytes) -> list[tuple[str, str]]:
    """Say what keeps a table from being read or tried, in the reader's language."""
    try:
        decisions.examine(decisions.read(content))
    except DecisionsRefused as refused:
        return [(fault.element, fault.message) for fault in refused.faults]
    except FeelTooMuch as costly:
        return [("", costly.sentence)]
    return []
