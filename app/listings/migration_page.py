"""Cases under way and the version they are offered: every batch, each case in it, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.casework.definitions import Pinned
from app.casework.numbers import number_of
from app.engine.definition import Definition
from app.engine.note import Note
from app.errors import NotFound
from app.language import content
from app.listings.migration_choices import Choice, anywhere, gone, limits, named
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Person, Run, Takeover, TakeoverCase, Version


@dataclass(frozen=True, kw_only=True)
class Line:
    """One case of a batch: where it stands, what the trial said, and what became of it."""

    id: UUID
    number: str
    from_number: int
    steps: tuple[str, ...]
    verdict: str
    state: str
    chosen: bool
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def can_go(self) -> bool:
        """Tell whether it may be chosen."""
        return self.verdict != "refused" and self.state == "planned"


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One batch in the list of those prepared for a version."""

    id: UUID
    on: dt.date
    who: str
    taken: int
    tried: int


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A version and the cases that run on older ones."""

    version_id: UUID
    title: str
    number: int
    running: int
    batches: tuple[BatchLine, ...]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """All that the page of one batch shows."""

    id: UUID
    version_id: UUID
    title: str
    number: int
    on: dt.date
    who: str
    mine: bool
    approver: str
    renamed: tuple[tuple[str, str], ...]
    begins: tuple[str, ...]
    lines: tuple[Line, ...]
    limits: tuple[Choice, ...]
    gone: tuple[Choice, ...]

    @property
    def waits_for_approval(self) -> bool:
        """Tell whether a second person has to approve it first."""
        return bool(self.renamed or self.begins) and not self.approver

    @property
    def ready(self) -> int:
        """Count the cases that can go."""
        return sum(line.can_go for line in self.lines)

    def count(self, *states: str) -> int:
        """Count the cases by verdict or by what became of them."""
        return sum(line.state in states or line.verdict in states for line in self.lines)


def offer(session: Session, version_id: UUID, *, actor: Actor) -> Offer:
    """Show what a version is offered to. Raises: NotFound."""
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    running = (
        select(func.count())
        .select_from(Run)
        .join(Version, Version.id == Run.version_id)
        .join(Case, Case.id == Run.case_id)
        .where(
            Run.procedure == version.procedure,
            Run.status.in_(("running", "incident")),
            Version.number < version.number,
            visible(actor),
        )
    )
    return Offer(
        version_id=version_id,
        title=_title(definitions.pinned(session, version_id)),
        number=version.number,
        running=session.scalar(running) or 0,
        batches=_batches(session, version_id, actor),
    )


def batch(session: Session, takeover_id: UUID, *, actor: Actor) -> Batch:
    """Show a batch with the cases that this person may see. Raises: NotFound."""
    row = held(session, takeover_id, actor=actor)
    pinned = definitions.pinned(session, row.version_id)
    found = _rows(session, row, actor)
    olds = _olds(session, found)
    return Batch(
        id=row.id,
        version_id=row.version_id,
        title=_title(pinned),
        number=pinned.number,
        on=clock.local(row.prepared_at).date(),
        who=session.get_one(Person, row.person_id).name,
        mine=row.person_id == actor.person_id,
        approver=session.get_one(Person, row.approver_id).name if row.approver_id else "",
        renamed=tuple(
            (anywhere(olds, old), named(pinned.definition, new)) for old, new in row.renamed.items()
        ),
        begins=tuple(named(pinned.definition, element) for element in row.begins),
        lines=tuple(line_of(line, case, number) for line, case, number in found),
        limits=limits(pinned.definition, [line for line, *_ in found], row),
        gone=gone(pinned.definition, olds, [line for line, *_ in found], row),
    )


def held(session: Session, takeover_id: UUID, *, actor: Actor) -> Takeover:
    """Give a batch of the own authority. Raises: NotFound."""
    row = session.get(Takeover, takeover_id)
    if row is None or row.authority_id != actor.authority_id:
        raise NotFound
    return row


def line_of(row: TakeoverCase, case: Case, number: int) -> Line:
    """Show one case of a batch."""
    return Line(
        id=row.id,
        number=number_of(case),
        from_number=number,
        steps=tuple(content(name) for _element, name, _due in row.before["steps"]),
        verdict=row.verdict,
        state=row.state,
        chosen=row.chosen,
        reasons=tuple(dict.fromkeys(note.message for note in notes_of(row.reasons))),
        notes=tuple(dict.fromkeys(note.message for note in notes_of(row.notes))),
    )


def notes_of(plain: Iterable[Sequence[Any]]) -> list[Note]:
    """Read notes that were written down in no language; names of the drawing are said in the reader's."""
    return [
        Note(element, rule, sentence, tuple((name, content(said)) for name, said in names))
        for element, rule, sentence, names in plain
    ]


def _title(pinned: Pinned) -> str:
    return content(pinned.definition.name)


def _batches(session: Session, version_id: UUID, actor: Actor) -> tuple[BatchLine, ...]:
    taken = func.count().filter(TakeoverCase.state == "taken")
    rows = session.execute(
        select(Takeover, Person.name, taken, func.count())
        .join(Person, Person.id == Takeover.person_id)
        .join(TakeoverCase, TakeoverCase.takeover_id == Takeover.id)
        .join(Case, Case.id == TakeoverCase.case_id)
        .where(Takeover.version_id == version_id, visible(actor))
        .group_by(Takeover.id, Person.name)
        .order_by(Takeover.prepared_at.desc())
    )
    return tuple(
        BatchLine(id=row.id, on=clock.local(row.prepared_at).date(), who=who, taken=done, tried=every)
        for row, who, done, every in rows
    )


Found = Sequence[tuple[TakeoverCase, Case, int]]


def _rows(session: Session, row: Takeover, actor: Actor) -> Found:
    rows = session.execute(
        select(TakeoverCase, Case, Version.number)
        .join(Case, Case.id == TakeoverCase.case_id)
        .join(Version, Version.id == TakeoverCase.from_id)
        .where(TakeoverCase.takeover_id == row.id, visible(actor))
        .order_by(TakeoverCase.verdict == "refused", Case.due_on, Case.id)
    )
    return [(line, case, number) for line, case, number in rows]


def _olds(session: Session, found: Found) -> list[Definition]:
    versions = dict.fromkeys(line.from_id for line, _case, _number in found)
    return [definitions.pinned(session, version).definition for version in versions]
