"""A version of a procedure goes draft → in review → approved, by two people; a day later it is in force.

Whoever had a hand in a version never approves it: said here, and by triggers in the database for whoever
comes another way (``db/migrations/versions/0012_reviews.py``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app import clock
from app.casework import authors, definitions, readiness
from app.casework.definitions import APPROVED, DRAFT, IN_REVIEW
from app.errors import NotAllowed, NotFound, OfficeError
from app.policy.actor import Actor
from app.policy.procedures import may_judge, may_send
from app.services import effective, review_notices
from app.services.procedure_trail import record
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import ProcedureDraft, Review, Version

OPEN, GIVEN_BACK, WITHDRAWN, STOPPED = "open", "given_back", "withdrawn", "stopped"
FINISH, OFFER = "finish", "offer"
TRANSITIONS = (FINISH, OFFER)


class OwnVersion(NotAllowed):
    """You had a hand in this version, so somebody else has to judge it: legal staff or the Chairman."""


class NotAnAuthor(NotAllowed):
    """Only somebody who had a hand in this draft sends it to be reviewed, or takes it back."""


class NotReviewed(OfficeError):
    """Somebody judged this version or took it back meanwhile. Nothing was changed; look where it stands."""


class NotYetPublishable(OfficeError):
    """Something in this draft is open or missing. Settle what is noted, then send it to be reviewed."""


class ReasonMissing(OfficeError):
    """Say why: whoever drew this version, and whoever reads it later, has to understand it."""


class DayPassed(OfficeError):
    """Choose a day from tomorrow on. If it shall hold from today, say so expressly."""


class NotReady(OfficeError):
    """This version cannot be approved yet: {reasons}."""


class AlreadyInForce(OfficeError):
    """This version is in force already; it cannot be stopped any more. Draw a new version."""


class ChangedUnderneath(OfficeError):
    """The database did not let this through: the files or the second person are not those of the review."""


@dataclass(frozen=True, kw_only=True)
class Approval:
    """From which day a version shall hold, what happens to running cases, and what is said with it.

    ``from_today`` says expressly that it shall hold at once.
    """

    on: dt.date
    transition: str = FINISH
    from_today: bool = False
    comment: str = ""


def send(session: Session, version_id: UUID, *, actor: Actor) -> UUID:
    """Send a draft to be reviewed: its files are frozen until it is given back. Gives the round's id.

    Raises: NotFound, NotAnAuthor, NotYetPublishable.
    """
    version = held(session, version_id, DRAFT)
    if not may_send(actor, authors.authors_of(session, version_id)):
        raise NotAnAuthor
    if not session.get_one(ProcedureDraft, version_id).publishable:
        raise NotYetPublishable
    review = Review(
        id=new_id(),
        version_id=version_id,
        number=version.number,
        digest=version.digest,
        state=OPEN,
        sender_id=actor.person_id,
        sent_at=clock.now(),
        judge_id=None,
        judged_at=None,
        reason="",
        effective_from=None,
        transition="",
        stopper_id=None,
        stopped_at=None,
        stop_reason="",
    )
    session.add(review)
    version.state = IN_REVIEW
    record(session, Tag.PROCEDURE_SEND, version, actor, review=str(review.id))
    review_notices.sent(session, version, actor)
    return review.id


def withdraw(session: Session, version_id: UUID, *, actor: Actor) -> None:
    """Take a version back from review, as one of its authors: it is a draft again.

    Raises: NotFound, NotReviewed, NotAnAuthor.
    """
    version = held(session, version_id, IN_REVIEW)
    if not may_send(actor, authors.authors_of(session, version_id)):
        raise NotAnAuthor
    review = _round(session, version_id, OPEN)
    review.state = WITHDRAWN
    version.state = DRAFT
    record(session, Tag.PROCEDURE_WITHDRAW, version, actor, review=str(review.id))


def give_back(session: Session, version_id: UUID, reason: str, *, actor: Actor) -> None:
    """Give a version back to its authors, saying why: it is a draft again.

    Raises: NotFound, NotReviewed, NotAllowed, OwnVersion, ReasonMissing.
    """
    version = held(session, version_id, IN_REVIEW)
    _require_judge(session, version_id, actor)
    review = _round(session, version_id, OPEN)
    _judge(review, GIVEN_BACK, _said(reason), actor)
    version.state = DRAFT
    record(session, Tag.PROCEDURE_GIVE_BACK, version, actor, review=str(review.id))
    review_notices.given_back(session, version)


def approve(session: Session, version_id: UUID, approval: Approval, *, actor: Actor) -> None:
    """Approve a version for a day, as a second person; what is in force now ends the day before.

    Raises: NotFound, NotReviewed, NotAllowed, OwnVersion, DayPassed, NotReady, ChangedUnderneath.
    """
    version = held(session, version_id, IN_REVIEW)
    _require_judge(session, version_id, actor)
    if approval.on < clock.today() or (approval.on == clock.today() and not approval.from_today):
        raise DayPassed
    if reasons := readiness.hindrances(session, version, approval.on):
        raise NotReady(reasons="; ".join(reasons))
    review = _round(session, version_id, OPEN)
    if (
        not version.digest
        == review.digest
        == definitions.digest_of(definitions.files_of(session, version_id))
    ):
        raise ChangedUnderneath
    before = definitions.all_in_force(session, approval.on).get(version.procedure)
    _judge(review, APPROVED, approval.comment.strip(), actor)
    review.effective_from = approval.on
    review.transition = approval.transition if approval.transition in TRANSITIONS else FINISH
    _written(session)  # the database looks for the approval when it is asked to approve the version
    version.state, version.effective_from = APPROVED, approval.on
    if before is not None:
        session.get_one(Version, before).effective_to = approval.on - dt.timedelta(days=1)
    _written(session)
    told = {"from": approval.on.isoformat(), "transition": review.transition, "review": str(review.id)}
    record(session, Tag.PROCEDURE_APPROVE, version, actor, **told)
    review_notices.approved(session, version)
    if approval.on == clock.today():
        effective.begin(session, version)


def stop(session: Session, version_id: UUID, reason: str, *, actor: Actor) -> None:
    """Stop an approved version before its day, saying why: it is a draft again, and what runs now goes on.

    Raises: NotFound, NotReviewed, NotAllowed, OwnVersion, ReasonMissing, AlreadyInForce.
    """
    version = held(session, version_id, APPROVED)
    _require_judge(session, version_id, actor)
    day = version.effective_from
    if day is None or day <= clock.today():
        raise AlreadyInForce
    review = _round(session, version_id, APPROVED)
    review.state, review.stop_reason = STOPPED, _said(reason)
    review.stopper_id, review.stopped_at = actor.person_id, clock.now()
    _written(session)
    version.state, version.effective_from = DRAFT, None
    ended = select(Version).where(
        Version.procedure == version.procedure, Version.effective_to == day - dt.timedelta(days=1)
    )
    for before in session.scalars(ended.where(Version.state == definitions.IN_FORCE)):
        before.effective_to = None
    record(session, Tag.PROCEDURE_STOP, version, actor, review=str(review.id))
    review_notices.given_back(session, version)


def refused(session: Session, version_id: UUID, act: str, *, actor: Actor) -> None:
    """Record that somebody tried what they may not; the door does so in a transaction of its own."""
    version = session.get(Version, version_id)
    if version is not None:
        record(session, Tag.PROCEDURE_REFUSED, version, actor, act=act)


def held(session: Session, version_id: UUID, state: str) -> Version:
    """Lock a version that stands in a state. Raises: NotFound, NotReviewed."""
    version = session.get(Version, version_id, with_for_update=True, populate_existing=True)
    if version is None or version.origin != "local":
        raise NotFound
    if version.state != state:
        raise NotReviewed
    return version


def _round(session: Session, version_id: UUID, state: str) -> Review:
    wanted = select(Review).where(Review.version_id == version_id, Review.state == state)
    found = session.scalars(wanted.order_by(Review.sent_at.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotReviewed
    return found


def _require_judge(session: Session, version_id: UUID, actor: Actor) -> None:
    known = authors.authors_of(session, version_id)
    if not may_judge(actor, known):
        raise OwnVersion if actor.person_id in known else NotAllowed


def _judge(review: Review, state: str, reason: str, actor: Actor) -> None:
    review.state, review.reason = state, reason
    review.judge_id, review.judged_at = actor.person_id, clock.now()


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def _written(session: Session) -> None:
    """Write now; the database skips what it does not let through. Raises: ChangedUnderneath."""
    try:
        session.flush()
    except StaleDataError:
        raise ChangedUnderneath from None
