"""Numbers of petitions and cases: one book for what is open, one for what lies under the seal.

Whoever reads the open book sees every number from 1 on, and no gap: a denunciation takes none of them.
A petition has a number of the sealed book until it is classified, and keeps it if it is a denunciation.
In the row it is negative, so that both books share one column and each number is given once.
"""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.casework.hold import Hold
from app.casework.letters import APART, take_number
from db.models import Case, Petition, SearchWord

MARK = "NP"  # niêm phong
NUMBER = re.compile(rf"\s*({MARK})?\s*([0-9]{{1,9}})\s*/\s*([0-9]{{4}})\s*", re.ASCII | re.IGNORECASE)


def written(number: int, year: int) -> str:
    """Write a number as people say it: 125/2026, NP7/2026."""
    return f"{MARK}{-number}/{year}" if number < 0 else f"{number}/{year}"


def read(typed: str) -> tuple[int, int] | None:
    """Read number and year as people write them; None for anything else."""
    found = NUMBER.fullmatch(typed)
    if found is None:
        return None
    return -int(found[2]) if found[1] else int(found[2]), int(found[3])


def number_of(row: Case | Petition) -> str:
    """Write the number of a case or a petition."""
    return written(row.number, row.year)


def take(session: Session, authority_id: UUID, book: str, year: int, *, sealed: bool) -> int:
    """Take the next number of a book, or of the sealed book beside it."""
    if sealed:
        return -take_number(session, authority_id, f"{APART}{book}", year)
    return take_number(session, authority_id, book, year)


def enter(hold: Hold, petition: Petition) -> None:
    """Enter a petition and its case in the book to which they belong now, opened or sealed."""
    for row, book in ((petition, "petition"), (hold.case, "case")):
        if (row.number < 0) != row.sealed:
            row.number = take(hold.session, row.authority_id, book, row.year, sealed=row.sealed)
    hold.session.execute(
        delete(SearchWord).where(SearchWord.case_id == hold.case.id, SearchWord.kind == "number")
    )
    index(hold.session, hold.case)


def index(session: Session, case: Case) -> None:
    """Let a case be found by its number, sealed or not."""
    session.add(
        SearchWord(authority_id=case.authority_id, word=number_of(case), case_id=case.id, kind="number")
    )
