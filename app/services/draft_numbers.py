"""The numbers of drafts: they do not run away while somebody saves."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Version

_TURN = 0xD4AF  # names the numbering among the database's advisory locks


def following(session: Session, key: str, before: Version | None) -> int:
    """Give the number of a draft's next version: that of the one before, which steps aside below zero."""
    _take_turn(session)
    numbers = select(func.max(Version.number), func.min(Version.number)).where(Version.procedure == key)
    most, least = session.execute(numbers).one()
    if before is None or before.procedure != key:
        return max(most or 0, 0) + 1
    number, before.number = before.number, min(least, 0) - 1
    session.flush()  # its number is free now
    return number


def _take_turn(session: Session) -> None:
    """Let one at a time give numbers; on the embedded database writers take turns anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
