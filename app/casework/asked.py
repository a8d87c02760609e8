"""What began a run: the form that asked for it, kept sealed as the run's own answer."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Answer, Run


def of(hold: Hold, run: Run) -> dict[str, Any]:
    """Read the form with which a run was asked for; an empty one where it began by itself."""
    rows = select(Answer).where(Answer.task_id == run.id).order_by(Answer.id).limit(1)
    answer = hold.session.scalars(rows).one_or_none()
    return {} if answer is None else vault.read_data(hold.session, hold.key, answer.body)


def require_open_to_units(hold: Hold) -> None:
    """Refuse to show a sealed case to a unit: its people hold no grant.

    Raises: Unacceptable.
    """
    if hold.case.sealed:
        raise Unacceptable(
            reason=_("a sealed case is shown to no other unit; ask an outside body in writing")
        )


def unit_of(value: object) -> UUID | None:
    """Read a unit from an answer."""
    return UUID(str(value)) if value else None


def day_of(value: object) -> dt.date | None:
    """Read a day from an answer."""
    return dt.date.fromisoformat(str(value)) if value else None
