"""Whom the Chairman should receive: citizens not heard yet whose case is prolonged or about to be ended."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.casework import received
from app.casework.numbers import number_of
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, CaseLink, Watch

MOST = 20
_ENDED = (
    select(CaseLink.to_id)
    .join(Case, Case.id == CaseLink.from_id)
    .where(CaseLink.kind == "ends", Case.state != "closed")
)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One case whose citizen the Chairman has not received about this matter."""

    case_id: UUID
    number: str
    matter: str  # empty while it is sealed
    ending: bool  # its ending is proposed: the local rule asks for a reception first


def of_authority(session: Session, *, actor: Actor) -> tuple[Proposal, ...]:
    """List the cases that wait for a reception by the Chairman, the oldest first."""
    watched = select(Watch.case_id).where(Watch.until.is_(None))
    ending = set(session.scalars(_ENDED))
    cases = session.scalars(
        select(Case)
        .where(visible(actor), or_(Case.id.in_(watched), Case.id.in_(_ENDED)))
        .order_by(Case.received_on, Case.id)
        .limit(MOST)
    ).all()
    return tuple(
        Proposal(case_id=case.id, number=number_of(case), matter=case.matter, ending=case.id in ending)
        for case in cases
        if received.received(session, case.id) is None
    )
