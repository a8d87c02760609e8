"""Which visits a person sees, as one condition for every list, count and print."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select

from app.listings.visible import visible
from app.policy.actor import AUDITOR, CHAIRMAN, HANDLERS, OFFICER, UNIT_HEAD, Actor
from db.models import Case, ReceptionVisit


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Keep to the visits of the own authority: with their case, or alone as ``policy.receptions`` says."""
    joined = (
        select(Case.id)
        .where(Case.id == ReceptionVisit.case_id, visible(actor))
        .correlate(ReceptionVisit)
        .exists()
        if actor.has(*HANDLERS, AUDITOR)
        else false()
    )
    alone = and_(ReceptionVisit.case_id.is_(None), or_(_open(actor), _sealed(actor)))
    return and_(ReceptionVisit.authority_id == actor.authority_id, or_(joined, alone))


def _open(actor: Actor) -> ColumnElement[bool]:
    return ReceptionVisit.sealed.is_(False) if actor.has(*HANDLERS, AUDITOR) else false()


def _sealed(actor: Actor) -> ColumnElement[bool]:
    if not actor.has(OFFICER, UNIT_HEAD, CHAIRMAN):
        return false()
    units = {actor.unit_id, *actor.units}
    person, unit = ReceptionVisit.contested_author_id, ReceptionVisit.contested_unit_id
    about = or_(
        and_(person.is_not(None), person == actor.person_id), and_(unit.is_not(None), unit.in_(units))
    )
    return ~about if actor.leads else and_(~about, ReceptionVisit.by_id == actor.person_id)
