"""The petitions of a case."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import CasePetition, Petition


def first(session: Session, case_id: UUID) -> Petition:
    """Give the petition by which a case began; whoever calls it has asked policy first."""
    return session.scalars(
        select(Petition)
        .join(CasePetition, CasePetition.petition_id == Petition.id)
        .where(CasePetition.case_id == case_id, CasePetition.kind == "first")
    ).one()
