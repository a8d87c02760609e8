"""Rights to sealed cases: given to a person by name, for a while, and asked only where something is sealed.

Before a petition is classified its receiver needs none; a denunciation is seen by who holds one, and by
the leader (Law on Denunciations 2018, articles 47 and 56).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from app import clock
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.errors import NotFound, Unacceptable
from app.language import N_, _
from app.policy.actor import CHAIRMAN
from app.policy.cases import WORKING
from db.base import new_id
from db.models import Case, Grant, Holding

IDENTITY, REDACTED = "identity", "redacted"
RECEIVER, PROCESSING, DEPUTY = "receiver", "processing", "chairman"
TEAM_HEAD, TEAM_MEMBER, PROTECTION = "team_head", "team_member", "protection"
EMERGENCY = "emergency"  # agreed to by a second person, for a day
RIGHTS = {
    RECEIVER: N_("Received the petition"),
    PROCESSING: N_("Processes the matter"),
    DEPUTY: N_("Deputy for this matter"),
    TEAM_HEAD: N_("Head of the verification team"),
    TEAM_MEMBER: N_("Member of the team, on blacked-out copies"),
    PROTECTION: N_("Protects the petitioner"),
    EMERGENCY: N_("In an emergency, for a day"),
}
LEVELS = dict.fromkeys(RIGHTS, IDENTITY) | {TEAM_MEMBER: REDACTED}
TERM = dt.timedelta(days=90)  # renewed whenever somebody moves the case
AFTERWARDS = dt.timedelta(days=30)  # the receiver of a closed case still answers the denouncer


def of(session: Session, case: Case) -> tuple[Grant, ...]:
    """Give the living rights to a sealed case, the oldest first; nothing is asked where nothing is sealed."""
    if not case.sealed:
        return ()
    found = select(Grant).where(Grant.case_id == case.id, living(clock.now())).order_by(Grant.id)
    return tuple(session.scalars(found))


def living(now: dt.datetime | BindParameter[dt.datetime]) -> ColumnElement[bool]:
    """Say in SQL that a right stands at an instant."""
    return Grant.revoked_at.is_(None) & (Grant.since <= now) & (Grant.until > now)


def give(hold: Hold, person_id: UUID, role: str, *, until: dt.datetime | None = None) -> Grant:
    """Give somebody a right to the case, or renew the one they hold in the same role.

    Raises: NotFound for who holds no office here today, Unacceptable for the denounced and their unit.
    """
    unit_id = _unit(hold, person_id)
    until = until or hold.now + TERM
    for held in of(hold.session, hold.case):
        if held.person_id == person_id and held.role == role:
            held.until = max(held.until, until)
            return held
    grant = Grant(
        id=new_id(),
        case_id=hold.case.id,
        person_id=person_id,
        unit_id=unit_id,
        role=role,
        level=LEVELS[role],
        since=hold.now,
        until=until,
        given_by_id=hold.actor.person_id if hold.actor else None,
        revoked_at=None,
    )
    hold.session.add(grant)
    hold.session.flush()  # whoever asks for the rights of the case next must see it
    _note(hold, Tag.GRANT_GIVE, person_id, role)
    return grant


def receive(hold: Hold) -> None:
    """Give who received a petition the right to it, and hide it from the unit of whom it is about."""
    case = hold.case
    bar(hold)
    if not _concerned(case, case.registrar_id, _offices(hold, case.registrar_id)):
        give(hold, case.registrar_id, RECEIVER)


def bar(hold: Hold) -> None:
    """Count where the denounced works as denounced too, and take back what anybody there holds.

    The leader's denunciation bars the whole leadership, whichever unit was named.
    """
    case, denounced = hold.case, hold.case.contested_author_id
    if denounced is not None:
        offices = _offices(hold, denounced)
        leads = [row.unit_id for row in offices if row.role == CHAIRMAN]
        units = [*leads, case.contested_unit_id, *(row.unit_id for row in offices)]
        case.contested_unit_id = next((unit for unit in units if unit), None)
    for held in of(hold.session, case):
        if _concerned(case, held.person_id, _offices(hold, held.person_id)):
            revoke(hold, held.person_id)


def revoke(hold: Hold, person_id: UUID, *, role: str | None = None) -> None:
    """Take back what somebody holds, in one role or in all."""
    for held in of(hold.session, hold.case):
        if held.person_id == person_id and role in {None, held.role}:
            held.revoked_at = hold.now
            _note(hold, Tag.GRANT_REVOKE, person_id, held.role)
    hold.session.flush()


def renew(hold: Hold) -> None:
    """Let the rights of a sealed case last on, because the case passed on."""
    if hold.case.sealed and hold.case.state != "closed":
        _lasting(hold, hold.now + TERM)


def end(hold: Hold) -> None:
    """End the rights of a case that closes: only who protects goes on, and for a while who received it."""
    if hold.case.sealed:
        _ending(hold, hold.now, (PROTECTION, RECEIVER))
        _ending(hold, hold.now + AFTERWARDS, (PROTECTION,))


def inherit(hold: Hold, earlier: Case) -> None:
    """Give the rights of a sealed case to who holds them in the case that it is linked to."""
    for held in of(hold.session, earlier):
        give(hold, held.person_id, held.role, until=held.until)


def _unit(hold: Hold, person_id: UUID) -> UUID:
    """Find the unit in which somebody acts for the case."""
    rows = _offices(hold, person_id)
    if _concerned(hold.case, person_id, rows):
        raise Unacceptable(
            reason=_("whoever is denounced, or works in their unit, does not handle the matter")
        )
    units = [row.unit_id for row in rows if row.role in WORKING]
    if not units:
        raise NotFound
    return units[0]


def _offices(hold: Hold, person_id: UUID) -> Sequence[Holding]:
    today = hold.today
    return hold.session.scalars(
        select(Holding)
        .where(
            Holding.person_id == person_id,
            Holding.authority_id == hold.case.authority_id,
            Holding.since <= today,
            or_(Holding.until.is_(None), Holding.until >= today),
        )
        .order_by(Holding.since, Holding.id)
    ).all()


def _concerned(case: Case, person_id: UUID, offices: Sequence[Holding]) -> bool:
    return person_id == case.contested_author_id or any(
        row.unit_id == case.contested_unit_id for row in offices
    )


def _lasting(hold: Hold, until: dt.datetime) -> None:
    hold.session.execute(
        update(Grant)
        .where(
            Grant.case_id == hold.case.id,
            living(hold.now),
            Grant.until < until,
            Grant.role != EMERGENCY,
        )
        .values(until=until)
    )


def _ending(hold: Hold, until: dt.datetime, but: tuple[str, ...]) -> None:
    hold.session.execute(
        update(Grant)
        .where(Grant.case_id == hold.case.id, living(hold.now), Grant.until > until, Grant.role.not_in(but))
        .values(until=until)
    )


def _note(hold: Hold, tag: Tag, person_id: UUID, role: str) -> None:
    facts: dict[str, object] = {"person": str(person_id), "role": role}
    record(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts=facts)
