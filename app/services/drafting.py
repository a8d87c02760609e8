"""Editing a draft: copied from any version, saved over and over, never over somebody else's work unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import bundle_names, verdicts
from app.casework.definitions import files_of
from app.errors import MovedOn, NotFound, NotPossibleNow, Unacceptable
from app.gate import losses
from app.gate.verdict import Verdict
from app.language import _
from app.policy.actor import Actor
from app.services import called_procedures, draft_english, draft_locks, draft_work, procedure_drafts
from app.services.procedure_drafts import DRAFT, Content
from db.models import Person, ProcedureDraft, Version

_NO_ENGLISH: Mapping[str, str] = MappingProxyType({})


class Frozen(NotPossibleNow):
    """This version is no draft any more, so nothing can be changed in it. Keep your work as a new draft."""


class LostOnSaving(Unacceptable):
    """Saving would lose some of what stood in the file: {names}. Nothing was changed."""

    def __init__(self, lost: tuple[str, ...]) -> None:
        super().__init__(names="; ".join(lost))
        self.lost = lost


class Conflict(MovedOn):
    """Somebody saved the same file meanwhile. Nothing of yours was lost, and nothing was changed yet."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        super().__init__()
        self.meanwhile = meanwhile


@dataclass(frozen=True, kw_only=True)
class Saved:
    """One saving of a draft: who, when, and which files differ from before."""

    who: str
    at: dt.datetime
    files: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What happened to a draft since somebody opened it, and where it stands now."""

    version_id: UUID
    digest: str
    saved: tuple[Saved, ...]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a save would make of a draft: all its files, those that are new, what is known of the others."""

    version_id: UUID  # the newest of the draft, which it would follow
    files: Mapping[str, bytes]
    changed: frozenset[str]
    known: Mapping[str, Verdict]


def copy_of(session: Session, version_id: UUID, *, actor: Actor) -> UUID:
    """Begin a new draft with the files of any version; give it.

    What it calls is taken anew from what is in force: those procedures have drafts of their own. What the
    gate says of the copy is to be asked afterwards (``procedure_drafts.judge_again``). Raises: NotFound.
    """
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    files = called_procedures.refreshed(session, version.procedure, files_of(session, version_id))
    told = session.get(ProcedureDraft, version_id)
    known = verdicts.unpack(told.verdict) if told else {}
    content = Content(files, {name: verdict for name, verdict in known.items() if name in files})
    return procedure_drafts.begin(session, content, actor=actor, copied=version)


def newest(session: Session, version_id: UUID) -> Version:
    """Give the version of a draft that can be saved upon. Raises: NotFound, Frozen."""
    root = procedure_drafts.root_of(session, version_id)
    found = session.scalars(
        select(Version)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .where(ProcedureDraft.root_id == root, Version.state == DRAFT)
    ).one_or_none()
    if found is None:
        raise Frozen
    return found


def edit(
    session: Session,
    version_id: UUID,
    files: Mapping[str, bytes],
    *,
    base: str,
    actor: Actor,
    english: Mapping[str, str] = _NO_ENGLISH,
) -> Edit:
    """Work out what saving ``files`` upon a version would make of the draft; nothing is changed yet.

    ``version_id`` and ``base``, its digest, say what was opened. What others saved meanwhile in other files
    stays; what the drawing names and the bundle lacks comes along.

    Raises: NotFound, Frozen, HeldBy, Conflict, LostOnSaving, Unacceptable.
    """
    draft_locks.require(session, version_id, actor=actor)
    opened, stands = session.get_one(Version, version_id), newest(session, version_id)
    before, now = files_of(session, version_id), files_of(session, stands.id)
    for name, body in files.items():
        draft_work.check_name(session, stands.id, name)
        draft_work.check_size(body)
    if base != opened.digest or any(before.get(n) != now.get(n) != body for n, body in files.items()):
        raise Conflict(_meanwhile(session, version_id, stands))
    _keep_what_is_called(stands.procedure, files, now)
    _keep_what_is_strange(files, now)
    wanted = _together(session, stands, files, english)
    return Edit(
        version_id=stands.id,
        files=wanted,
        changed=frozenset(name for name, body in wanted.items() if now.get(name) != body),
        known=verdicts.unpack(session.get_one(ProcedureDraft, stands.id).verdict),
    )


def beside(session: Session, version_id: UUID, name: str, *, edited: bytes = b"") -> dict[str, bytes]:
    """Give the other files of a version, of a draft those of today, among which one is looked at.

    What the ``edited`` file names, and what saving it would bring along, is among them.
    """
    with suppress(NotFound, Frozen):  # what is no draft, or none any more, stands by itself
        version_id = newest(session, version_id).id
    files = files_of(session, version_id)
    if edited:
        procedure = session.get_one(Version, version_id).procedure
        files = called_procedures.completed(session, procedure, files | {name: edited})
    return {each: body for each, body in files.items() if each != name}


def save(session: Session, wanted: Edit, content: Content, *, actor: Actor) -> UUID:
    """Save an edit that was judged: it becomes the draft's next version.

    Raises: NotFound, HeldBy, DraftMovedOn when somebody was faster: work the edit out again.
    """
    draft_locks.lock(session, wanted.version_id, actor=actor)
    version_id = procedure_drafts.correct(session, wanted.version_id, content, actor=actor)
    draft_work.forget(session, version_id, wanted.changed, actor=actor)
    return version_id


def save_as_copy(
    session: Session,
    version_id: UUID,
    files: Mapping[str, bytes],
    *,
    actor: Actor,
    english: Mapping[str, str] = _NO_ENGLISH,
) -> UUID:
    """Keep an edit as a draft of its own, beside the one that moved on. Raises: NotFound, Unacceptable."""
    for name, body in files.items():
        draft_work.check_name(session, version_id, name)
        draft_work.check_size(body)
    version = session.get_one(Version, version_id)
    content = Content(_together(session, version, files, english), {})
    copied = procedure_drafts.begin(session, content, actor=actor, copied=version)
    draft_work.forget(session, version_id, frozenset(files), actor=actor)
    return copied


def _together(
    session: Session, version: Version, files: Mapping[str, bytes], english: Mapping[str, str]
) -> dict[str, bytes]:
    """Lay edited files over those of a version, with the English beside them and what they name."""
    laid = bundle_names.overlaid(files_of(session, version.id), files)
    return called_procedures.completed(session, version.procedure, draft_english.added(laid, english))


def _meanwhile(session: Session, since: UUID, stands: Version) -> Meanwhile:
    """List the savings from the version that was opened to the newest, the last first."""
    saved: list[Saved] = []
    at = session.get_one(ProcedureDraft, stands.id)
    while at.version_id != since and at.follows_id is not None:
        mine, before = (files_of(session, each) for each in (at.version_id, at.follows_id))
        differ = sorted(name for name in mine.keys() | before.keys() if mine.get(name) != before.get(name))
        who = session.get_one(Person, at.person_id).name
        made = session.get_one(Version, at.version_id).created_at
        saved.append(Saved(who=who, at=made, files=tuple(differ)))
        at = session.get_one(ProcedureDraft, at.follows_id)
    return Meanwhile(version_id=stands.id, digest=stands.digest, saved=tuple(saved))


def _keep_what_is_called(procedure: str, files: Mapping[str, bytes], now: Mapping[str, bytes]) -> None:
    own = called_procedures.own_drawing(procedure, now)
    others = [name for name in files if name.endswith(".bpmn") and own and name != own]
    if others:
        raise Unacceptable(
            reason=_("{name} belongs to another procedure; change it in a draft of its own", name=others[0])
        )


def _keep_what_is_strange(files: Mapping[str, bytes], now: Mapping[str, bytes]) -> None:
    lost = [each for name, body in files.items() if name in now for each in losses.between(now[name], body)]
    if lost:
        raise LostOnSaving(tuple(lost))
