"""How long what is sealed of a closed case is kept, as dated data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.legaltime import book
from app.legaltime.entries import Entry

KIND = "retention"
OTHER = "kind:other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long the cases of one sort are kept, and who says so."""

    name: str  # Vietnamese
    years: int
    article: str
    confidence: str
    remark: str

    def ends_on(self, closed_on: dt.date) -> dt.date:
        """Give the first day on which what is sealed may be destroyed."""
        year = closed_on.year + self.years
        try:
            return closed_on.replace(year=year) + dt.timedelta(days=1)
        except ValueError:  # closed on 29 February
            return dt.date(year, 3, 1)


def of(kind: str, closed_as: str, on: dt.date) -> Retention:
    """Find the period of a closed case: by how it was closed, else by its kind."""
    for key in (f"closed:{closed_as}", f"kind:{kind}", OTHER):
        versions = [entry for entry in book.current().of(KIND) if entry.key == key]
        found = book.choose(versions, on) if versions else None
        if found is not None:
            return _retention(found)
    raise LookupError(OTHER)


def shortest() -> int:
    """Give the shortest period of all, in years: nothing that closed later can be due."""
    return min(int(entry.body["years"]) for entry in book.current().of(KIND))


def _retention(entry: Entry) -> Retention:
    return Retention(
        name=entry.body["name"],
        years=int(entry.body["years"]),
        article=entry.article,
        confidence=entry.confidence,
        remark=entry.remark,
    )
