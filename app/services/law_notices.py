"""Who hears that the law as data changes, or waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.services.sessions import held_on
from db.models import Holding, LawEntry, Notice


def holders(session: Session, roles: Sequence[str], *, authority_id: UUID | None = None) -> set[UUID]:
    """Find who holds one of these roles today, in one authority or in all of this installation."""
    query = select(Holding.person_id).where(Holding.role.in_(roles), held_on(clock.today()))
    return set(session.scalars(query.where(Holding.authority_id == authority_id) if authority_id else query))


def tell(session: Session, people: set[UUID], kind: str, row: LawEntry) -> None:
    """Write one notice a person; of a limit its name stands in it."""
    for person_id in sorted(people):
        session.add(
            Notice(
                person_id=person_id,
                case_id=None,
                task_id=None,
                kind=kind,
                rule=row.key if row.kind == "limit" else None,
                on=clock.today(),
                at=clock.now(),
                next_try_at=None,
                attempts=0,
                sent_at=None,
                read_at=None,
            )
        )
