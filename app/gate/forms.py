"""What stands in the way of a form."""

from __future__ import annotations

import json

from app import formdefs
from app.engine.note import Note
from app.formdefs import FormRefused
from app.gate.verdict import Kind, Verdict, told, turned_away
from app.gate.vocabulary import CHOICES, offered
from app.language import N_

_UNKNOWN = N_('The office has no choices called "{key}". List them in the field, or name one of: {known}.')
_EMPTY = N_("This form asks for nothing. Draw its fields in the editor, then send it.")


def examine(content: bytes) -> Verdict:
    """Judge a form: it may be used if the server can show and check every part of it."""
    if not json.loads(content)["components"]:
        return turned_away(Note("", "empty", _EMPTY), kind=Kind.FORM)
    try:
        parts = list(formdefs.read(content).walk())
    except FormRefused:
        return Verdict(Kind.FORM, accepted=True, refusals=told(lambda: _faults(content), "form"))
    known = ", ".join(sorted(CHOICES))
    strange = tuple(
        Note(part.key, "choices", _UNKNOWN, (("key", part.choices_key), ("known", known)))
        for part in parts
        if part.choices_key and not offered(part.choices_key)
    )
    return Verdict(Kind.FORM, accepted=True, refusals=strange)


def _faults(content: bytes) -> list[tuple[str, str]]:
    """Say what keeps a form from being read, in the reader's language."""
    try:
        formdefs.read(content)
    except FormRefused as refused:
        return [(fault.element, fault.message) for fault in refused.faults]
    return []
