"""Who is competent for what on a day: the decision table of that day, asked for every kind and position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from app import decisions
from app.casework import definitions
from app.decisions import DecisionModel
from app.errors import NotPossibleNow
from app.language import N_, _, content, current
from app.listings.form_words import form_choices, form_word

INTAKE, TABLE, DECISION = "intake", "competence.dmn", "competent"
KINDS = (
    ("complaint", "first", N_("First complaint")),
    ("complaint", "second", N_("Second complaint")),
    ("denunciation", "first", N_("Denunciation")),
    ("recommendation", "first", N_("Recommendation, reflection")),
)
PAPERS = ((False, N_("without papers of the land")), (True, N_("with papers of the land")))
TWO_LEVELS = dt.date(2025, 7, 1)  # Law on Organisation of Local Government 72/2025/QH15


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Who is competent, on which article, by which row of the table."""

    body: str
    article: str
    row: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """Whom or what a matter is about, and who is competent for each kind of it."""

    about: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The competence of one day, with the version of the procedure that says it."""

    on: dt.date
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]
    disputes: tuple[Line, ...]  # about land: who settles them
    version_id: UUID | None
    three_levels: bool


def of(session: Session, on: dt.date) -> Matrix:
    """Ask the table in force today who was, is or will be competent for what comes in on a day."""
    try:
        version_id = definitions.in_force(session, INTAKE, on)
    except NotPossibleNow:
        return Matrix(on=on, kinds=(), lines=(), disputes=(), version_id=None, three_levels=False)
    table = definitions.pinned(session, version_id).tables[TABLE]
    return _matrix(version_id, table, on, current())


@lru_cache(maxsize=64)
def _matrix(version_id: UUID, table: bytes, on: dt.date, _language: str) -> Matrix:
    """Ask a table once for each day and language: a version never changes."""
    model = decisions.read(table)
    return Matrix(
        on=on,
        kinds=tuple(_(words) for _kind, _round, words in KINDS),
        lines=tuple(_lines(model, on)),
        disputes=tuple(_disputes(model, on)),
        version_id=version_id,
        three_levels=on < TWO_LEVELS,
    )


def _lines(model: DecisionModel, on: dt.date) -> Iterator[Line]:
    for position, label in form_choices("registration", "respondent_position"):
        asked = [{"petition_kind": k, "round": r, "respondent_position": position} for k, r, _w in KINDS]
        cells = tuple(_cell(model, on, facts) for facts in asked)
        if any(cells):
            yield Line(about=label, cells=cells)


def _disputes(model: DecisionModel, on: dt.date) -> Iterator[Line]:
    for parties, label in form_choices("intake", "dispute_parties"):
        for papers, words in PAPERS:
            asked = {"petition_kind": "land_dispute", "dispute_parties": parties, "has_land_papers": papers}
            cell = _cell(model, on, asked)
            if cell:
                yield Line(about=f"{label}, {_(words)}", cells=(cell,))


def _cell(model: DecisionModel, on: dt.date, facts: Mapping[str, object]) -> Cell | None:
    found = decisions.decide(model, DECISION, {**facts, "received_on": on.isoformat()})
    body = found.outputs.get("competent_body")
    if not body:
        return None
    row = found.rows[-1] if found.rows else None
    return Cell(
        body=form_word("intake", "competent_body", str(body)),
        article=content(row.article) if row else "",
        row=row.row if row else 0,
    )
