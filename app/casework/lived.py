"""On which version of its procedure a step was done, where the case was taken over to another one since.

What was answered is told by the form of the version on which it was answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import definitions
from app.casework.definitions import Pinned
from db.models import TakeoverCase, Task


@dataclass(frozen=True)
class Lived:
    """When procedures left which version, the earliest first."""

    left: tuple[tuple[UUID, dt.datetime, UUID], ...] = ()

    def version(self, task: Task, standing: UUID) -> UUID:
        """Give the version on which a step is open or was done; ``standing`` is that of its procedure now."""
        if task.closed_at is None:
            return standing
        before = (old for run, at, old in self.left if run == task.run_id and at >= task.closed_at)
        return next(before, standing)

    def older(self, session: Session, run_id: UUID) -> tuple[Pinned, ...]:
        """Give the versions that a procedure has left."""
        return tuple(definitions.pinned(session, old) for run, _at, old in self.left if run == run_id)


def of(session: Session, runs: Collection[UUID]) -> Lived:
    """Read which versions some procedures have left."""
    rows = session.execute(
        select(TakeoverCase.run_id, TakeoverCase.taken_at, TakeoverCase.from_id)
        .where(
            TakeoverCase.run_id.in_(runs), TakeoverCase.state == "taken", TakeoverCase.taken_at.is_not(None)
        )
        .order_by(TakeoverCase.taken_at)
    )
    return Lived(tuple((run, at, old) for run, at, old in rows if at is not None))
