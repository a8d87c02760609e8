"""What somebody drew and has not saved yet: kept as it is drawn, found again by whoever drew it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import clock, xmlsafe
from app.errors import Unacceptable
from app.language import _
from app.policy.actor import Actor
from app.services import procedure_drafts
from app.services.packages import MOST_FILES
from db.models import BundleFile, DraftWork, ProcedureDraft, Version

# As a version pins them; whatever else stands in the draft already may be edited as well.
_NAME = re.compile(
    r"forms/[A-Za-z][\w-]{0,59}\.json|letters/[\w-]{1,60}\.html|scenarios/[\w-]{1,60}\.yaml"
    r"|[\w-]{1,60}\.(?:dmn|bpmn)|en\.po"
)

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Work:
    """One file as somebody left it unsaved, with the digest of the bundle that was opened.

    ``opened`` is the version of the draft that was opened, where it is still kept.
    """

    name: str
    content: bytes
    base: str
    opened: UUID | None
    at: dt.datetime


def autosave(
    session: Session, version_id: UUID, name: str, content: bytes, *, base: str, actor: Actor
) -> dt.datetime:
    """Keep a file that is being edited; whoever holds the turn, nobody's work is lost.

    Raises: NotFound, Unacceptable for what no draft could hold.
    """
    root = procedure_drafts.root_of(session, version_id)
    check_name(session, version_id, name)
    check_size(content)
    now, base = clock.now(), base if _DIGEST.fullmatch(base) else ""
    kept = session.get(DraftWork, (root, actor.person_id, name))
    if kept is not None:
        kept.content, kept.base, kept.at = content, base, now
        return now
    mine = select(func.count()).where(DraftWork.root_id == root, DraftWork.person_id == actor.person_id)
    if (session.scalar(mine) or 0) >= MOST_FILES:
        raise Unacceptable(reason=_("too many files of this draft are open unsaved; save some of them"))
    session.add(
        DraftWork(root_id=root, person_id=actor.person_id, name=name, base=base, content=content, at=now)
    )
    return now


def recovered(session: Session, version_id: UUID, name: str, *, actor: Actor) -> Work | None:
    """Give what somebody left unsaved of a file, where it differs from what is saved. Raises: NotFound."""
    root = procedure_drafts.root_of(session, version_id)
    kept = session.get(DraftWork, (root, actor.person_id, name))
    saved = session.get(BundleFile, (version_id, name))
    if kept is None or (saved is not None and saved.content == kept.content):
        return None
    opened = session.scalars(
        select(Version.id)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .where(ProcedureDraft.root_id == root, Version.digest == kept.base)
        .order_by(Version.created_at.desc())
    ).first()
    return Work(name=name, content=kept.content, base=kept.base, opened=opened, at=kept.at)


def forget(session: Session, version_id: UUID, names: frozenset[str], *, actor: Actor) -> None:
    """Forget unsaved work that was saved, or that its author throws away. Raises: NotFound."""
    root = procedure_drafts.root_of(session, version_id)
    session.execute(
        delete(DraftWork).where(
            DraftWork.root_id == root, DraftWork.person_id == actor.person_id, DraftWork.name.in_(names)
        )
    )


def check_name(session: Session, version_id: UUID, name: str) -> None:
    """Let nothing be called what no bundle would pin. Raises: Unacceptable."""
    if not _NAME.fullmatch(name) and session.get(BundleFile, (version_id, name)) is None:
        raise Unacceptable(reason=_("a file of a draft cannot be called so"))


def check_size(content: bytes) -> None:
    """Let nothing be larger than one file may be. Raises: Unacceptable."""
    if len(content) > xmlsafe.LARGEST:
        raise Unacceptable(reason=_("the file is larger than 2 MiB"))
