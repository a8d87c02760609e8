"""Every open incident of an installation, for whoever serves the machine: ids, no case's number."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.listings.incident_words import kind_word
from db.models import Incident, Version


@dataclass(frozen=True, kw_only=True)
class Open:
    """One open incident; times are UTC."""

    id: UUID
    kind: str
    words: str
    procedure: str
    element: str
    command: str
    first: dt.datetime
    last: dt.datetime
    times: int
    attempts: int

    def told(self) -> dict[str, Any]:
        """Give it as JSON can keep it."""
        plain = {"id": str(self.id), "first": self.first.isoformat(), "last": self.last.isoformat()}
        return asdict(self) | plain


def show(session: Session) -> tuple[Open, ...]:
    """List what is open, the oldest first."""
    rows = session.execute(
        select(Incident, Version.procedure)
        .outerjoin(Version, Version.id == Incident.version_id)
        .where(Incident.resolved_at.is_(None))
        .order_by(Incident.at, Incident.id)
    )
    return tuple(
        Open(
            id=row.id,
            kind=row.kind,
            words=kind_word(row.kind),
            procedure=procedure or "",
            element=row.element,
            command=row.command,
            first=row.at,
            last=row.last_at,
            times=row.times,
            attempts=row.attempts,
        )
        for row, procedure in rows
    )
