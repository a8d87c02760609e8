"""The words of the legal pages: how surely something is known, and when it holds."""

from __future__ import annotations

from app.language import N_, _
from app.legaltime.wording import CONFIDENCE

SHORT = {"confirmed": N_("compared"), "believed": N_("believed"), "uncertain": N_("to be checked")}


def sure_words() -> dict[str, tuple[str, str]]:
    """Say how surely something is known, by its key: in a word or two, and in full."""
    return {key: (_(SHORT[key]), _(words)) for key, words in CONFIDENCE.items()}
