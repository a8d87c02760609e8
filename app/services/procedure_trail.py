"""What is done to a version of a procedure, written into the office's chain."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.policy.actor import Actor
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.models import Version


def record(session: Session, tag: Tag, version: Version, actor: Actor | None, **more: str) -> None:
    """Append what was done to a version: its ids, its digest and dates; ``actor`` None means the clock."""
    facts = {
        "version": str(version.id),
        "procedure": version.procedure,
        "number": version.number,
        "digest": version.digest,
        **more,
    }
    actor_id, unit_id = (actor.person_id, actor.unit_id) if actor else (None, None)
    staff_trail.record(session, tag, actor_id=actor_id, unit_id=unit_id, facts=facts)
