"""Drafts of procedures: brought, corrected, judged again, discarded. A draft never runs for a case."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import bundle_names, verdicts
from app.casework.definitions import all_in_force, files_of
from app.errors import NotFound, OfficeError
from app.gate import Verdict
from app.policy.actor import Actor
from app.services import draft_numbers, draft_processes, draft_pruning, staff_trail
from app.services.staff_trail import Tag
from db.models import (
    BundleFile,
    Comment,
    DraftAuthor,
    DraftLock,
    DraftWork,
    ProcedureDraft,
    Rehearsal,
    Review,
    Version,
)

DRAFT, REPLACED = "draft", "replaced"
_OF_A_VERSION = (Rehearsal.version_id, BundleFile.version_id, Review.version_id)
_OF_A_ROOT = (DraftWork.root_id, DraftLock.root_id, DraftAuthor.root_id, Comment.root_id)


class DraftMovedOn(OfficeError):
    """This draft was corrected meanwhile; nothing was changed. Open the newest one, send your files there."""


class NothingLeft(OfficeError):
    """A draft needs at least one file. To throw all of it away, discard the draft."""


@dataclass(frozen=True)
class Content:
    """What a draft holds: its files as they came, and what the gate says of each."""

    files: Mapping[str, bytes]
    verdicts: Mapping[str, Verdict]

    @property
    def digest(self) -> str:
        """Digest all files with their names (SHA-256)."""
        return digest_of(self.files)


def digest_of(files: Mapping[str, bytes]) -> str:
    """Digest the files of a bundle with their names (SHA-256)."""
    return hashlib.sha256(b"".join(n.encode() + b"\0" + files[n] for n in sorted(files))).hexdigest()


def around(session: Session, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give what stands around a draft in force: the bundle of the same procedure, if there is one."""
    version = all_in_force(session, clock.today()).get(draft_processes.key_of(files))
    return files_of(session, version) if version else {}


def after_correction(
    session: Session, version_id: UUID, new: Mapping[str, bytes], *, without: frozenset[str]
) -> dict[str, bytes]:
    """Give the files of a draft with some put in, each for the one it stands for, and some left out.

    Raises: NotFound, DraftMovedOn, NothingLeft.
    """
    _standing(session, version_id)
    kept = {n: body for n, body in files_of(session, version_id).items() if n not in without}
    files = bundle_names.overlaid(kept, new)
    if not files:
        raise NothingLeft
    return files


def take_in(session: Session, content: Content, *, actor: Actor) -> UUID:
    """Keep files as a draft; the very same files sent twice are one draft. Gives its version."""
    known = session.scalars(
        select(Version.id).where(Version.state == DRAFT, Version.digest == content.digest).limit(1)
    ).first()
    return known or _keep(session, content, follows=None, actor=actor)


def begin(session: Session, content: Content, *, actor: Actor, copied: Version) -> UUID:
    """Begin a draft that is a copy of another version, whether or not there is one with the same files."""
    return _keep(session, content, follows=None, actor=actor, copied=copied)


def correct(session: Session, version_id: UUID, content: Content, *, actor: Actor) -> UUID:
    """Put other files into a draft: they become its next version, and the one before stays as it was.

    So a rehearsal goes on with the files it began with.

    Raises: NotFound, DraftMovedOn.
    """
    before = _standing(session, version_id)
    if before.digest == content.digest:
        return version_id
    before.state = REPLACED
    saved = _keep(session, content, follows=before, actor=actor)
    draft_pruning.prune(session, root_of(session, saved))
    return saved


def judge_again(session: Session, version_id: UUID, found: Mapping[str, Verdict]) -> None:
    """Keep what the gate says today of a draft, where it said something else when it came.

    Raises: NotFound, DraftMovedOn.
    """
    _standing(session, version_id)
    told = session.get_one(ProcedureDraft, version_id)
    told.verdict, told.publishable = verdicts.pack(found), _publishable(found)
    told.judged_at = clock.now()


def discard(session: Session, version_id: UUID, *, actor: Actor) -> None:
    """Throw a draft away with what it was before, and with every rehearsal of it.

    Raises: NotFound, DraftMovedOn.
    """
    version = _standing(session, version_id)
    facts = {"version": str(version_id), "procedure": version.procedure, "digest": version.digest}
    lineage = _lineage(session, version_id)
    for column in (*_OF_A_VERSION, *_OF_A_ROOT):
        session.execute(delete(column.class_).where(column.in_(lineage)))
    session.execute(delete(ProcedureDraft).where(ProcedureDraft.version_id.in_(lineage)))
    session.execute(delete(Version).where(Version.id.in_(lineage)))
    _record(session, Tag.PROCEDURE_DISCARD, facts, actor)


def _keep(
    session: Session,
    content: Content,
    *,
    follows: Version | None,
    actor: Actor,
    copied: Version | None = None,
) -> UUID:
    key = draft_processes.key_of(content.files)
    version = Version(
        procedure=key,
        number=draft_numbers.following(session, key, follows),
        state=DRAFT,
        origin="local",
        digest=content.digest,
        effective_from=None,
        effective_to=None,
        created_at=clock.now(),
    )
    session.add(version)
    session.flush()  # its files point at it
    session.add_all(
        BundleFile(version_id=version.id, name=name, digest=hashlib.sha256(body).hexdigest(), content=body)
        for name, body in content.files.items()
    )
    root = root_of(session, follows.id) if follows else version.id
    session.add(_told(version, content, follows.id if follows else None, root, actor))
    _sign(session, root, actor)
    facts = {"version": str(version.id), "procedure": key, "digest": content.digest}
    facts |= {"follows": str(follows.id)} if follows else {}
    facts |= {"copied": str(copied.id)} if copied else {}
    _record(session, Tag.PROCEDURE_DRAFT, facts, actor)
    return version.id


def root_of(session: Session, version_id: UUID) -> UUID:
    """Give the first version of the draft that a version belongs to: what hangs on it survives every save.

    Raises: NotFound for what never was a draft.
    """
    told = session.get(ProcedureDraft, version_id)
    if told is None:
        raise NotFound
    return told.root_id


def _sign(session: Session, root: UUID, actor: Actor) -> None:
    """Enter who had a hand in a draft: nobody of them may approve it."""
    if session.get(DraftAuthor, (root, actor.person_id)) is None:
        session.add(DraftAuthor(root_id=root, person_id=actor.person_id, since=clock.now()))


def _told(
    version: Version, content: Content, follows: UUID | None, root: UUID, actor: Actor
) -> ProcedureDraft:
    return ProcedureDraft(
        version_id=version.id,
        title=draft_processes.title_of(content.files),
        person_id=actor.person_id,
        follows_id=follows,
        root_id=root,
        publishable=_publishable(content.verdicts),
        verdict=verdicts.pack(content.verdicts),
        judged_at=version.created_at,
    )


def _standing(session: Session, version_id: UUID) -> Version:
    version = session.get(Version, version_id, with_for_update=True)
    if version is None or version.state not in {DRAFT, REPLACED}:
        raise NotFound
    if version.state == REPLACED:
        raise DraftMovedOn
    return version


def _lineage(session: Session, version_id: UUID) -> list[UUID]:
    """List a draft and all that it corrected, the newest first."""
    found: list[UUID] = []
    at: UUID | None = version_id
    while at is not None:
        found.append(at)
        at = session.scalars(
            select(ProcedureDraft.follows_id).where(ProcedureDraft.version_id == at)
        ).one_or_none()
    return found


def _publishable(found: Mapping[str, Verdict]) -> bool:
    return all(verdict.publishable for verdict in found.values())


def _record(session: Session, tag: Tag, facts: dict[str, str], actor: Actor) -> None:
    staff_trail.record(session, tag, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts)
