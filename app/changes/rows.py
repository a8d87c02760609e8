"""Things in a row: which of them stand elsewhere than before."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def out_of_order(before: Sequence[Key], after: Sequence[Key]) -> list[Key]:
    """List what was taken from its place among the others; both rows hold the same things, each once."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    stayed = {key for block in matcher.get_matching_blocks() for key in after[block.b : block.b + block.size]}
    return [key for key in after if key not in stayed]
