"""Finding cases: by number, code, identity number, phone or parcel, or by words of matter and people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.casework import numbers, vault
from app.casework.numbers import number_of
from app.language import N_
from app.legaltime.events import CLOSED
from app.listings import cases_with_words
from app.listings.case_words import STATES, word
from app.listings.kinds import kind_word
from app.listings.visible import visible
from app.policy.actor import Actor
from app.sealing import codes
from app.sealing.blind import Kind, normalise
from app.sealing.errors import CodeUnreadable
from app.sealing.folding import tokens
from db.models import BlindKey, Case, CasePetition, Petition

PAGE = 25
MOST_WORDS = 8
BY = {
    "number": N_("by its number"),
    "code": N_("by the citizen's code"),
    "identity": N_("same identity number"),
    "phone": N_("same phone number"),
    "parcel": N_("same parcel"),
    "words": N_("by its words"),
}
EXACT = (Kind.IDENTITY, Kind.PHONE, Kind.PARCEL)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One case found, and by what."""

    case_id: UUID
    number: str
    matter: str  # empty while sealed
    sealed: bool
    kind: str
    state: str
    received: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Hits:
    """One page of what was found."""

    rows: tuple[Hit, ...]
    after: str | None = None
    exact: bool = False  # found by a number or a code, which only one has

    @property
    def only(self) -> UUID | None:
        """Give the one case that was found by its number or code, to be opened at once."""
        return self.rows[0].case_id if len(self.rows) == 1 and self.exact else None


def find(session: Session, asked: str, *, actor: Actor, after: UUID | None = None) -> Hits:
    """Find what this person may see: sealed cases by their number or code only, and by few.

    Numbers, codes and marks are compared exactly; words by their beginnings, newest case first.
    """
    text = asked.strip()
    if not text:
        return Hits(rows=())
    if numbers.read(text):
        return _hits(_by_number(session, text, actor), "number")
    by_code = _by_code(session, text, actor)
    if by_code:
        return _hits(by_code, "code")
    for kind in EXACT:
        marked = _by_mark(session, kind, text, actor)
        if marked:
            return _hits(marked, kind.value)
    return _by_words(session, text, actor, after)


def _by_number(session: Session, text: str, actor: Actor) -> list[Case]:
    """Find the case of this number, and those of the petition of this number."""
    number, year = numbers.read(text) or (0, 0)
    petition = (Petition.authority_id == actor.authority_id, Petition.number == number, Petition.year == year)
    cases = _of_cases(session, actor, Case.number == number, Case.year == year)
    return cases + [each for each in _of_petitions(session, actor, *petition) if each not in cases]


def _of_cases(session: Session, actor: Actor, *which: ColumnElement[bool]) -> list[Case]:
    return list(session.scalars(select(Case).where(*which, visible(actor))))


def _by_code(session: Session, text: str, actor: Actor) -> list[Case]:
    try:
        digest = codes.fingerprint(text).hex()
    except CodeUnreadable:
        return []
    same = Petition.authority_id == actor.authority_id
    return _of_petitions(session, actor, same, Petition.code_digest == digest)


def _by_mark(session: Session, kind: Kind, text: str, actor: Actor) -> list[Case]:
    """Find open cases by a mark of what was typed; nothing sealed is ever found this way."""
    if not normalise(kind, text):
        return []
    value = vault.ring(session).blind(kind.value, text)
    marked = select(BlindKey.petition_id).where(
        BlindKey.authority_id == actor.authority_id, BlindKey.kind == kind.value, BlindKey.value == value
    )
    return _of_petitions(session, actor, Petition.id.in_(marked), Case.sealed.is_(False))


def _of_petitions(session: Session, actor: Actor, *which: ColumnElement[bool]) -> list[Case]:
    rows = session.scalars(
        select(Case)
        .join(CasePetition, CasePetition.case_id == Case.id)
        .join(Petition, Petition.id == CasePetition.petition_id)
        .where(*which, CasePetition.undone_at.is_(None), visible(actor))
        .order_by(Case.id.desc())
        .limit(PAGE * 2)
    )
    return list(dict.fromkeys(rows))[:PAGE]


def _by_words(session: Session, text: str, actor: Actor, after: UUID | None) -> Hits:
    words = tokens(text)[:MOST_WORDS]
    if not words:
        return Hits(rows=())
    chosen = cases_with_words.newest(session, words, actor=actor, after=after, most=PAGE + 1)
    found = select(Case).where(Case.id.in_(chosen), visible(actor))
    rows = session.scalars(found.order_by(Case.id.desc())).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Hits(rows=_hits(rows[:PAGE], "words").rows, after=str(last.id) if last else None)


def _hits(cases: Iterable[Case], by: str) -> Hits:
    return Hits(rows=tuple(_hit(case, by) for case in cases), exact=by in {"number", "code"})


def _hit(case: Case, by: str) -> Hit:
    closed = word(CLOSED, case.closed_as)
    return Hit(
        case_id=case.id,
        number=number_of(case),
        matter="" if case.sealed else case.matter,
        sealed=case.sealed,
        kind=kind_word(case.kind),
        state=closed or word(STATES, case.state),
        received=f"{case.received_on:%d/%m/%Y}",
        by=word(BY, by),
    )
