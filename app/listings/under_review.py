"""Versions on their way into force: who sent them, for whom they wait, from which day they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.casework import readiness
from app.casework.definitions import APPROVED, IN_REVIEW
from app.language import content
from db.models import Person, ProcedureDraft, Review, Version


@dataclass(frozen=True, kw_only=True)
class UnderReview:
    """A version that is in review, or approved and waiting for its day."""

    version_id: UUID
    title: str
    number: int
    state: str
    sender: str
    sent_on: dt.date
    judge: str
    since: dt.date | None
    open_comments: int


def lines(session: Session) -> Iterator[UnderReview]:
    """List what waits for a second person, the longest first, then what waits for its day."""
    judge = aliased(Person)
    rows = session.execute(
        select(Version, ProcedureDraft.title, Review, Person.name, judge.name)
        .join(ProcedureDraft, ProcedureDraft.version_id == Version.id)
        .join(Review, Review.version_id == Version.id)
        .join(Person, Person.id == Review.sender_id)
        .outerjoin(judge, judge.id == Review.judge_id)
        .where(Version.state.in_((IN_REVIEW, APPROVED)), Review.state.in_(("open", "approved")))
        .order_by(Version.state.desc(), Review.sent_at)
    )
    for version, title, review, sender, second in rows:
        yield UnderReview(
            version_id=version.id,
            title=content(title),
            number=version.number,
            state=version.state,
            sender=sender,
            sent_on=clock.local(review.sent_at).date(),
            judge=second or "",
            since=version.effective_from,
            open_comments=readiness.open_comments(session, version.id),
        )
