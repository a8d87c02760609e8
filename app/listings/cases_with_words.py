"""Which cases of an authority have some words: the rarest is looked up, the others are asked of its cases.

Where every word is common, cases are met from the newest on, and enough are found soon. Of sealed cases
only numbers are there, and none is ever shown by words.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, SearchWord

RARE = 20_000  # cases at most that are gone through because they share a word
LAST = "z" * 60  # comes after every folded word in each database's order


def having(case_id: InstrumentedAttribute[UUID], words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Say of a row's case that it has words that begin like these.

    Its authority is not asked for: it would tempt the planner to walk through all words of the office.
    """
    return [_has(case_id, word) for word in words]


def newest(
    session: Session, words: Sequence[str], *, actor: Actor, after: UUID | None, most: int
) -> Select[UUID]:
    """Choose the newest open cases that have all words, older than ``after``; at least one word is needed.

    What the person may not see is left out before anything is counted off: a page that is a row short
    would tell of it.
    """
    rarest, counted = _rarest(session, actor.authority_id, words)
    shown = (visible(actor), Case.sealed.is_(False))
    if counted > RARE:
        column, asked, found = Case.id, list(words), select(Case.id).where(*shown)
    else:
        row = aliased(SearchWord)
        own = (row.authority_id == actor.authority_id, _begins(row, rarest))
        seen = select(Case.id).where(Case.id == row.case_id, *shown).exists()
        column, asked = row.case_id, [word for word in words if word != rarest]
        found = select(row.case_id).where(*own, seen).distinct()
    if after:
        found = found.where(column < after)
    return found.where(*having(column, asked)).order_by(column.desc()).limit(most)


def _rarest(session: Session, authority_id: UUID, words: Sequence[str]) -> tuple[str, int]:
    """Choose the word that the fewest cases have, each counted as far as it matters."""
    counts = []
    for word in words:
        own = (SearchWord.authority_id == authority_id, _begins(SearchWord, word))
        some = select(SearchWord.case_id).where(*own).limit(RARE + 1)
        counts.append(select(func.count()).select_from(some.subquery()).scalar_subquery())
    found = zip(words, session.execute(select(*counts)).one(), strict=True)
    return min(found, key=lambda each: (each[1], -len(each[0])))


def _has(case_id: InstrumentedAttribute[UUID], word: str) -> ColumnElement[bool]:
    row = aliased(SearchWord)
    asked = select(row.word).where(row.case_id == case_id, _begins(row, word))
    return asked.limit(1).scalar_subquery().is_not(None)


def _begins(row: type[SearchWord], word: str) -> ColumnElement[bool]:
    within = (row.word >= word, row.word <= word + LAST)  # for the index; the rest is exact
    return and_(*within, row.word.startswith(word, autoescape=True))
