"""Which procedures change, in words, for those whose steps they touch; and who has read of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import authors, concerned, definitions
from app.casework.definitions import APPROVED, IN_FORCE, IN_REVIEW, files_of
from app.changes import Change
from app.language import content
from app.listings import compared
from app.policy.actor import ADMINISTRATOR, CHAIRMAN, LEGAL_STAFF, Actor
from app.policy.procedures import may_judge
from db.models import Holding, Person, ProcedureDraft, Reading, Review, Version

MOST = 20  # versions on the page


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One version that takes effect: from which day, what it changes, whether the reader confirmed it."""

    version_id: UUID
    title: str
    number: int
    since: dt.date
    coming: bool
    mine: tuple[str, ...]  # sentences about steps of the reader's roles
    others: tuple[str, ...]
    concerns: bool  # whether the reader's roles have a step in it
    read: bool
    unread: tuple[str, ...]  # who has not confirmed; told to legal staff, administrators and the leader


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A version that waits for the reader to judge it."""

    version_id: UUID
    title: str
    number: int
    who: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    """All that the page of changes lists."""

    waiting: tuple[Waiting, ...]
    changes: tuple[Changed, ...]


def read(session: Session, *, actor: Actor) -> ChangesPage:
    """List what changes for somebody, what comes first on top, and what waits for their judgement."""
    return ChangesPage(waiting=tuple(to_judge(session, actor)), changes=tuple(_changes(session, actor)))


def to_judge(session: Session, actor: Actor) -> Iterator[Waiting]:
    """List the versions in review that somebody may judge, the longest waiting first."""
    rows = session.execute(
        select(Version, ProcedureDraft.title, Person.name, Review.sent_at)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .join(Review, Review.version_id == Version.id)
        .join(Person, Person.id == Review.sender_id)
        .where(Version.state == IN_REVIEW, Review.state == "open")
        .order_by(Review.sent_at)
    )
    for version, title, who, sent_at in rows:
        if may_judge(actor, authors.authors_of(session, version.id)):
            on = clock.local(sent_at).date()
            yield Waiting(version_id=version.id, title=content(title), number=version.number, who=who, on=on)


def _changes(session: Session, actor: Actor) -> Iterator[Changed]:
    found = session.execute(
        select(Version, ProcedureDraft.title)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .where(Version.origin == "local", Version.state.in_((APPROVED, IN_FORCE)))
        .order_by(Version.effective_from.desc(), Version.id)
        .limit(MOST)
    )
    oversees = actor.has(ADMINISTRATOR, LEGAL_STAFF, CHAIRMAN)
    for version, title in found:
        each = _changed(session, version, content(title), actor, oversees=oversees)
        if each.concerns or oversees:
            yield each


def _changed(session: Session, version: Version, title: str, actor: Actor, *, oversees: bool) -> Changed:
    today = clock.today()
    former = compared.predecessor(session, version, today)
    before = files_of(session, former) if former else {}
    told = compared.between(before, files_of(session, version.id), version.procedure) if former else ()
    whose = _whose(session, version.id, former)
    roles = frozenset(whose.values())
    readers = set(session.scalars(select(Reading.person_id).where(Reading.version_id == version.id)))
    mine = [change for change in told if whose.get(change.element) in actor.roles]
    return Changed(
        version_id=version.id,
        title=title,
        number=version.number,
        since=version.effective_from or today,
        coming=version.effective_from is not None and version.effective_from > today,
        mine=_said(mine),
        others=_said([change for change in told if change not in mine]),
        concerns=not roles.isdisjoint(actor.roles),
        read=actor.person_id in readers,
        unread=_unread(session, roles, readers, actor, today) if oversees else (),
    )


def _said(changes: list[Change]) -> tuple[str, ...]:
    return tuple(change.said for change in changes)


def _whose(session: Session, *versions: UUID | None) -> dict[str, str]:
    """Say of every step whose it is, in the versions that are given, the first one first."""
    whose: dict[str, str] = {}
    for version_id in filter(None, versions):
        for node in definitions.pinned(session, version_id).definition.nodes.values():
            if node.type in concerned.STEPS:
                whose.setdefault(node.id, concerned.role_of(node.properties))
    return whose


def _unread(
    session: Session, roles: frozenset[str], readers: set[UUID], actor: Actor, today: dt.date
) -> tuple[str, ...]:
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Person.active,
            Holding.authority_id == actor.authority_id,
            Holding.role.in_(roles),
            Holding.since <= today,
            or_(Holding.until.is_(None), Holding.until >= today),
        )
        .distinct()
        .order_by(Person.name)
    )
    return tuple(name for person_id, name in rows if person_id not in readers)
