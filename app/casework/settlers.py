"""Which authority settles what grows out of a case: the same one, or the superior that settles again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.casework.hold import Hold
from app.casework.places import OFFICE
from db.models import Authority, Unit

SETTLED_ABOVE = frozenset({"second-of"})  # a complaint goes up for its second round (article 21)
PROVINCE = "province"


def place(hold: Hold, kind_of_link: str) -> tuple[UUID, UUID]:
    """Say in which authority a case goes on that grows out of another, and in which unit it begins.

    The superior takes it where it keeps its cases in this installation, else it stays with the own office,
    which then records for the second settler.
    """
    own = hold.case.authority_id, hold.case.lead_unit_id
    if kind_of_link not in SETTLED_ABOVE:
        return own
    above = superior(hold.session, hold.session.get_one(Authority, hold.case.authority_id), hold)
    if above is None:
        return own
    unit = hold.session.scalars(
        select(Unit.id).where(Unit.authority_id == above.id, Unit.kind == OFFICE, Unit.until.is_(None))
    ).first()
    return own if unit is None else (above.id, unit)


def superior(session: Session, authority: Authority, hold: Hold) -> Authority | None:
    """Find the province above a commune by the name that heads its letters, if it is in this installation."""
    if authority.level == PROVINCE:
        return None
    standing = select(Authority).where(
        Authority.level == PROVINCE, or_(Authority.until.is_(None), Authority.until >= hold.today)
    )
    heading = authority.superior.casefold()
    return next((each for each in session.scalars(standing) if each.name.casefold() in heading), None)
