"""What a draft was before, given up once nobody can want it: each save keeps all its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Column, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from app import clock
from db.base import Base
from db.models import BundleFile, ProcedureDraft, Version

KEPT = dt.timedelta(days=1)  # after it was replaced: an editor may still stand on it
_OWN = frozenset({BundleFile.__tablename__, ProcedureDraft.__tablename__})


def prune(session: Session, root_id: UUID) -> None:
    """Give up versions of a draft that their own author replaced more than a day ago, if nothing needs them.

    What somebody else replaced stays: it is what its author last saved.
    """
    for version_id in _old(session, root_id):
        if not any(session.scalar(select(exists().where(column == version_id))) for column in _pointing()):
            _give_up(session, version_id)


def _old(session: Session, root_id: UUID) -> list[UUID]:
    later, made = aliased(ProcedureDraft), aliased(Version)
    return list(
        session.scalars(
            select(ProcedureDraft.version_id)
            .join(Version, Version.id == ProcedureDraft.version_id)
            .join(later, later.follows_id == ProcedureDraft.version_id)
            .join(made, made.id == later.version_id)
            .where(
                ProcedureDraft.root_id == root_id,
                ProcedureDraft.version_id != root_id,
                Version.state == "replaced",
                made.created_at < clock.now() - KEPT,
                later.person_id == ProcedureDraft.person_id,
            )
        )
    )


def _pointing() -> Iterator[Column[UUID]]:
    """Name every column by which something else may hold on to a version."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _OWN:
            yield from (key.parent for key in table.foreign_keys if key.column.table is Version.__table__)


def _give_up(session: Session, version_id: UUID) -> None:
    before = (
        select(ProcedureDraft.follows_id).where(ProcedureDraft.version_id == version_id).scalar_subquery()
    )
    session.execute(
        update(ProcedureDraft).where(ProcedureDraft.follows_id == version_id).values(follows_id=before)
    )
    session.execute(delete(BundleFile).where(BundleFile.version_id == version_id))
    session.execute(delete(ProcedureDraft).where(ProcedureDraft.version_id == version_id))
    session.execute(delete(Version).where(Version.id == version_id))
