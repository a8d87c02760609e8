"""Which cases a person sees: the one condition of every list, search, count, board and notice.

It says in SQL what ``policy.cases.may_see`` says of one row, so that a list, its count and the page
behind it cannot disagree.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from app import clock
from app.casework.grants import living
from app.policy.actor import Actor
from app.policy.cases import UNCLASSIFIED, WORKING
from db.models import Case, Grant, Notice


def visible(actor: Actor) -> ColumnElement[bool]:
    """Keep to the cases of the own authority, and of the sealed ones to those that this person may see."""
    return and_(Case.authority_id == actor.authority_id, or_(Case.sealed.is_(False), sealed_to(actor)))


def sealed_to(actor: Actor) -> ColumnElement[bool]:
    """Say of a sealed case that this person may see it; never the denounced, never anybody of their unit."""
    if not actor.has(*WORKING):
        return false()
    return ~about(actor) if actor.leads else and_(~about(actor), or_(_received(actor), _granted(actor)))


def told(actor: Actor) -> Select[Notice, Case]:
    """Select what somebody was told; a notice about a case that was sealed since is not there any more."""
    return (
        select(Notice, Case)
        .outerjoin(Case, Case.id == Notice.case_id)
        .where(Notice.person_id == actor.person_id, or_(Notice.case_id.is_(None), visible(actor)))
    )


def about(actor: Actor) -> ColumnElement[bool]:
    """Say that a case is about this person, or about a unit in which they work."""
    units: set[UUID] = {actor.unit_id, *actor.units}
    person = and_(Case.contested_author_id.is_not(None), Case.contested_author_id == actor.person_id)
    return or_(person, and_(Case.contested_unit_id.is_not(None), Case.contested_unit_id.in_(units)))


def _received(actor: Actor) -> ColumnElement[bool]:
    return and_(Case.kind == UNCLASSIFIED, Case.registrar_id == actor.person_id)


def _granted(actor: Actor) -> ColumnElement[bool]:
    return (
        select(Grant.id)
        .where(Grant.case_id == Case.id, Grant.person_id == actor.person_id, living(clock.now()))
        .exists()
    )
