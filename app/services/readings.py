"""Staff confirm having read what a version changes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework.definitions import APPROVED, IN_FORCE
from app.errors import NotFound
from app.policy.actor import Actor
from app.services.procedure_trail import record
from app.services.staff_trail import Tag
from db.models import Reading, Version


def confirm(session: Session, version_id: UUID, *, actor: Actor) -> None:
    """Confirm having read what a version changes; a second time changes nothing. Raises: NotFound."""
    version = session.get(Version, version_id)
    if version is None or version.origin != "local" or version.state not in {APPROVED, IN_FORCE}:
        raise NotFound
    if session.get(Reading, (version_id, actor.person_id)) is None:
        session.add(Reading(version_id=version_id, person_id=actor.person_id, at=clock.now()))
        record(session, Tag.PROCEDURE_READ, version, actor)
