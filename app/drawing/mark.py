"""A mark: what the picture says about one step of one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.language import N_, _

State = Literal["done", "now", "next", "late"]

_WORDS: Mapping[State, str] = {
    "done": N_("Done"),
    "now": N_("In progress"),
    "next": N_("Next"),
    "late": N_("Overdue"),
}


@dataclass(frozen=True)
class Mark:
    """How one element of the diagram stands in a case."""

    state: State
    note: str = ""  # a few words shown under the step: «còn 3 ngày làm việc»
    href: str = ""  # where a click leads: a path of this site, or an address


def state_word(state: State) -> str:
    """Say a state in the reader's language."""
    return _(_WORDS[state])
