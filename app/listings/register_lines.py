"""Lines of the register of petitions in the columns of Circular 05/2021, ready to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import parties, vault
from app.casework.numbers import number_of
from app.language import N_, _, short_date
from app.legaltime.events import CLOSED
from app.legaltime.own import INTAKE
from app.listings.case_words import STATES, word
from app.listings.form_words import form_word
from app.listings.kinds import kind_word
from db.base import NEVER
from db.models import (
    Answer,
    Case,
    CasePetition,
    Classification,
    Deadline,
    Letter,
    Party,
    Petition,
    Task,
    VaultKey,
)

COVERED = N_("Kept sealed")
SETTLING = frozenset({"KN1.SETTLE", "KNPA.ANSWER"})
# The columns in their official order: the name of the line's attribute, the heading, the width in characters.
COLUMNS = (
    ("serial", N_("No."), 9),
    ("source", N_("Source"), 16),
    ("received", N_("Received on"), 11),
    ("petitioners", N_("Petitioner, address"), 30),
    ("signers", N_("Signers"), 8),
    ("kind", N_("Type of petition"), 13),
    ("field", N_("Field"), 20),
    ("respondent", N_("Respondent"), 22),
    ("summary", N_("Content in short"), 40),
    ("eligible", N_("Eligible to be handled, reason"), 22),
    ("competence", N_("Competence"), 14),
    ("outcome", N_("Handling"), 22),
    ("document", N_("Document no., date"), 20),
    ("due", N_("Due on"), 11),
    ("result", N_("Result"), 22),
    ("note", N_("Note"), 24),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One petition as the register tells it; of a sealed one that it came, and when."""

    serial: str
    source: str
    received: str
    petitioners: str
    signers: str
    kind: str
    field: str
    respondent: str
    summary: str
    eligible: str
    competence: str
    outcome: str
    document: str
    due: str
    result: str
    note: str
    case_id: UUID
    sealed: bool

    def cells(self) -> tuple[str, ...]:
        """Give the texts in the order of the columns."""
        return tuple(str(getattr(self, name)) for name, _heading, _width in COLUMNS)


@dataclass(frozen=True)
class _Around:
    """Everything that a batch of lines needs, read at once."""

    people: Mapping[UUID, list[tuple[Party, dict[str, Any]]]]
    classified: Mapping[UUID, Classification]
    grounds: Mapping[UUID, str]
    letters: Mapping[UUID, Letter]
    limits: Mapping[UUID, Deadline]
    joined: Mapping[UUID, str]  # petition -> number of the case it was joined to


def of(session: Session, found: Sequence[tuple[Petition, Case]]) -> tuple[Line, ...]:
    """Write lines for petitions that the reader may see, in a constant number of statements."""
    opened = [(petition, case) for petition, case in found if not (petition.sealed or case.sealed)]
    around = _around(session, opened)
    return tuple(
        _covered(petition, case) if petition.sealed or case.sealed else _line(petition, case, around)
        for petition, case in found
    )


def _covered(petition: Petition, case: Case) -> Line:
    hidden = _(COVERED)
    return Line(
        serial=_serial(petition),
        source=_source(petition),
        received=short_date(petition.received_on),
        petitioners=hidden,
        signers="",
        kind=hidden,
        field="",
        respondent=hidden,
        summary=hidden,
        eligible="",
        competence="",
        outcome="",
        document="",
        due="",
        result="",
        note="",
        case_id=case.id,
        sealed=True,
    )


def _line(petition: Petition, case: Case, around: _Around) -> Line:
    classified = around.classified.get(petition.id)
    people = around.people.get(petition.id, [])
    return Line(
        serial=_serial(petition),
        source=_source(petition),
        received=short_date(petition.received_on),
        petitioners="; ".join(
            _named(facts, "address") for party, facts in people if party.capacity == "petitioner"
        ),
        signers=str(petition.signers),
        kind=kind_word(case.kind),
        field=form_word("intake", "field", case.field),
        respondent="; ".join(
            _named(facts, "unit") for party, facts in people if party.capacity == "respondent"
        ),
        summary=case.matter,
        eligible=_eligible(classified, around.grounds.get(case.id, "")),
        competence=form_word("intake", "competence", classified.competence if classified else ""),
        outcome=form_word("intake", "outcome", classified.outcome if classified else ""),
        document=_document(around.letters.get(case.id)),
        due=_due(around.limits.get(case.id)),
        result=word(CLOSED, case.closed_as) or word(STATES, case.state),
        note=_note(petition, around.joined.get(petition.id, "")),
        case_id=case.id,
        sealed=False,
    )


def _serial(petition: Petition) -> str:
    return number_of(petition)


def _source(petition: Petition) -> str:
    channel = form_word("registration", "channel", petition.channel)
    return f"{channel}: {petition.forwarder}" if petition.forwarder and not petition.sealed else channel


def _named(facts: Mapping[str, Any], beside: str) -> str:
    position = form_word("registration", "respondent_position", facts.get("position"))
    return ", ".join(str(text) for text in (facts.get("name") or position, facts.get(beside)) if text)


def _eligible(classified: Classification | None, ground: str) -> str:
    if classified is None:
        return ""
    return _("Eligible") if classified.eligible else f"{_('Not eligible')}{': ' if ground else ''}{ground}"


def _document(letter: Letter | None) -> str:
    if letter is None:
        return ""
    return f"{letter.number}/{letter.symbol}, {short_date(letter.dated_on)}"


def _due(limit: Deadline | None) -> str:
    return short_date(limit.due_on) if limit and limit.due_on != NEVER else ""


def _note(petition: Petition, joined: str) -> str:
    said = [
        _("joined to case {number}", number=joined) if joined else "",
        _("a reply to the forwarder is owed") if petition.reply_owed else "",
        "" if petition.first_visit else _("came before"),
        _("received earlier than recorded") if petition.backdating_reason else "",
    ]
    return "; ".join(text for text in said if text)


def _around(session: Session, opened: Sequence[tuple[Petition, Case]]) -> _Around:
    petitions = [petition.id for petition, _case in opened]
    cases = [case.id for _petition, case in opened]
    classified = session.scalars(
        select(Classification).where(Classification.petition_id.in_(petitions)).order_by(Classification.id)
    )
    letters = session.scalars(
        select(Letter).where(Letter.case_id.in_(cases), Letter.number.is_not(None)).order_by(Letter.id)
    )
    limits = session.scalars(select(Deadline).where(Deadline.case_id.in_(cases)).order_by(Deadline.id)).all()
    known = {row.petition_id: row for row in classified}
    return _Around(
        people=parties.of_many(session, [petition for petition, _case in opened]),
        classified=known,
        grounds=_grounds(session, [row.case_id for row in known.values() if not row.eligible]),
        letters={row.case_id: row for row in letters},
        limits={row.case_id: row for row in sorted(limits, key=_weight)},
        joined=_joined(session, petitions),
    )


def _weight(limit: Deadline) -> tuple[bool, bool]:
    """Put the limit that the register tells last: that of settling or answering, else the newest."""
    return limit.rule != INTAKE, limit.rule in SETTLING


def _grounds(session: Session, cases: Iterable[UUID]) -> dict[UUID, str]:
    """Read why petitions were not eligible, from the answers of their classification."""
    rows = session.execute(
        select(Answer, VaultKey)
        .join(Task, Task.id == Answer.task_id)
        .join(Case, Case.id == Task.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .where(Task.case_id.in_(list(cases)), Task.form == "intake")
        .order_by(Answer.id)
    )
    return {
        answer.case_id: form_word(
            "intake", "ineligible_ground", vault.read_data(session, key, answer.body).get("ineligible_ground")
        )
        for answer, key in rows
    }


def _joined(session: Session, petitions: Sequence[UUID]) -> dict[UUID, str]:
    rows = session.execute(
        select(CasePetition.petition_id, Case)
        .join(Case, Case.id == CasePetition.case_id)
        .where(
            CasePetition.petition_id.in_(petitions),
            CasePetition.kind == "duplicate",
            CasePetition.undone_at.is_(None),
            Case.sealed.is_(False),
        )
    )
    return {petition: number_of(case) for petition, case in rows}
