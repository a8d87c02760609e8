"""Finding cases by folded words; of sealed cases only the number can be found."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.casework import numbers
from app.casework.hold import Hold
from app.casework.numbers import number_of
from app.sealing.folding import tokens
from db.models import Case, SearchWord

LONGEST = 60


def by_number(session: Session, authority_id: UUID, typed: str) -> Case | None:
    """Find a case by its number as people write it, 12/2026; the caller asks policy what may be seen."""
    found = numbers.read(typed)
    if found is None:
        return None
    number, year = found
    return session.scalars(
        select(Case).where(Case.authority_id == authority_id, Case.number == number, Case.year == year)
    ).one_or_none()


def index_words(hold: Hold, texts: Iterable[tuple[str, str]]) -> None:
    """Let an opened case be found by names, matter and place; each text comes with its kind."""
    if hold.case.sealed:
        return
    words = {
        word[:LONGEST]: kind for kind, text in texts for word in tokens(text) if word != number_of(hold.case)
    }
    hold.session.add_all(
        SearchWord(authority_id=hold.case.authority_id, word=word, case_id=hold.case.id, kind=kind)
        for word, kind in words.items()
    )


def forget_words(hold: Hold) -> None:
    """Take every word but the number of a case out of the search, because it was sealed again."""
    hold.session.execute(
        delete(SearchWord).where(SearchWord.case_id == hold.case.id, SearchWord.kind != "number")
    )
