"""Finding cases by folded words; of sealed cases only the number can be found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.casework.hold import Hold
from app.sealing.folding import tokens
from db.models import Case, SearchWord

LONGEST = 60
NUMBER = re.compile(r"\s*([0-9]{1,9})\s*/\s*([0-9]{4})\s*", re.ASCII)


def number_of(case: Case) -> str:
    """Write the number of a case as people say it: 125/2026."""
    return f"{case.number}/{case.year}"


def by_number(session: Session, authority_id: UUID, typed: str) -> Case | None:
    """Find a case by its number as people write it, 12/2026; the caller asks policy what may be seen."""
    found = NUMBER.fullmatch(typed)
    if found is None:
        return None
    return session.scalars(
        select(Case).where(
            Case.authority_id == authority_id, Case.number == int(found[1]), Case.year == int(found[2])
        )
    ).one_or_none()


def index_number(session: Session, case: Case) -> None:
    """Let a case be found by its number, sealed or not."""
    session.add(
        SearchWord(authority_id=case.authority_id, word=number_of(case), case_id=case.id, kind="number")
    )


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
