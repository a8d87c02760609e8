"""Drafts of procedures: brought, corrected, judged again, discarded. A draft never runs for a case."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import clock, drawing, xmlsafe
from app.casework import bundle_names, verdicts
from app.casework.definitions import all_in_force, files_of
from app.engine.draft import processes
from app.errors import NotFound, OfficeError
from app.gate import Verdict
from app.policy.actor import Actor
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.models import (
    BundleFile,
    DraftAuthor,
    DraftLock,
    DraftWork,
    ProcedureDraft,
    Rehearsal,
    Version,
)

DRAFT, REPLACED = "draft", "replaced"
MOST_TOGETHER = 8  # pools of one drawing that are played at once
_OF_A_VERSION = (Rehearsal.version_id, BundleFile.version_id)
_OF_A_ROOT = (DraftWork.root_id, DraftLock.root_id, DraftAuthor.root_id)
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,39}")


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


def main_process(files: Mapping[str, bytes]) -> str:
    """Name the process that a bundle is about: the first that no other calls; empty without a drawing."""
    return next(iter(playable_processes(files)), "")


def playable_processes(files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """List the processes of a bundle that can be played by themselves, each with those of its drawing."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(files):
        if name.endswith(".bpmn"):
            with suppress(xmlsafe.XmlRefused):
                together = processes(xmlsafe.read(files[name]))
                found |= dict.fromkeys(together, together[:MOST_TOGETHER])
    return found


def around(session: Session, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give what stands around a draft in force: the bundle of the same procedure, if there is one."""
    version = all_in_force(session, clock.today()).get(_key(files))
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


def begin(session: Session, content: Content, *, actor: Actor, copied: UUID) -> UUID:
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
    return _keep(session, content, follows=version_id, actor=actor)


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
    session: Session, content: Content, *, follows: UUID | None, actor: Actor, copied: UUID | None = None
) -> UUID:
    key = _key(content.files)
    last = session.scalar(select(func.max(Version.number)).where(Version.procedure == key)) or 0
    version = Version(
        procedure=key,
        number=last + 1,
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
    root = root_of(session, follows) if follows else version.id
    session.add(_told(version, content, follows, root, actor))
    _sign(session, root, actor)
    facts = {"version": str(version.id), "procedure": key, "digest": content.digest}
    facts |= {"follows": str(follows)} if follows else {}
    facts |= {"copied": str(copied)} if copied else {}
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
        title=_title(content.files),
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


def _key(files: Mapping[str, bytes]) -> str:
    """Give the key of the procedure that files are about; strange ids get one of our making."""
    process = main_process(files)
    if _KEY.fullmatch(process):
        return process
    about = process or ",".join(sorted(files))
    return f"draft-{hashlib.sha256(about.encode()).hexdigest()[:16]}"


def _title(files: Mapping[str, bytes]) -> str:
    main = main_process(files)
    named = (each for body in files.values() for each in drawing.introduce(body) if each.process == main)
    title = next((each.title for each in named if each.title), "")
    drawn = sorted(files, key=lambda name: (not name.endswith(".bpmn"), name))
    return (" ".join(title.split()) or PurePosixPath(drawn[0]).stem)[:300]


def _publishable(found: Mapping[str, Verdict]) -> bool:
    return all(verdict.publishable for verdict in found.values())


def _record(session: Session, tag: Tag, facts: dict[str, str], actor: Actor) -> None:
    staff_trail.record(session, tag, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts)
