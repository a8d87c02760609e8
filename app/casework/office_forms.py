"""The forms of what an office does beside its procedures: read from what this release ships."""

from __future__ import annotations

from functools import cache

from app import formdefs
from app.formdefs import FormDefinition
from app.language import ROOT

FORMS = ROOT / "forms"


@cache
def form(key: str) -> FormDefinition:
    """Give a form by its key."""
    return formdefs.read((FORMS / f"{key}.json").read_bytes())
