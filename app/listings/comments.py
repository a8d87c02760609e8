"""What was said of a draft, pinned to its elements: each with a letter, its replies, settled or not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import authors
from app.drawing import Mark
from app.language import _
from app.policy.actor import Actor
from app.policy.procedures import judges
from db.models import Comment, Person

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer to a comment."""

    who: str
    at: dt.datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One comment: its letter, where it is pinned, what was answered, and whether it is settled."""

    comment_id: UUID
    letter: str
    file: str
    element: str
    name: str
    who: str
    at: dt.datetime
    number: int  # of the version it was made on
    text: str
    replies: tuple[Reply, ...]
    settled_by: str
    may_settle: bool

    @property
    def is_open(self) -> bool:
        """Tell whether it keeps the version from being approved."""
        return not self.settled_by

    @property
    def anchor(self) -> str:
        """Name its place on the page."""
        return f"comment-{self.letter}"


def of(session: Session, version_id: UUID, *, actor: Actor) -> tuple[Thread, ...]:
    """List what was said of a draft and of what it corrected, in the order it was said."""
    rows = session.execute(
        select(Comment, Person.name)
        .join(Person, Person.id == Comment.person_id)
        .where(Comment.root_id == authors.root_of(session, version_id))
        .order_by(Comment.said_at, Comment.id)
    ).all()
    settlers = _names(session, {row.resolver_id for row, _who in rows if row.resolver_id})
    replies: dict[UUID, list[Reply]] = defaultdict(list)
    for row, who in rows:
        if row.answers_id:
            replies[row.answers_id].append(Reply(who=who, at=clock.local(row.said_at), text=row.text))
    outside = judges(actor) and actor.person_id not in authors.authors_of(session, version_id)
    begun = [(row, who) for row, who in rows if row.answers_id is None]
    return tuple(
        Thread(
            comment_id=row.id,
            letter=letter(place),
            file=row.file,
            element=row.element,
            name=row.name or row.file or _("The version as a whole"),
            who=who,
            at=clock.local(row.said_at),
            number=row.number,
            text=row.text,
            replies=tuple(replies[row.id]),
            settled_by=settlers.get(row.resolver_id, "") if row.resolver_id else "",
            may_settle=outside or row.person_id == actor.person_id,
        )
        for place, (row, who) in enumerate(begun)
    )


def letter(place: int) -> str:
    """Give the letter of a comment: A to Z, then A1, B1 and on."""
    turn, at = divmod(place, len(LETTERS))
    return f"{LETTERS[at]}{turn or ''}"


def pinned(marks: Mapping[str, Mark], threads: Sequence[Thread], file: str) -> dict[str, Mark]:
    """Put the letters of open comments beside the numbers of the changes on one drawing."""
    found = dict(marks)
    for thread in threads:
        if thread.file != file or not thread.element or not thread.is_open:
            continue
        standing = found.get(thread.element)
        if standing is None:
            found[thread.element] = Mark(
                "question", href=f"#{thread.anchor}", number=thread.letter, anchor=f"at-{thread.anchor}"
            )
        else:
            found[thread.element] = replace(standing, number=f"{standing.number}, {thread.letter}")
    return found


def _names(session: Session, people: set[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {person_id: name for person_id, name in rows}  # noqa: C416 - rows, not pairs
