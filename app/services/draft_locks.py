"""Whose turn it is to edit a draft: one person at a time, until minutes of silence or an open takeover."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.errors import NotPossibleNow
from app.policy.actor import Actor
from app.services import procedure_drafts, staff_trail
from app.services.staff_trail import Tag
from db.models import DraftLock, Person, Version

STALE = dt.timedelta(minutes=3)  # an open editor is heard of twice a minute


class HeldBy(NotPossibleNow):
    """{person} has been editing this draft since {since}. Wait, take it over, or keep your work as a copy."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who edits a draft, since when, and whether it was taken over from ``taken_from``."""

    person_id: UUID
    who: str
    since: dt.datetime
    taken_from: UUID | None

    @property
    def since_words(self) -> str:
        """Say since when: the hour and the day in Vietnam."""
        return f"{clock.local(self.since):%H:%M %d/%m/%Y}"


def holder(session: Session, version_id: UUID) -> Holder | None:
    """Tell who edits a draft now; nobody when nothing was heard of them for some minutes.

    Raises: NotFound for what never was a draft.
    """
    lock = session.get(DraftLock, procedure_drafts.root_of(session, version_id))
    if lock is None or clock.now() - lock.heard_at > STALE:
        return None
    who = session.get_one(Person, lock.person_id).name
    return Holder(person_id=lock.person_id, who=who, since=lock.since, taken_from=lock.taken_from_id)


def require(session: Session, version_id: UUID, *, actor: Actor) -> None:
    """Let nobody change a draft that another is editing. Raises: HeldBy, NotFound."""
    held = holder(session, version_id)
    if held is not None and held.person_id != actor.person_id:
        raise HeldBy(person=held.who, since=held.since_words)


def lock(session: Session, version_id: UUID, *, actor: Actor) -> Holder:
    """Begin to edit, or say that one still does. Raises: HeldBy, NotFound."""
    root = _turn(session, version_id)
    require(session, version_id, actor=actor)
    return _hold(session, root, actor, taken_from=None)


def take_over(session: Session, version_id: UUID, *, actor: Actor) -> Holder:
    """Take the turn from whoever has it; what they did not save stays kept for them.

    Raises: NotFound.
    """
    root = _turn(session, version_id)
    held = holder(session, version_id)
    if held is None or held.person_id == actor.person_id:
        return _hold(session, root, actor, taken_from=None)
    facts = {"version": str(version_id), "root": str(root), "from": str(held.person_id)}
    staff_trail.record(
        session, Tag.PROCEDURE_TAKE_OVER, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts
    )
    return _hold(session, root, actor, taken_from=held.person_id)


def release(session: Session, version_id: UUID, *, actor: Actor) -> None:
    """Let the others edit; nothing happens when somebody else has the turn. Raises: NotFound."""
    held = session.get(DraftLock, _turn(session, version_id))
    if held is not None and held.person_id == actor.person_id:
        session.delete(held)


def _turn(session: Session, version_id: UUID) -> UUID:
    """Let one at a time decide whose turn it is."""
    root = procedure_drafts.root_of(session, version_id)
    session.get(Version, root, with_for_update=True, populate_existing=True)
    return root


def _hold(session: Session, root: UUID, actor: Actor, *, taken_from: UUID | None) -> Holder:
    now = clock.now()
    held = session.get(DraftLock, root, populate_existing=True)
    if held is None:
        held = DraftLock(root_id=root, person_id=actor.person_id, since=now, heard_at=now)
        session.add(held)
    elif held.person_id != actor.person_id or now - held.heard_at > STALE:
        held.person_id, held.since = actor.person_id, now
        held.taken_from_id, held.taken_at = taken_from, now if taken_from else None
    held.heard_at = now
    session.flush()
    return Holder(person_id=held.person_id, who=actor.name, since=held.since, taken_from=held.taken_from_id)
