"""Whether the database answers."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def is_answering(session: Session) -> bool:
    """Ask the database the smallest question."""
    return session.execute(text("SELECT 1")).scalar() == 1
