"""The clock puts approved versions in force when their day begins, and tells what the database refused."""

from __future__ import annotations

import logging
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app import clock
from app.casework.definitions import APPROVED, IN_FORCE, RETIRED
from app.services import staff_trail
from app.services.procedure_trail import record
from app.services.staff_trail import Tag
from db.models import RefusedChange, Version
from db.session import Database

log = logging.getLogger(__name__)


def put_due_in_force(database: Database) -> int:
    """Write down that approved versions are in force whose day has come; gives how many.

    Cases go by the day alone (``casework.definitions``): nothing is lost when this comes late. Each version
    has a transaction of its own.
    """
    with database.reading() as session:
        due = list(session.scalars(_due()))
    return sum(_begun(database, version_id) for version_id in due)


def begin(session: Session, version: Version) -> None:
    """Write that a version is in force; those of its procedure before it are retired."""
    before = select(Version).where(Version.procedure == version.procedure, Version.state == IN_FORCE)
    for old in session.scalars(before):
        old.state = RETIRED
        record(session, Tag.PROCEDURE_RETIRE, old, None)
    version.state = IN_FORCE
    session.flush()
    record(session, Tag.PROCEDURE_IN_FORCE, version, None)


def record_refusals(database: Database) -> int:
    """Bring what the database itself refused into the audit trail; gives how much."""
    waiting = select(RefusedChange).where(RefusedChange.recorded_at.is_(None)).order_by(RefusedChange.id)
    with database.reading() as session:
        if session.scalars(waiting.limit(1)).first() is None:
            return 0
    with database.transaction() as session:
        found = list(session.scalars(waiting.with_for_update()))
        for row in found:
            facts = {"row": str(row.row_id), "table": row.place, "act": row.act, "wanted": row.wanted}
            staff_trail.record(session, Tag.PROCEDURE_REFUSED, actor_id=None, facts=facts)
            row.recorded_at = clock.now()
    return len(found)


def _begun(database: Database, version_id: UUID) -> int:
    try:
        with database.transaction() as session:
            version = session.get(Version, version_id, with_for_update=True)
            if version is None or version.state != APPROVED:
                return 0
            begin(session, version)
    except StaleDataError:  # refused by the database: nobody approved exactly these files
        log.error("the database did not let version %s be put in force", version_id)  # noqa: TRY400
        return 0
    return 1


def _due() -> Select[UUID]:
    due = Version.state == APPROVED, Version.effective_from <= clock.today()
    return select(Version.id).where(*due).order_by(Version.effective_from, Version.id)
