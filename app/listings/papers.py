"""The papers of a case: what lies in the file, and one of them to read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import grants, redactions, vault
from app.casework.redactions import WorkingCopy
from app.errors import NotFound
from app.files import naming
from app.files.errors import FileMissing
from app.policy.actor import Actor
from app.policy.cases import reads_copies, require_may_see
from db.models import Case, Document, VaultKey

SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})  # what a browser may show by itself


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper in a list; a paper that was only stated at the counter has no file."""

    id: UUID
    title: str
    pages: int
    original: bool
    media_type: str
    size: int  # bytes; 0 without a file
    has_file: bool

    @property
    def shown(self) -> bool:
        """Tell whether the browser may show it by itself."""
        return self.media_type in SHOWN


@dataclass(frozen=True, kw_only=True)
class Content:
    """A paper to hand out."""

    name: str
    media_type: str
    body: bytes

    @property
    def shown(self) -> bool:
        """Tell whether the browser may show it by itself."""
        return self.media_type in SHOWN


def of_case(session: Session, case: Case, *, actor: Actor) -> tuple[Paper, ...]:
    """List the papers of a case, oldest first; the caller has asked policy what may be seen.

    Whoever may not ask who denounced finds the working copies in their place, and the papers they added.
    """
    if not reads_copies(actor, case, grants.of(session, case)):
        return _papers(session, case)
    own = {paper.id: paper for paper in _papers(session, case, by=actor)}
    stand_in = redactions.working_copies(session, case.id)
    return tuple(own.get(copy.document_id) or _stand_in(copy) for copy in stand_in)


def _papers(session: Session, case: Case, *, by: Actor | None = None) -> tuple[Paper, ...]:
    rows = session.execute(
        select(Document, VaultKey)
        .join(VaultKey, VaultKey.id == Document.key_id)
        .where(Document.case_id == case.id, *([Document.by_id == by.person_id] if by else []))
        .order_by(Document.at, Document.id)
    )
    return tuple(
        Paper(
            id=row.id,
            title=vault.read(session, key, row.title),
            pages=row.pages,
            original=row.form == "original",
            media_type=row.media_type or "",
            size=row.size,
            has_file=row.digest is not None,
        )
        for row, key in rows
    )


def read(session: Session, document_id: UUID, *, actor: Actor) -> Content:
    """Give one paper out to who may see its case.

    Raises: NotFound, FileMissing.
    """
    row = session.execute(
        select(Document, VaultKey, Case)
        .join(VaultKey, VaultKey.id == Document.key_id)
        .join(Case, Case.id == Document.case_id)
        .where(Document.id == document_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    document, key, case = row
    held = grants.of(session, case)
    require_may_see(actor, case, held)
    if reads_copies(actor, case, held) and document.by_id != actor.person_id:
        return _copy(session, document)
    if document.digest is None or key.wrapped is None:
        raise FileMissing
    body = vault.store(session).get(document.digest, vault.ring(session), key.wrapped)
    name = vault.read(session, key, document.title)
    return Content(name=name, media_type=document.media_type or "application/octet-stream", body=body)


def _stand_in(copy: WorkingCopy) -> Paper:
    return Paper(
        id=copy.document_id,
        title=" – ".join(filter(None, (copy.title, copy.reason))),
        pages=copy.pages,
        original=False,
        media_type=copy.media_type,
        size=copy.size,
        has_file=copy.digest is not None,
    )


def _copy(session: Session, document: Document) -> Content:
    copies = redactions.working_copies(session, document.case_id)
    copy = next(each for each in copies if each.document_id == document.id)
    if copy.digest is None or copy.key.wrapped is None:
        raise NotFound
    body = vault.store(session).get(copy.digest, vault.ring(session), copy.key.wrapped)
    return Content(name=naming.tidy(copy.title, copy.media_type), media_type=copy.media_type, body=body)
