"""Where work goes inside an authority: the unit that leads, the unit that keeps the seal."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Unit

LEADERSHIP = "leadership"
OFFICE = "office"


def unit_of_kind(session: Session, authority_id: UUID, kind: str) -> UUID:
    """Find the authority's unit of a kind now standing; ids of units never change, so it is kept."""
    kept: dict[tuple[UUID, str], UUID] = session.info.setdefault("places", {})
    found = kept.get((authority_id, kind))
    if found is None:
        found = session.scalars(
            select(Unit.id)
            .where(Unit.authority_id == authority_id, Unit.kind == kind, Unit.until.is_(None))
            .order_by(Unit.since.desc(), Unit.id)
            .limit(1)
        ).one()
        kept[authority_id, kind] = found
    return found
