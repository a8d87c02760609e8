"""What an author should hear about a table that can be read: a gap, an overlap, a row that never fires."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.language import _, short_date


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a drawn decision.

    ``table`` is its id in the file and ``name`` what its author calls it; ``rows`` count from 1. ``rule``
    is a stable key, ``sentence`` a msgid with ``names``. ``grave`` findings keep a table out of force.
    """

    table: str
    name: str
    rule: str
    sentence: str
    rows: tuple[int, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    grave: bool = False

    @property
    def message(self) -> str:
        """Say it in the reader's language."""
        return _(self.sentence, **dict(self.names))


def as_words(value: object) -> str:
    """Write a value that a table may be given as its reader would."""
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return _("true") if value else _("not true")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return short_date(value)
    if value == "…":
        return _("any other value")
    return f"{value:g}" if isinstance(value, float) else str(value)
