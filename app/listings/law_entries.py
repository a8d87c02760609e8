"""What the book of law holds of one thing: its versions, past, now and coming, in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import law_sheets
from app.errors import NotFound
from app.language import N_, _, content
from app.legaltime import book
from app.legaltime.entries import CALENDAR, KINDS, LOCAL, Entry
from app.listings import days_off
from db.models import LawEntry, Person

KIND_NAMES = {
    "limit": N_("Limit"),
    "text": N_("Legal text"),
    "ground": N_("Ground"),
    "letter": N_("Official form of a letter"),
    "reception": N_("Minimum of receptions"),
    "report": N_("Stretch of a report"),
    "retention": N_("Retention"),
    CALENDAR: N_("List of days off"),
}
LISTED = ("ground", "letter", "reception", "report", "retention")  # on the page of the other data
_TITLES = {"limit": "name", "text": "title", "ground": "label"}


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One version of an entry: when it holds, what it says, and how surely that is known."""

    when: str  # past | now | coming | aside: shipped after a local one, and not in force
    since: dt.date | None
    until: dt.date | None
    lines: tuple[tuple[str, str], ...]
    article: str
    confidence: str
    remark: str
    local: bool
    entry_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """One thing that was proposed or shipped, and what became of it."""

    entry_id: UUID
    state: str
    since: dt.date | None
    author: str
    proposed_at: dt.date
    judge: str
    judged_at: dt.date | None
    reason: str
    comment: str
    local: bool
    over: bool  # another took its place, or it was taken back


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One thing that the law speaks of, by its kind and key."""

    kind: str
    key: str
    title: str
    group: str
    versions: tuple[VersionRow, ...]
    history: tuple[HistoryRow, ...] = ()

    @property
    def now(self) -> VersionRow:
        """Give the version in force today, or the nearest."""
        return next((each for each in self.versions if each.when == "now"), self.versions[0])


def subjects(kind: str) -> tuple[Subject, ...]:
    """Give everything of a kind, in the order of the register."""
    grouped: dict[str, list[Entry]] = {}
    for entry in book.current().of(kind):
        grouped.setdefault(entry.key, []).append(entry)
    return tuple(_subject(versions) for versions in grouped.values())


def subject(session: Session, kind: str, key: str) -> Subject:
    """Give one thing with its history.

    Raises: NotFound.
    """
    versions = [entry for entry in book.current().of(kind) if entry.key == key] if kind in KINDS else []
    if not versions:
        raise NotFound
    aside = [e for e in book.set_aside(_standing()) if (e.kind, e.key) == (kind, key)]
    return _subject(versions, aside, history=_history(session, kind, key))


def when(entry: Entry, versions: Iterable[Entry], today: dt.date) -> str:
    """Tell whether a version is past, now or coming."""
    ordered = list(versions)
    if entry.since > today:
        return "coming"
    ended = entry.effective_to is not None and entry.effective_to < today
    return "now" if book.choose(ordered, today) is entry and not ended else "past"


def title(entry: Entry) -> str:
    """Name what an entry is about, in the reader's language."""
    if entry.kind == CALENDAR:
        return _("Days off of {year}", year=entry.key)
    return content(str(entry.body.get(_TITLES.get(entry.kind, "name"), entry.key)))


def basis(kind: str) -> str:
    """Name what an entry rests on: the article of a law, or the notice of a list of days off."""
    return _("Where it was published") if kind == CALENDAR else _("Article")


def lines(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Tell what an entry says, label by label, without its source and validity."""
    if not entry.body:
        return ()
    if entry.kind == CALENDAR:
        return days_off.lines(entry)
    answers = {n: v for n, v in law_sheets.answers(entry).items() if n not in law_sheets.COMMON}
    told = formdefs.tell(law_sheets.form(entry.kind), answers, choices=law_sheets.choices())
    return tuple((each.label, content(each.text)) for each in told if each.text)


def _standing() -> tuple[Entry, ...]:
    held = book.current()
    return tuple(each for each in held.entries if each.known_at(held.revision) and each.body)


def _subject(
    versions: list[Entry], aside: Iterable[Entry] = (), history: tuple[HistoryRow, ...] = ()
) -> Subject:
    newest, today = versions[-1], clock.today()
    rows = [_row(each, when(each, versions, today)) for each in reversed(versions)]
    rows += [_row(each, "aside") for each in aside]
    return Subject(
        kind=newest.kind,
        key=newest.key,
        title=title(newest),
        group=content(str(newest.body.get("group") or newest.body.get("set_name") or "")),
        versions=tuple(rows),
        history=history,
    )


def _row(entry: Entry, state: str) -> VersionRow:
    return VersionRow(
        when=state,
        since=entry.effective_from,
        until=entry.effective_to,
        lines=lines(entry),
        article=content(entry.article),
        confidence=entry.confidence,
        remark=content(entry.remark),
        local=entry.origin == LOCAL,
        entry_id=entry.id,
    )


def _history(session: Session, kind: str, key: str) -> tuple[HistoryRow, ...]:
    rows = session.scalars(
        select(LawEntry)
        .where(LawEntry.kind == kind, LawEntry.key == key)
        .order_by(LawEntry.proposed_at.desc(), LawEntry.id.desc())
    ).all()
    ids = {each for row in rows for each in (row.author_id, row.judge_id) if each}
    found = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names = {row.id: row.name for row in found}
    return tuple(
        HistoryRow(
            entry_id=row.id,
            state=row.state,
            since=row.effective_from,
            author=names.get(row.author_id, "") if row.author_id else "",
            proposed_at=clock.local(row.proposed_at).date(),
            judge=names.get(row.judge_id, "") if row.judge_id else "",
            judged_at=clock.local(row.judged_at).date() if row.judged_at else None,
            reason=row.reason,
            comment=row.comment,
            local=row.origin == LOCAL,
            over=row.known_until is not None,
        )
        for row in rows
    )
