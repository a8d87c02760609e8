"""Whether the leader has received a citizen about a matter: the register of receptions, asked by marks.

Nobody is read for it: a visit and a petition carry the same keyed marks of an identity number, a phone or a
name with its place, and one mark in common means the same citizen. Two places ask: the ending of a matter,
which the local rule allows only after the Chairman received the citizen, and the gate before a ruling.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.sealing.blind import Kind
from db.models import (
    BlindKey,
    Case,
    CaseLink,
    CasePetition,
    ReceptionMark,
    ReceptionSession,
    ReceptionVisit,
)

CHAIRMAN = "chairman"  # the office in which somebody receives: never a deputy, never the Party secretary
OF_A_PERSON = (Kind.IDENTITY.value, Kind.PHONE.value, Kind.NAME.value)  # a parcel is no citizen


@dataclass(frozen=True, slots=True)
class Heard:
    """One reception of this citizen by the Chairman: which visit, in which session, on which legal day."""

    visit_id: UUID
    session_id: UUID
    on: dt.date
    kind: str  # regular | periodic | unscheduled
    about_this: bool  # the visit stands under this case or one tied to it; else the same citizen, elsewhere


def by_chairman(session: Session, case_id: UUID) -> tuple[Heard, ...]:
    """Tell when the Chairman received the citizen of a case, the latest first; empty when never.

    A reception counts when the session was held, the Chairman himself received, and the visit shares a
    mark (identity number, phone, name with place) with a petition of this case or of one tied to it.
    Only those with ``about_this`` were about this matter; ``received`` asks for one of them.
    """
    cases = _with_linked(session, case_id)
    wanted = _marks(session, cases)
    if not wanted:
        return ()
    rows = session.execute(
        select(ReceptionVisit, ReceptionSession)
        .join(ReceptionSession, ReceptionSession.id == ReceptionVisit.session_id)
        .join(ReceptionMark, ReceptionMark.visit_id == ReceptionVisit.id)
        .where(
            ReceptionMark.authority_id == session.get_one(Case, case_id).authority_id,
            ReceptionSession.state == "held",
            ReceptionSession.duty == CHAIRMAN,
            or_(*((ReceptionMark.kind == kind) & (ReceptionMark.value == value) for kind, value in wanted)),
        )
        .order_by(ReceptionVisit.on.desc(), ReceptionVisit.id.desc())
    )
    found = {
        visit.id: Heard(visit.id, sitting.id, visit.on, sitting.kind, visit.case_id in cases)
        for visit, sitting in rows
    }
    return tuple(found.values())


def received(session: Session, case_id: UUID) -> Heard | None:
    """Give the latest reception of this citizen by the Chairman about this matter, or None when none was.

    None is what "the Chairman has not received this citizen yet" means: propose a reception.
    """
    return next((each for each in by_chairman(session, case_id) if each.about_this), None)


def _with_linked(session: Session, case_id: UUID) -> frozenset[UUID]:
    """Give a case with those tied to it: a second complaint continues what was heard in the first."""
    rows = session.execute(
        select(CaseLink.from_id, CaseLink.to_id).where(
            or_(CaseLink.from_id == case_id, CaseLink.to_id == case_id)
        )
    )
    return frozenset({case_id, *(each for row in rows for each in row)})


def _marks(session: Session, cases: Iterable[UUID]) -> Sequence[tuple[str, bytes]]:
    rows = session.execute(
        select(BlindKey.kind, BlindKey.value)
        .join(CasePetition, CasePetition.petition_id == BlindKey.petition_id)
        .where(
            CasePetition.case_id.in_(cases),
            CasePetition.undone_at.is_(None),
            BlindKey.kind.in_(OF_A_PERSON),
        )
        .distinct()
    )
    return [(kind, value) for kind, value in rows]
