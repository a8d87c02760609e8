"""Something that does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import _


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold: at which row, by table and id, and what is wrong with it.

    ``says`` is a sentence of the code with places for ``names``; no person and no petition is ever in it.
    """

    row: str
    says: str
    names: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in the reader's language."""
        return _(self.says, **dict(self.names))
