"""The petitions of a case."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import CasePetition, Petition

BEGAN_WITH = ("first", "split", "linked")  # as what a case holds the petition that it is about


def of(session: Session, case_id: UUID) -> UUID:
    """Give the id of the petition by which a case began, or the case it grew out of."""
    return first(session, case_id).id


def first(session: Session, case_id: UUID) -> Petition:
    """Give the petition by which a case began, or the case it grew out of; the caller asked policy first."""
    return session.scalars(
        select(Petition)
        .join(CasePetition, CasePetition.petition_id == Petition.id)
        .where(CasePetition.case_id == case_id, CasePetition.kind.in_(BEGAN_WITH))
        .order_by(CasePetition.id)
        .limit(1)
    ).one()
