"""The checklist of a version as pages show it: the same that keeps it from being approved."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import readiness
from app.checklist import Checklist
from app.errors import NotFound
from db.models import Version


def of(session: Session, version_id: UUID, on: dt.date) -> Checklist:
    """Give what must be so before a version may be put in force on a day, and what of it is so.

    Raises: NotFound.
    """
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    return readiness.checked(session, version, on)
