"""What stands in the way of a form."""

from __future__ import annotations

import json

from app import formdefs
from app.engine.note import Note
from app.formdefs import FormRefused
from app.gate.verdict import Kind, Verdict, told, turned_away
from app.language import N_

_EMPTY = N_("This form asks for nothing. Draw its fields in the editor, then send it.")


def examine(content: bytes) -> Verdict:
    """Judge a form: it may be used if the server can show and check every part of it."""
    if not json.loads(content)["components"]:
        return turned_away(Note("", "empty", _EMPTY), kind=Kind.FORM)
    try:
        formdefs.read(content)
    except FormRefused as refused:
        refusals = tuple(told(fault.element, "form", fault.message) for fault in refused.faults)
        return Verdict(Kind.FORM, accepted=True, refusals=refusals)
    return Verdict(Kind.FORM, accepted=True)
