"""Lines of the register of receptions in the columns of Circular 04/2021, ready to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from app.casework.numbers import number_of, written
from app.casework.visit_words import called
from app.language import N_, _, content, short_date
from app.legaltime import grounds
from app.legaltime.events import CLOSED
from app.listings.kinds import kind_word
from db.models import Case, Identity, ReceptionSession, ReceptionVisit, VaultKey

FORM = "reception_visit"
PROTECTED = N_("Protected")
HANDLING = {
    "petition": N_("Petition taken"),
    "attached": N_("Joined to a case"),
    "explained": N_("Explained on the spot"),
    "guided": N_("Guided to the competent body"),
    "refused": N_("Refused to receive"),
}
# The name of the line's attribute, the heading, the width in characters.
COLUMNS = (
    ("serial", N_("No."), 6),
    ("on", N_("Day"), 11),
    ("who", N_("Name, address, identity number"), 32),
    ("people", N_("Number of people"), 7),
    ("summary", N_("Content in short"), 40),
    ("times", N_("Times received"), 8),
    ("papers", N_("Petition, papers"), 24),
    ("kind", N_("Type"), 13),
    ("settler", N_("Settled before by"), 18),
    ("handling", N_("Handling"), 26),
    ("receiver", N_("Received by"), 24),
    ("result", N_("Result"), 22),
    ("note", N_("Note"), 24),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One visit as the register tells it; of a sealed one that somebody came, and when."""

    visit_id: UUID
    session_id: UUID
    case_id: UUID | None
    sealed: bool
    loose: bool  # it belongs to no case
    unfinished: bool  # its petition was begun at the counter and is not registered
    crowd: bool
    number: str  # of the visit in the book of the year
    serial: str
    on: str
    who: str
    people: str
    summary: str
    times: str
    papers: str
    kind: str
    settler: str
    handling: str
    receiver: str
    result: str
    note: str

    def cells(self) -> tuple[str, ...]:
        """Give the texts in the order of the columns."""
        return tuple(str(getattr(self, name)) for name, _heading, _width in COLUMNS)


Found = tuple[ReceptionVisit, ReceptionSession, Case | None]


def of(session: Session, found: Sequence[Found], *, first: int = 1) -> tuple[Line, ...]:
    """Write lines for visits that the reader may see, in a constant number of statements.

    They are counted as they stand in the list: a number of the book that is not shown tells nobody anything.
    """
    opened = [visit for visit, _sitting, case in found if not is_sealed(visit, case)]
    keys = _keys(session, opened)
    people = _people(session, opened, keys)
    lines = []
    for place, (visit, sitting, case) in enumerate(found, start=first):
        said: Mapping[str, Any] | None = None
        if not is_sealed(visit, case):
            said = vault.read_data(session, keys[visit.key_id], visit.words)
        lines.append(_line(place, visit, sitting, case, said, people.get(visit.identity_id, {})))
    return tuple(lines)


def is_sealed(visit: ReceptionVisit, case: Case | None) -> bool:
    """Tell whether who came, and why, is protected in lists: as its case is, or alone by its own kind."""
    return case.sealed if case is not None else visit.sealed


def _line(
    place: int,
    visit: ReceptionVisit,
    sitting: ReceptionSession,
    case: Case | None,
    said: Mapping[str, Any] | None,
    who: Mapping[str, Any],
) -> Line:
    covered = _(PROTECTED)
    return Line(
        visit_id=visit.id,
        session_id=sitting.id,
        case_id=visit.case_id,
        sealed=said is None,
        loose=visit.case_id is None,
        unfinished=visit.case_id is None and visit.draft_id is not None,
        crowd=visit.crowd,
        number=written(visit.number, visit.year),
        serial=str(place),
        on=short_date(visit.on),
        who=covered if said is None else _who(who),
        people=str(visit.people),
        summary=covered if said is None else str(said.get("matter") or ""),
        times=str(visit.times),
        papers="" if said is None else _papers(said),
        kind=covered if said is None else kind_word(case.kind if case else visit.kind),
        settler="" if said is None else str(said.get("earlier_settler") or ""),
        handling=handling(visit),
        receiver=sitting.receiver,
        result=_result(visit, case),
        note="" if said is None else str(said.get("guided_to") or ""),
    )


def handling(visit: ReceptionVisit) -> str:
    """Say what was done with a visit, and on which ground somebody was refused."""
    word = _(HANDLING.get(visit.outcome, visit.outcome))
    if not visit.refusal_ground:
        return word
    offered = {each.value: each.label for each in grounds.offered("TCD.REFUSE", visit.on)}
    return f"{word}: {content(offered.get(visit.refusal_ground, ''))}".rstrip(": ")


def _who(who: Mapping[str, Any]) -> str:
    parts = (called(who), who.get("address"), who.get("identity_number"))
    return ", ".join(str(part) for part in parts if part) or _("Name not known")


def _papers(said: Mapping[str, Any]) -> str:
    rows = [row for row in said.get("documents") or [] if row.get("title")]
    return "; ".join(f"{row['title']} ({row.get('pages') or 0})" for row in rows)


def _result(visit: ReceptionVisit, case: Case | None) -> str:
    if case is None:
        return ""
    number = number_of(case)
    if case.state == "closed" and case.closed_as:
        return f"{number}: {_(CLOSED.get(case.closed_as, case.closed_as))}"
    if visit.concluded_on is not None:
        return _("{number}: concluded on {day}", number=number, day=short_date(visit.concluded_on))
    return _("{number}: being handled", number=number)


def _keys(session: Session, visits: Sequence[ReceptionVisit]) -> dict[UUID, VaultKey]:
    wanted = {visit.key_id for visit in visits}
    return {key.id: key for key in session.scalars(select(VaultKey).where(VaultKey.id.in_(wanted)))}


def _people(
    session: Session, visits: Sequence[ReceptionVisit], keys: Mapping[UUID, VaultKey]
) -> dict[UUID | None, dict[str, Any]]:
    wanted = {visit.identity_id for visit in visits if visit.identity_id}
    rows = session.scalars(select(Identity).where(Identity.id.in_(wanted)))
    return {row.id: vault.read_data(session, keys[row.key_id], row.sealed) for row in rows}
