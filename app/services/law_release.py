"""Taking in the legal data that come with a release, without touching what people of the office confirmed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.legaltime import book, entries
from app.legaltime.entries import SHIPPED, Entry
from app.services import law, staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import LawEntry, LawRevision


def take_in(session: Session) -> int:
    """Bring the shipped entries up to this release; give how many are new or gone.

    What was shipped before stays in the history, for the deadlines that keep it. An entry that comes after
    one confirmed here, about the same thing and for a later day, is kept but not in force: people decide.
    """
    digest = str(book.shipped().stamp)
    revision = session.get(LawRevision, 1)
    if revision is not None and revision.digest == digest:
        return 0
    standing = {entries.content(row): row for row in _rows(session)}
    shipped = {entries.content(entry): entry for entry in book.shipped().entries}
    new = [entry for content, entry in shipped.items() if content not in standing]
    gone = [row for content, row in standing.items() if content not in shipped]
    first = revision is None
    revision = law.begin_revision(session)
    if first:  # the ground of everything: no deadline knows less
        revision.number, revision.stamp = 0, book.shipped().stamp or revision.stamp
    for row in gone:
        row.known_until = revision.number
    session.add_all(_row(entry, revision.number if standing else 0) for entry in new)
    revision.digest = digest
    session.flush()
    if not first:
        facts = {"revision": revision.number, "new": len(new), "gone": len(gone)}
        staff_trail.record(session, Tag.LAW_RELEASE, actor_id=None, facts=facts)
    return len(new) + len(gone)


def _rows(session: Session) -> list[LawEntry]:
    standing = select(LawEntry).where(LawEntry.origin == SHIPPED, LawEntry.known_until.is_(None))
    return list(session.scalars(standing))


def _row(entry: Entry, known_from: int) -> LawEntry:
    return LawEntry(
        id=new_id(),
        kind=entry.kind,
        key=entry.key,
        effective_from=entry.effective_from,
        effective_to=entry.effective_to,
        article=entry.article,
        confidence=entry.confidence,
        remark=entry.remark,
        body=dict(entry.body),
        origin=SHIPPED,
        state=law.CONFIRMED,
        known_from=known_from,
        known_until=None,
        replaces_id=None,
        reason="",
        author_id=None,
        proposed_at=clock.now(),
        judge_id=None,
        judged_at=None,
        comment="",
    )
