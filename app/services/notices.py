"""Notices marked as read by the person to whom they were written."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import clock
from app.policy.actor import Actor
from db.models import Notice


def read_all(session: Session, *, actor: Actor) -> int:
    """Mark everything this person was told up to now as read; give how many notices were new."""
    marked = session.execute(
        update(Notice)
        .where(Notice.person_id == actor.person_id, Notice.read_at.is_(None), Notice.at <= clock.now())
        .values(read_at=clock.now())
        .returning(Notice.id)
    )
    return len(marked.all())
