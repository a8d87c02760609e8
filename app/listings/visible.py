"""Which cases a person sees: the one condition of every list, search, count, board and notice.

It says in SQL what ``policy.cases.may_see`` says of one row, so that a list, its count and the page
behind it cannot disagree.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BindParameter, ColumnElement, Select, and_, false, or_, select

from app import clock
from app.casework.grants import living
from app.policy.actor import Actor
from app.policy.cases import UNCLASSIFIED, WORKING
from db.models import Case, Grant, Notice

Now = dt.datetime | BindParameter[dt.datetime]


def visible(actor: Actor, *, now: Now | None = None) -> ColumnElement[bool]:
    """Keep to the cases of the own authority, and of the sealed ones to those that this person may see.

    ``now``: for a statement that is kept and asked again later; else it is the present instant.
    """
    seen = or_(Case.sealed.is_(False), sealed_to(actor, now=now))
    return and_(Case.authority_id == actor.authority_id, seen)


def sealed_to(actor: Actor, *, now: Now | None = None) -> ColumnElement[bool]:
    """Say of a sealed case that this person may see it; never the denounced, never anybody of their unit."""
    if not actor.has(*WORKING):
        return false()
    if actor.leads:
        return ~about(actor)
    granted = _granted(actor, clock.now() if now is None else now)
    return and_(~about(actor), or_(_received(actor), granted))


def told(actor: Actor) -> Select[Notice, Case]:
    """Select what somebody was told; a notice about a case that was sealed since is not there any more."""
    return (
        select(Notice, Case)
        .outerjoin(Case, Case.id == Notice.case_id)
        .where(Notice.person_id == actor.person_id, or_(Notice.case_id.is_(None), visible(actor)))
    )


def about(actor: Actor) -> ColumnElement[bool]:
    """Say that a case is about this person, or about a unit in which they work."""
    units = sorted({actor.unit_id, *actor.units})
    person = and_(Case.contested_author_id.is_not(None), Case.contested_author_id == actor.person_id)
    unit = or_(*(Case.contested_unit_id == each for each in units))
    return or_(person, and_(Case.contested_unit_id.is_not(None), unit))


def _received(actor: Actor) -> ColumnElement[bool]:
    return and_(Case.kind == UNCLASSIFIED, Case.registrar_id == actor.person_id)


def _granted(actor: Actor, now: Now) -> ColumnElement[bool]:
    return (
        select(Grant.id)
        .where(Grant.case_id == Case.id, Grant.person_id == actor.person_id, living(now))
        .exists()
    )
