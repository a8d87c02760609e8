"""Earlier petitions of the same person or about the same matter, with the reason of each match.

Sure matches come from blind marks (identity number, phone, name with place, parcel), likely ones from
folded words. Each part answers from an index: marks by (authority, kind, value), words by the primary
key of ``search_word``, at most the newest ``PER_WORD`` cases of a word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.casework import parties
from app.casework.endings import ENDED, ENDS
from app.casework.numbers import number_of
from app.listings.visible import visible
from app.policy.actor import Actor
from app.sealing.folding import tokens
from db.models import BlindKey, Case, CaseLink, CasePetition, Letter, SearchWord

MOST = 8
PER_WORD = 300
PER_MARK = 50
WORDS = 10  # words of a matter that are looked up
NAME_WORDS = 2  # a name of one word says nothing
ALIKE = 0.6  # share of the words of a matter that must be met
LEAST = 3

IDENTITY, PHONE, NAME, PARCEL = "identity", "phone", "name", "parcel"
SIMILAR_NAME, SIMILAR_MATTER = "similar_name", "similar_matter"
REASONS = (IDENTITY, PHONE, NAME, PARCEL, SIMILAR_NAME, SIMILAR_MATTER)  # the surest first


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier case: why it is shown, where it stands, what was answered."""

    case_id: UUID
    number: str
    matter: str  # empty while it is sealed
    kind: str
    sealed: bool
    received_on: dt.date
    state: str
    step: str
    closed_as: str
    closed_on: dt.date | None
    answer: str  # title of the last letter sent
    answered_on: dt.date | None
    reasons: tuple[str, ...]


def find(session: Session, clues: Mapping[str, Any], *, actor: Actor) -> tuple[Earlier, ...]:
    """Find what the same person brought before, or what was said of the same parcel or matter.

    A sealed petition is found again by its own receiver and by the leader, and by nobody else.

    ``clues`` are answers of the form ``registration``, also half typed. What this person may not see
    is not there, not even as a number.
    """
    reasons: dict[UUID, set[str]] = {}
    for case_id, reason in [*_by_marks(session, clues, actor), *_by_words(session, clues, actor)]:
        reasons.setdefault(case_id, set()).add(reason)
    if not reasons:
        return ()
    seen = list(session.scalars(select(Case).where(Case.id.in_(reasons), _open_to(actor))))
    seen.sort(key=lambda case: (_rank(reasons[case.id]), -case.received_on.toordinal(), str(case.id)))
    letters = _answers(session, [case.id for case in seen[:MOST]])
    ended = _ended(session, [case.id for case in seen[:MOST]])
    return tuple(
        _shown(case, reasons[case.id], letters.get(case.id), ended.get(case.id)) for case in seen[:MOST]
    )


def _by_marks(session: Session, clues: Mapping[str, Any], actor: Actor) -> list[tuple[UUID, str]]:
    parts = [
        select(CasePetition.case_id, BlindKey.kind)
        .join(BlindKey, BlindKey.petition_id == CasePetition.petition_id)
        .join(Case, Case.id == CasePetition.case_id)
        .where(
            BlindKey.authority_id == actor.authority_id,
            BlindKey.kind == kind,
            BlindKey.value == value,
            _open_to(actor),
        )
        .order_by(BlindKey.id.desc())
        .limit(PER_MARK)
        for kind, value in parties.marks(session, clues)
    ]
    return [(row.case_id, row.kind) for row in _together(session, parts)]


def _by_words(session: Session, clues: Mapping[str, Any], actor: Actor) -> list[tuple[UUID, str]]:
    name = tokens(str(clues.get("full_name") or clues.get("organisation_name") or ""))[:WORDS]
    matter = tokens(f"{clues.get('matter') or ''} {clues.get('place') or ''}")[:WORDS]
    wanted = dict.fromkeys([*name, *matter])
    parts = [_holders(word, actor) for word in wanted if len(word) > 1]
    met: dict[UUID, dict[str, str]] = {}
    for row in _together(session, parts):
        met.setdefault(row.case_id, {})[row.word] = row.kind
    found = []
    for case_id, words in met.items():
        if _same_name(name, words):
            found.append((case_id, SIMILAR_NAME))
        if _same_matter(matter, words):
            found.append((case_id, SIMILAR_MATTER))
    return found


def _same_name(name: Sequence[str], words: Mapping[str, str]) -> bool:
    asked = [word for word in name if len(word) > 1]
    return (
        len(asked) >= NAME_WORDS
        and all(word in words for word in asked)
        and any(words[word] == "name" for word in asked)
    )


def _same_matter(matter: Sequence[str], words: Mapping[str, str]) -> bool:
    met = sum(word in words for word in matter)
    return met >= LEAST and met >= ALIKE * len(matter)


def _holders(word: str, actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(SearchWord.case_id, SearchWord.word, SearchWord.kind)
        .where(SearchWord.authority_id == actor.authority_id, SearchWord.word == word)
        .order_by(SearchWord.case_id.desc())
        .limit(PER_WORD)
    )


def _together(session: Session, parts: Sequence[Select[*tuple[Any, ...]]]) -> Iterable[Any]:
    """Ask several limited questions as one statement."""
    if not parts:
        return ()
    tables = [select(part.subquery()) for part in parts]
    return session.execute(union_all(*tables) if len(tables) > 1 else tables[0])


def _open_to(actor: Actor) -> Any:
    if actor.leads:
        return visible(actor)
    return visible(actor) & or_(Case.sealed.is_(False), Case.registrar_id == actor.person_id)


def _answers(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, tuple[str, dt.date]]:
    rows = session.execute(
        select(Letter.case_id, Letter.title, func.max(Letter.sent_on).label("on"))
        .where(Letter.case_id.in_(case_ids), Letter.sent_on.is_not(None))
        .group_by(Letter.case_id, Letter.title)
        .order_by(func.max(Letter.sent_on))
    )
    return {row.case_id: (row.title, row.on) for row in rows}


def _ended(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, dt.date]:
    """Give the days on which matters were ended by the local rule: they answer a petition about them."""
    rows = session.execute(
        select(CaseLink.to_id, Case.closed_on)
        .join(Case, Case.id == CaseLink.from_id)
        .where(CaseLink.to_id.in_(case_ids), CaseLink.kind == ENDS, Case.closed_as == ENDED)
        .order_by(Case.closed_on)
    )
    return {row.to_id: row.closed_on for row in rows}


def _rank(reasons: Iterable[str]) -> int:
    return min(REASONS.index(reason) for reason in reasons)


def _shown(
    case: Case, reasons: set[str], answer: tuple[str, dt.date] | None, ended_on: dt.date | None
) -> Earlier:
    title, sent_on = answer or ("", None)
    return Earlier(
        case_id=case.id,
        number=number_of(case),
        matter=case.matter,
        kind=case.kind,
        sealed=case.sealed,
        received_on=case.received_on,
        state=case.state,
        step=case.step,
        closed_as=ENDED if ended_on and case.state == "closed" else case.closed_as or "",
        closed_on=ended_on if ended_on and case.state == "closed" else case.closed_on,
        answer=title,
        answered_on=sent_on,
        reasons=tuple(sorted(reasons, key=REASONS.index)),
    )
