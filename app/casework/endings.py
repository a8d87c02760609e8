"""Ending a matter by the local rule: how often it was settled, who confirmed what, whether it stays ended.

The rule is the office's own, never the law's: it blocks no petition, and what is ended can be reopened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.casework import received
from app.casework.hold import Hold
from app.errors import NotPossibleNow, OfficeError
from app.language import _
from db.models import BlindKey, Case, CaseLink, CasePetition, EndingConfirmation, Letter, Milestone, Petition

ENDS, ENDED = "ends", "ended"
KINDS = ("resolved", "no_new", "no_basis")  # thoroughly resolved, no new details, no basis to go on
SETTLED = frozenset({"decided", "concluded", "conciliated", "executed"})
ANSWERED = frozenset({"answered", "sent"})
OF_A_PERSON = ("identity", "phone", "name")


class SamePersonTwice(OfficeError):
    """You have confirmed another of the three points already. Each is confirmed by somebody else."""


@dataclass(frozen=True, slots=True)
class History:
    """How often one matter was settled, answered and brought, and how often its citizen came at all."""

    settled: int
    answered: int
    petitions: int  # about this matter: first, duplicate, repeat
    by_citizen: int  # petitions with a mark in common, whatever they are about


def history(session: Session, case: Case) -> History:
    """Count what happened in a matter, over the case and those tied to it; nobody is read for it."""
    about = _matter(session, case)
    events = session.execute(
        select(Milestone.name, func.count()).where(Milestone.case_id.in_(about)).group_by(Milestone.name)
    )
    happened = {name: int(count) for name, count in events}
    letters = select(func.count(Letter.id)).where(Letter.case_id.in_(about), Letter.sent_on.is_not(None))
    brought = select(CasePetition.petition_id).where(
        CasePetition.case_id.in_(about), CasePetition.undone_at.is_(None)
    )
    petitions = set(session.scalars(brought))
    answered = sum(happened.get(name, 0) for name in ANSWERED)
    return History(
        settled=sum(happened.get(name, 0) for name in SETTLED),
        answered=max(answered, 1 if session.scalar(letters) else 0),
        petitions=len(petitions),
        by_citizen=max(len(petitions), _of_the_same(session, case, petitions)),
    )


def proposed(session: Session, case: Case, _today: dt.date) -> dict[str, Any]:
    """Begin the search for new facts with what the office counts by itself."""
    found = history(session, origin(session, case))
    return {
        "times_settled": found.settled,
        "times_answered": found.answered,
        "times_petitioned": max(found.petitions, 1),
    }


def origin(session: Session, case: Case) -> Case:
    """Find the case that an ending ends; the case itself where it ends none."""
    link = select(CaseLink.to_id).where(CaseLink.from_id == case.id, CaseLink.kind == ENDS)
    found = session.scalars(link).first()
    return session.get_one(Case, found) if found else case


def ended(session: Session, case: Case) -> Case | None:
    """Find the ending by which a matter stays ended; none where it was reopened, or never ended."""
    if case.state != "closed":
        return None
    links = select(CaseLink.from_id).where(CaseLink.to_id == case.id, CaseLink.kind == ENDS)
    found = select(Case).where(Case.id.in_(links), Case.closed_as == ENDED).order_by(Case.id.desc())
    return session.scalars(found).first()


def require_another(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Refuse a confirmation by somebody who gave another of the three.

    Raises: SamePersonTwice.
    """
    kind = kind_of(answers)
    if hold.actor is None or kind is None:
        return
    mine = select(EndingConfirmation.kind).where(
        EndingConfirmation.case_id == hold.case.id, EndingConfirmation.person_id == hold.actor.person_id
    )
    if set(hold.session.scalars(mine)) - {kind}:
        raise SamePersonTwice


def require_reception(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Ask the register of receptions whether the Chairman received this citizen about this matter.

    Raises: NotPossibleNow.
    """
    if answers.get("reception_state") != "received":
        return
    if received.received(hold.session, origin(hold.session, hold.case).id) is None:
        raise NotPossibleNow(
            reason=_("the register of receptions knows of no reception of this citizen by the Chairman")
        )


def kind_of(answers: Mapping[str, Any]) -> str | None:
    """Say which of the three points a form confirms."""
    return next((kind for kind in KINDS if kind in answers), None)


def _matter(session: Session, case: Case) -> frozenset[Any]:
    rows = session.execute(
        select(CaseLink.from_id, CaseLink.to_id).where(
            or_(CaseLink.from_id == case.id, CaseLink.to_id == case.id), CaseLink.kind != ENDS
        )
    )
    return frozenset({case.id, *(each for row in rows for each in row)})


def _of_the_same(session: Session, case: Case, petitions: set[Any]) -> int:
    """Count the petitions in this office that share an identity number, phone, or name with place."""
    marks = session.execute(
        select(BlindKey.kind, BlindKey.value)
        .where(BlindKey.petition_id.in_(petitions), BlindKey.kind.in_(OF_A_PERSON))
        .distinct()
    ).all()
    if not marks:
        return 0
    wanted = or_(*((BlindKey.kind == kind) & (BlindKey.value == value) for kind, value in marks))
    found = (
        select(BlindKey.petition_id)
        .join(Petition, Petition.id == BlindKey.petition_id)
        .where(BlindKey.authority_id == case.authority_id, wanted)
    )
    if not case.sealed:  # a denunciation must not show in a number that everybody reads
        found = found.where(Petition.sealed.is_(False))
    return len(set(session.scalars(found)))
