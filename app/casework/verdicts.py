"""What the gate said of the files of a draft, kept so that every reader has it in their own language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from app.engine.note import Note
from app.gate import Kind, Verdict


def pack(verdicts: Mapping[str, Verdict]) -> bytes:
    """Write verdicts as JSON, by the name of the file."""
    return orjson.dumps({name: _plain(verdict) for name, verdict in verdicts.items()})


def unpack(packed: bytes) -> dict[str, Verdict]:
    """Read verdicts again."""
    return {name: _verdict(each) for name, each in orjson.loads(packed).items()}


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "kind": str(verdict.kind),
        "accepted": verdict.accepted,
        "notes": [_note(note) for note in verdict.notes],
        "refusals": [_note(note) for note in verdict.refusals],
    }


def _note(note: Note) -> list[Any]:
    return [note.element, note.rule, note.sentence, note.names, note.open]


def _verdict(plain: Mapping[str, Any]) -> Verdict:
    return Verdict(
        Kind(plain["kind"]),
        accepted=plain["accepted"],
        notes=_notes(plain["notes"]),
        refusals=_notes(plain["refusals"]),
    )


def _notes(rows: Iterable[list[Any]]) -> tuple[Note, ...]:
    return tuple(
        Note(element, rule, sentence, tuple((key, said) for key, said in names), is_open)
        for element, rule, sentence, names, is_open in rows
    )
