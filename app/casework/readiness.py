"""What keeps a version from being approved for a day: told before anybody presses, and asked again then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.casework import authors, definitions, scenario_results
from app.casework.definitions import APPROVED, files_of
from app.checklist import Checklist, apart, walks
from app.language import _
from app.legaltime import book
from db.models import Comment, Version

Files = tuple[tuple[str, bytes], ...]


def hindrances(session: Session, version: Version, on: dt.date) -> tuple[str, ...]:
    """List in the reader's language why a version cannot be approved for a day; nothing when it can."""
    return tuple(_hindrances(session, version, on))


def checked(session: Session, version: Version, on: dt.date) -> Checklist:
    """Look at a version with the checklist, beside the version that it takes the place of.

    What was found is kept as long as the files, the law and the day stay the same.
    """
    before = definitions.all_in_force(session, on).get(version.procedure)
    former = files_of(session, before) if before and before != version.id else {}
    files = files_of(session, version.id)
    walked = walks.pack(scenario_results.found(session, version.procedure, files))
    law = book.current().stamp
    return _checked(version.procedure, tuple(files.items()), tuple(former.items()), walked, law, on)


def open_comments(session: Session, version_id: UUID) -> int:
    """Count the comments on a draft that nobody has settled."""
    root = authors.root_of(session, version_id)
    waiting = select(func.count()).where(
        Comment.root_id == root, Comment.answers_id.is_(None), Comment.resolved_at.is_(None)
    )
    return session.scalar(waiting) or 0


def _hindrances(session: Session, version: Version, on: dt.date) -> Iterator[str]:
    if left := open_comments(session, version.id):
        yield _("comments that are not settled: {count}", count=left)
    for point in checked(session, version, on).points:
        if point.state == "failed":
            yield _("the checklist is not met: {title}", title=point.title)
    others = select(Version.number).where(
        Version.procedure == version.procedure, Version.state == APPROVED, Version.id != version.id
    )
    for number in session.scalars(others):
        yield _(
            "version {number} is approved already and waits for its day; it has to be stopped first",
            number=number,
        )


@lru_cache(maxsize=32)
def _checked(
    procedure: str, files: Files, before: Files, walked: bytes, _law: UUID | None, on: dt.date
) -> Checklist:
    found = walks.unpack(walked)
    return apart.examine(dict(files), procedure=procedure, on=on, before=dict(before), walked=found)
