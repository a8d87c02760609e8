"""The shelf of procedures: what is in force, what is still a draft, and who rehearses what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, drawing
from app.casework import definitions, verdicts
from app.language import content
from app.listings import draft_notes, under_review
from app.listings.draft_notes import Counts
from app.listings.under_review import UnderReview
from db.models import BundleFile, Person, ProcedureDraft, Rehearsal, Version

MOST_REHEARSALS = 20


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A version that runs: what it is for, since when, and whether it came with the program."""

    version_id: UUID
    procedure: str
    title: str
    purpose: str
    number: int
    since: dt.date
    shipped: bool


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A draft: who brought it when, and what stands between it and being put in force."""

    version_id: UUID
    title: str
    purpose: str
    who: str
    on: dt.date
    files: int
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class RehearsalLine:
    """A rehearsal that somebody has begun."""

    rehearsal_id: UUID
    title: str
    who: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All that the page of procedures lists."""

    in_force: tuple[InForce, ...]
    drafts: tuple[DraftLine, ...]
    reviewed: tuple[UnderReview, ...]
    rehearsals: tuple[RehearsalLine, ...]


def shelf(session: Session) -> Shelf:
    """List the procedures of this installation; they belong to no single authority."""
    return Shelf(
        in_force=tuple(sorted(in_force(session), key=lambda each: each.title)),
        drafts=tuple(_drafts(session)),
        reviewed=tuple(under_review.lines(session)),
        rehearsals=tuple(_rehearsals(session)),
    )


def rehearsals_of(session: Session, version_id: UUID) -> tuple[RehearsalLine, ...]:
    """List the rehearsals of one version, the last moved first."""
    return tuple(_rehearsals(session, version_id))


def introduced(bodies: Iterable[bytes], procedure: str) -> tuple[str, str]:
    """Give the name and the purpose of a procedure, as its drawing says them; empty where it does not."""
    found = [each for body in bodies for each in drawing.introduce(body)]
    mine = next((each for each in found if each.process == procedure), None) or next(iter(found), None)
    return (content(mine.title), mine.purpose) if mine else ("", "")


def in_force(session: Session) -> Iterable[InForce]:
    """Give what is in force today, in no order."""
    standing = definitions.all_in_force(session, clock.today()).values()
    for version in session.scalars(select(Version).where(Version.id.in_(standing))):
        title, purpose = introduced(_drawings(session, version.id), version.procedure)
        yield InForce(
            version_id=version.id,
            procedure=version.procedure,
            title=title or version.procedure,
            purpose=purpose,
            number=version.number,
            since=version.effective_from or clock.local(version.created_at).date(),
            shipped=version.origin == "shipped",
        )


def _drafts(session: Session) -> Iterable[DraftLine]:
    rows = session.execute(
        select(Version, ProcedureDraft, Person.name)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .join(Person, Person.id == ProcedureDraft.person_id)
        .where(Version.state == "draft")
        .order_by(Version.created_at.desc(), Version.id)
    )
    for version, told, who in rows:
        found = verdicts.unpack(told.verdict)
        yield DraftLine(
            version_id=version.id,
            title=content(told.title),
            purpose=introduced(_drawings(session, version.id), version.procedure)[1],
            who=who,
            on=clock.local(version.created_at).date(),
            files=len(found),
            counts=draft_notes.count(found),
        )


def _rehearsals(session: Session, version_id: UUID | None = None) -> Iterable[RehearsalLine]:
    wanted = select(Rehearsal.id, Rehearsal.title, Person.name, Rehearsal.moved_at)
    wanted = wanted.join(Person, Person.id == Rehearsal.person_id)
    if version_id:
        wanted = wanted.where(Rehearsal.version_id == version_id)
    rows = session.execute(wanted.order_by(Rehearsal.moved_at.desc()).limit(MOST_REHEARSALS))
    for rehearsal_id, title, who, moved_at in rows:
        on = clock.local(moved_at).date()
        yield RehearsalLine(rehearsal_id=rehearsal_id, title=content(title), who=who, on=on)


def _drawings(session: Session, version_id: UUID) -> Sequence[bytes]:
    return session.scalars(
        select(BundleFile.content)
        .where(BundleFile.version_id == version_id, BundleFile.name.endswith(".bpmn"))
        .order_by(BundleFile.name)
    ).all()
