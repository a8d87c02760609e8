"""What stands in the way of a form."""

from __future__ import annotations

from app import formdefs
from app.formdefs import FormRefused
from app.gate.verdict import Kind, Verdict, told


def examine(content: bytes) -> Verdict:
    """Judge a form: it may be used if the server can show and check every part of it."""
    try:
        formdefs.read(content)
    except FormRefused as refused:
        refusals = tuple(told(fault.element, "form", fault.message) for fault in refused.faults)
        return Verdict(Kind.FORM, accepted=True, refusals=refusals)
    return Verdict(Kind.FORM, accepted=True)
