"""One change between two versions of a procedure, in words and where it stands on the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.changes.told import Told

How = Literal["added", "removed", "changed", "moved"]
_MOVES = ("_moved", "_order")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that is different: its kind, where it is, and the sentence that says it.

    ``kind`` is a key of ``KINDS``. ``element`` is an id of the new file, or of the old one for what is gone;
    ``was`` is its id in the old file where that is another. ``old`` and ``new`` are the values as they are
    written, ``before`` and ``after`` the articles of law that they rest on, each as «Điều 28, 02/2011/QH13».
    ``also`` are other elements that the sentence tells of: their ids in the old and in the new file, empty
    where a file does not have them.
    """

    kind: str
    file: str
    element: str
    name: str
    sentence: Told
    old: str = ""
    new: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    was: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """List the articles of law that it touches, the old ones first."""
        return tuple(dict.fromkeys((*self.before, *self.after)))

    @property
    def how(self) -> How:
        """Say how it is marked on the drawings."""
        if self.kind.endswith("_added"):
            return "added"
        if self.kind.endswith("_removed"):
            return "removed"
        return "moved" if self.kind.endswith(_MOVES) else "changed"

    @property
    def said(self) -> str:
        """Say it in the reader's language."""
        return self.sentence.said
