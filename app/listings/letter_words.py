"""What is said of letters: how they travel, why they come back, what was found about a content."""

from __future__ import annotations

from app.language import N_, _
from db.models import Letter

WAYS = {
    "post": N_("By post"),
    "hand": N_("Handed over"),
    "online": N_("Electronic document"),
    "electronic": N_("Electronic document"),  # as the form of sending a ruling calls it
    "internal": N_("Inside the office"),
}
CHOSEN = ("post", "hand", "online", "internal")
REASONS = {
    "absent": N_("Nobody was there"),
    "moved": N_("Moved away"),
    "unknown": N_("Address not found"),
    "refused": N_("Refused to take it"),
    "other": N_("Another reason"),
}
FOUND = {
    "right": N_("Well founded"),
    "partly": N_("Partly well founded"),
    "wrong": N_("Not well founded"),
}


def number_of(letter: Letter) -> str:
    """Write a letter's number as it is printed: 05/TB-UBND; nothing while it has none."""
    if not letter.number:
        return ""
    return f"{letter.number.zfill(2)}/{letter.symbol}" if letter.symbol else letter.number.zfill(2)


def way(via: str) -> str:
    """Say how a letter travels."""
    return _(WAYS.get(via, WAYS["post"]))


def ways() -> list[tuple[str, str]]:
    """List the ways that may be chosen."""
    return [(key, _(WAYS[key])) for key in CHOSEN]


def reasons() -> list[tuple[str, str]]:
    """List why a letter may come back."""
    return [(key, _(word)) for key, word in REASONS.items()]
