"""What stands in the way of the English beside a procedure: a catalogue (PO) of its Vietnamese texts."""

from __future__ import annotations

from app.engine.note import Note
from app.gate.verdict import Kind, Verdict, turned_away
from app.language import N_, read_pairs

_BROKEN = N_("The file with the English cannot be read. Each entry is a line msgid and a line msgstr.")


def examine(content: bytes) -> Verdict:
    """Judge a catalogue: it can be read."""
    try:
        read_pairs(content)
    except ValueError:
        return turned_away(Note("", "english", _BROKEN), kind=Kind.ENGLISH)
    return Verdict(Kind.ENGLISH, accepted=True)
