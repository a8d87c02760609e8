"""What was proposed that the law says: what waits for a second person, and one proposal beside what holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.casework.lawbook import entry_of
from app.errors import NotFound
from app.language import N_, _, content, short_date
from app.legaltime import book
from app.legaltime.entries import LOCAL, Entry
from app.listings import law_entries, law_impact
from app.listings.law_words import sure_words
from app.policy.actor import Actor
from app.policy.law import may_confirm
from db.models import LawEntry, Person

OPEN = "proposed"
RECENT = 50
STATES = {
    "proposed": N_("waits for a second person"),
    "returned": N_("returned to its author"),
    "confirmed": N_("confirmed"),
    "withdrawn": N_("taken back"),
}


@dataclass(frozen=True, kw_only=True)
class ProposalRow:
    """One proposal in the list."""

    entry_id: UUID
    kind: str
    title: str
    since: dt.date | None
    state: str
    author: str
    proposed_at: dt.date
    judge: str


@dataclass(frozen=True, kw_only=True)
class ProposalPage:
    """One proposal, beside what holds today, with what it would touch."""

    row: ProposalRow
    key: str
    compared: tuple[tuple[str, str, str], ...]  # label, as it holds, as proposed
    takes_back: bool
    reason: str
    comment: str
    effects: tuple[str, ...]
    may_confirm: bool
    own: bool


def waiting(session: Session) -> int:
    """Count the proposals that wait for a second person."""
    return session.scalar(select(func.count()).where(LawEntry.state == OPEN)) or 0


def all_rows(session: Session) -> tuple[ProposalRow, ...]:
    """List what waits first, then what was decided lately."""
    query = _rows().order_by((LawEntry.state != OPEN), LawEntry.proposed_at.desc()).limit(RECENT)
    return tuple(_row(row.LawEntry, row.author, row.judge) for row in session.execute(query))


def show(session: Session, entry_id: UUID, *, actor: Actor) -> ProposalPage:
    """Give one proposal with what it changes.

    Raises: NotFound.
    """
    found = session.execute(_rows().where(LawEntry.id == entry_id)).one_or_none()
    if found is None:
        raise NotFound
    row, entry = found.LawEntry, entry_of(found.LawEntry)
    open_ = row.state == OPEN
    return ProposalPage(
        row=_row(row, found.author, found.judge),
        key=row.key,
        compared=compared(_holds(entry, row.replaces_id), entry),
        takes_back=not row.body,
        reason=row.reason,
        comment=row.comment,
        effects=law_impact.told(session, entry, actor=actor) if open_ else (),
        may_confirm=open_ and may_confirm(actor, row.author_id),
        own=row.author_id == actor.person_id,
    )


def proposed(session: Session, entry_id: UUID, kind: str) -> tuple[Entry, UUID | None]:
    """Give what somebody proposed, to be written anew, and the local entry that it corrects.

    Raises: NotFound.
    """
    row = session.get(LawEntry, entry_id)
    if row is None or row.kind != kind or row.origin != LOCAL or not row.body:
        raise NotFound
    return entry_of(row), row.replaces_id


def entry(session: Session, entry_id: UUID) -> tuple[Entry, str]:
    """Give what somebody proposed, and how it stands.

    Raises: NotFound.
    """
    row = session.get(LawEntry, entry_id)
    if row is None:
        raise NotFound
    return entry_of(row), row.state


def compared(old: Entry | None, new: Entry) -> tuple[tuple[str, str, str], ...]:
    """Put what holds beside what is proposed, label by label."""
    rows: list[tuple[str, str, str]] = []
    for said in (law_entries.lines, _common):
        before, after = dict(said(old)) if old else {}, dict(said(new)) if new.body else {}
        labels = dict.fromkeys([*after, *before])
        rows += [(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return tuple(rows)


def _common(entry: Entry) -> tuple[tuple[str, str], ...]:
    sure = sure_words()[entry.confidence][1]
    common = [
        (law_entries.basis(entry.kind), content(entry.article)),
        (_("How sure"), sure),
        (_("What to know"), content(entry.remark)),
        (_("In force from"), short_date(entry.effective_from)),
        (_("In force to"), short_date(entry.effective_to)),
    ]
    return tuple((label, text) for label, text in common if text)


def _holds(entry: Entry, replaces: UUID | None) -> Entry | None:
    """Give what the entry is compared with: what it corrects, or what would hold on its day without it."""
    versions = [each for each in book.current().of(entry.kind) if each.key == entry.key]
    corrected = next((each for each in versions if replaces is not None and each.id == replaces), None)
    others = [each for each in versions if each.id is None or each.id != entry.id]
    return corrected or book.choose(others, entry.since)


def _rows() -> Select[LawEntry, str, str]:
    author, judge = aliased(Person), aliased(Person)
    return (
        select(LawEntry, author.name.label("author"), judge.name.label("judge"))
        .outerjoin(author, author.id == LawEntry.author_id)
        .outerjoin(judge, judge.id == LawEntry.judge_id)
        .where(LawEntry.origin == LOCAL)
    )


def _row(row: LawEntry, author: str, judge: str) -> ProposalRow:
    entry = entry_of(row)
    known = next((each for each in reversed(book.current().of(row.kind)) if each.key == row.key), None)
    return ProposalRow(
        entry_id=row.id,
        kind=row.kind,
        title=law_entries.title(entry if row.body or known is None else known),
        since=row.effective_from,
        state=row.state,
        author=author or "",
        proposed_at=clock.local(row.proposed_at).date(),
        judge=judge or "",
    )
