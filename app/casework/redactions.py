"""Working copies of the papers of a sealed case: what stands in for each, and what is still missing.

Whoever may not ask who denounced reads these and never the papers (Law on Denunciations 2018, articles 8
and 56: name, address, handwriting and whatever else tells who it is).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from app.language import N_, _
from db.models import Case, Document, Redaction, VaultKey

MISSING, BEGUN, FINISHED, LEFT_OUT = "missing", "begun", "finished", "left_out"
DONE = frozenset({FINISHED, LEFT_OUT})
UNNAMED = N_("Paper {number}")  # what a paper is called whose own title nobody has looked at


@dataclass(frozen=True, kw_only=True)
class WorkingCopy:
    """What stands in for one paper of the case."""

    document_id: UUID
    state: str  # missing | begun | finished | left_out
    title: str  # without the denouncer
    reason: str  # why it was left out
    pages: int
    original: bool  # whether the paper itself is one, not a copy
    digest: str | None  # None where there is nothing to open
    media_type: str
    size: int
    key: VaultKey
    added_by: UUID


def working_copies(session: Session, case_id: UUID) -> tuple[WorkingCopy, ...]:
    """Give what stands in for each paper of a case, the oldest first; the caller has asked policy."""
    rows = session.execute(
        select(Document, Redaction, VaultKey)
        .join(VaultKey, VaultKey.id == Document.key_id)
        .outerjoin(Redaction, Redaction.document_id == Document.id)
        .where(Document.case_id == case_id)
        .order_by(Document.at, Document.id)
    ).all()
    return tuple(_copy(session, number, *row) for number, row in enumerate(rows, start=1))


def spoken(session: Session, case: Case) -> tuple[WorkingCopy, ...]:
    """Give the working copies once there are any, because forms name papers as the copies do from then on."""
    copies = working_copies(session, case.id) if case.sealed else ()
    return copies if any(copy.state in DONE for copy in copies) else ()


def missing(session: Session, case_id: UUID) -> tuple[UUID, ...]:
    """Name the papers of a case that have no finished working copy and were not left out."""
    return tuple(
        session.scalars(
            select(Document.id)
            .outerjoin(Redaction, Redaction.document_id == Document.id)
            .where(Document.case_id == case_id, Redaction.state.is_(None) | Redaction.state.not_in(DONE))
            .order_by(Document.at, Document.id)
        )
    )


def of_paper(session: Session, document_id: UUID) -> Redaction | None:
    """Give what was blacked out of one paper so far."""
    return session.get(Redaction, document_id)


def marks(session: Session, row: Redaction | None) -> Mapping[str, Any]:
    """Read the marks of a working copy: ``boxes`` by page from 1, each of four thousandths, and ``words``."""
    return vault.read_data(session, session.get_one(VaultKey, row.key_id), row.marks) if row else {}


def _copy(
    session: Session, number: int, document: Document, row: Redaction | None, key: VaultKey
) -> WorkingCopy:
    state = row.state if row else MISSING
    own = session.get_one(VaultKey, row.key_id) if row else key
    done = row if row and state in DONE else None
    return WorkingCopy(
        document_id=document.id,
        state=state,
        title=vault.read(session, own, done.title if done else None) or _(UNNAMED, number=number),
        reason=vault.read(session, own, done.reason if done else None),
        pages=done.pages if done else 0,
        original=document.form == "original",
        digest=done.digest if done else None,
        media_type=(done.media_type or "") if done else "",
        size=done.size if done else 0,
        key=own,
        added_by=document.by_id,
    )
