"""What the published criteria and the seats of the Steering Committee are called."""

from __future__ import annotations

from app.language import N_, _

CRITERIA = {
    "age": N_("lasts long"),
    "overdue": N_("overdue several times"),
    "crowd": N_("many people"),
    "repeated": N_("brought again and again"),
    "other": N_("other reason"),
}


def criterion(code: str) -> str:
    """Say which criterion a case meets."""
    return _(CRITERIA[code]) if code in CRITERIA else code
