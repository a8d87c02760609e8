"""What the kinds of petitions are called."""

from __future__ import annotations

from app.language import N_, _

KINDS = {
    "complaint": N_("Complaint"),
    "denunciation": N_("Denunciation"),
    "recommendation": N_("Recommendation"),
    "reflection": N_("Reflection"),
    "land_dispute": N_("Land dispute"),
    "execution": N_("Carrying out a decision"),
    "protection": N_("Protection of a denouncer"),
    "ending": N_("Ending of a settling"),
    "other": N_("Other petition"),
    "unclassified": N_("Not classified yet"),
}


def kind_word(kind: str) -> str:
    """Say what a kind is called, in the reader's language."""
    return _(KINDS.get(kind, KINDS["other"]))
