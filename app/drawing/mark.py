"""A mark: what the picture says about one step of one case, one element of a draft, or of all cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.language import N_, _

State = Literal[
    "done", "now", "next", "late", "stuck", "question", "refused", "waiting", "pressed", "jammed",
    "added", "removed", "changed", "moved", "passed", "missed", "astray",
]  # fmt: skip
COMPARED: frozenset[State] = frozenset({"added", "removed", "changed", "moved"})  # between two versions
NOTED: frozenset[State] = frozenset({"question", "refused"})  # what a draft is told, not how a case stands

_WORDS: Mapping[State, str] = {
    "done": N_("Done"),
    "now": N_("In progress"),
    "next": N_("Next"),
    "late": N_("Overdue"),
    "stuck": N_("Incident"),
    "question": N_("To be settled"),
    "refused": N_("Would run wrongly"),
    "waiting": N_("Waiting, none overdue"),
    "pressed": N_("Waiting, some overdue"),
    "jammed": N_("Waiting, half or more overdue"),
    "added": N_("Added"),
    "removed": N_("Removed"),
    "changed": N_("Changed"),
    "moved": N_("Moved"),
    "passed": N_("A scenario passes here"),
    "missed": N_("No scenario passes here"),
    "astray": N_("A scenario goes astray here"),
}


@dataclass(frozen=True)
class Mark:
    """How one element stands in a case or in all, what is noted about it in a draft, or how it changed."""

    state: State
    note: str = ""  # a few words shown under the step: «còn 3 ngày làm việc»
    href: str = ""  # where a click leads: a path of this site, or an address
    number: str = ""  # shown in a badge: of the notes about it «2, 5», of the cases that wait there «12»
    anchor: str = ""  # the badge's id on the page, so that a note leads back to it


def state_word(state: State) -> str:
    """Say a state in the reader's language."""
    return _(_WORDS[state])
