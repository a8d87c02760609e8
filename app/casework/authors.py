"""Who had a hand in a version of a procedure, and how its files are known again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import DraftAuthor, ProcedureDraft


def root_of(session: Session, version_id: UUID) -> UUID:
    """Give the first version of a draft; comments, lock and authors hang on it."""
    told = select(ProcedureDraft.root_id).where(ProcedureDraft.version_id == version_id)
    return session.scalars(told).one_or_none() or version_id


def authors_of(session: Session, version_id: UUID) -> frozenset[UUID]:
    """Find everybody who saved anything of a draft since it began."""
    wanted = (
        select(DraftAuthor.person_id)
        .join(ProcedureDraft, ProcedureDraft.root_id == DraftAuthor.root_id)
        .where(ProcedureDraft.version_id == version_id)
    )
    return frozenset(session.scalars(wanted))
