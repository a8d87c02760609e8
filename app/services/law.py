"""The law as data, changed by two people: one proposes, another confirms or gives it back.

What is confirmed begins a new revision of the book of law. Deadlines that run already keep the revision they
were counted with; whatever is counted from now on goes by the new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import once
from app.errors import NotAllowed, NotFound, OfficeError
from app.legaltime.entries import CALENDAR, LOCAL, Entry
from app.policy.actor import CHAIRMAN, HANDLERS, LEGAL_STAFF, Actor
from app.policy.law import may_confirm, may_propose
from app.services import law_notices, recounts, staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import LawEntry, LawRevision

Posted = Mapping[str, Sequence[str]]

PROPOSED, RETURNED, CONFIRMED, WITHDRAWN = "proposed", "returned", "confirmed", "withdrawn"
TOLD, ASKED = "law", "law_proposed"  # kinds of notices: to the staff, to who may confirm


class NotProposed(OfficeError):
    """This proposal is no longer open: somebody confirmed it, returned it or took it back meanwhile."""


class CommentMissing(OfficeError):
    """Say what is to be changed before you return the proposal."""


class NothingToTakeBack(OfficeError):
    """Only what the office confirmed itself can be taken back; what came with the program is corrected."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody proposes, and why; ``replaces`` is the local entry that it corrects."""

    entry: Entry
    reason: str
    replaces: UUID | None = None


def propose(session: Session, proposal: Proposal, *, actor: Actor) -> UUID:
    """Propose what the law says from a day on; nothing is counted by it until somebody else confirms it.

    Raises: NotAllowed, NotFound.
    """
    if not may_propose(actor):
        raise NotAllowed
    if proposal.replaces is not None and session.get(LawEntry, proposal.replaces) is None:
        raise NotFound
    entry = proposal.entry
    row = LawEntry(
        id=new_id(),
        kind=entry.kind,
        key=entry.key,
        effective_from=entry.effective_from,
        effective_to=entry.effective_to,
        article=entry.article,
        confidence=entry.confidence,
        remark=entry.remark,
        body=dict(entry.body),
        origin=LOCAL,
        state=PROPOSED,
        known_from=None,
        known_until=None,
        replaces_id=proposal.replaces,
        reason=proposal.reason.strip(),
        author_id=actor.person_id,
        proposed_at=clock.now(),
        judge_id=None,
        judged_at=None,
        comment="",
    )
    session.add(row)
    session.flush()
    _record(session, Tag.LAW_PROPOSE, row, actor)
    judges = law_notices.holders(session, (LEGAL_STAFF, CHAIRMAN), authority_id=actor.authority_id)
    law_notices.tell(session, judges - {actor.person_id}, ASKED, row)
    return row.id


def propose_once(
    session: Session, proposal: Proposal, key: str, posted: Posted, *, redoes: UUID | None, actor: Actor
) -> UUID:
    """Propose what a form says; the same form sent again proposes nothing more. What it redoes is taken back.

    Raises: as ``propose``, and Unacceptable for a form that was used for other words.
    """
    earlier = once.earlier(session, key, posted, actor=actor)
    if earlier is not None:
        return UUID(earlier)
    made = propose(session, proposal, actor=actor)
    if redoes is not None:
        withdraw(session, redoes, actor=actor)
    once.remember(session, key, posted, actor=actor, result=str(made))
    return made


def propose_taking_back(session: Session, entry_id: UUID, reason: str, *, actor: Actor) -> UUID:
    """Propose that an entry which the office confirmed holds no more; what lay under it comes back.

    Raises: NotAllowed, NotFound, NothingToTakeBack.
    """
    row = session.get(LawEntry, entry_id)
    if row is None:
        raise NotFound
    if row.origin != LOCAL or row.state != CONFIRMED or row.known_until is not None or not row.body:
        raise NothingToTakeBack
    nothing = Entry(
        kind=row.kind,
        key=row.key,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        article=row.article,
        confidence=row.confidence,
        remark="",
        body={},
        origin=LOCAL,
    )
    return propose(session, Proposal(entry=nothing, reason=reason, replaces=row.id), actor=actor)


def confirm(session: Session, entry_id: UUID, *, actor: Actor, comment: str = "") -> int:
    """Confirm what somebody else proposed: it is in force here from its day on; gives the new revision.

    Open deadlines go by a list of days off at once: the next tick begins to count them anew.
    Raises: NotFound, NotAllowed, NotProposed.
    """
    row = _judged(session, entry_id, actor)
    revision = begin_revision(session)
    for old in session.scalars(_superseded(row)):
        old.known_until = revision.number
        if not row.body:
            old.state = WITHDRAWN
    row.state, row.known_from = CONFIRMED, revision.number
    _judge(row, actor, comment)
    if row.kind == CALENDAR:
        recounts.begin(session, row, revision.number, actor=actor)
    _record(session, Tag.LAW_CONFIRM, row, actor)
    law_notices.tell(session, law_notices.holders(session, (*HANDLERS, LEGAL_STAFF)), TOLD, row)
    return revision.number


def give_back(session: Session, entry_id: UUID, comment: str, *, actor: Actor) -> None:
    """Return a proposal to its author, saying what is to be changed.

    Raises: NotFound, NotAllowed, NotProposed, CommentMissing.
    """
    row = _judged(session, entry_id, actor)
    if not comment.strip():
        raise CommentMissing
    row.state = RETURNED
    _judge(row, actor, comment)
    _record(session, Tag.LAW_RETURN, row, actor)


def withdraw(session: Session, entry_id: UUID, *, actor: Actor) -> None:
    """Take back one's own proposal before anybody confirmed it; it stays in the history.

    Raises: NotFound, NotAllowed, NotProposed.
    """
    row = _open(session, entry_id, (PROPOSED, RETURNED))
    if row.author_id != actor.person_id:
        raise NotAllowed
    row.state = WITHDRAWN
    _record(session, Tag.LAW_WITHDRAW, row, actor)


def begin_revision(session: Session) -> LawRevision:
    """Begin the next revision of the book of law; every process reads it anew when it next looks."""
    known = session.scalars(select(LawRevision).where(LawRevision.id == 1).with_for_update()).one_or_none()
    revision = known or LawRevision(id=1, number=0, stamp=uuid4(), digest="", at=clock.now())
    if known is None:
        session.add(revision)
    revision.number, revision.stamp, revision.at = revision.number + 1, uuid4(), clock.now()
    return revision


def _open(session: Session, entry_id: UUID, states: Sequence[str]) -> LawEntry:
    row = session.get(LawEntry, entry_id, with_for_update=True)
    if row is None or row.origin != LOCAL:
        raise NotFound
    if row.state not in states:
        raise NotProposed
    return row


def _judged(session: Session, entry_id: UUID, actor: Actor) -> LawEntry:
    row = _open(session, entry_id, (PROPOSED,))
    if not may_confirm(actor, row.author_id):
        raise NotAllowed
    return row


def _judge(row: LawEntry, actor: Actor, comment: str) -> None:
    row.judge_id, row.judged_at, row.comment = actor.person_id, clock.now(), comment.strip()


def _superseded(row: LawEntry) -> Select[LawEntry]:
    """Find the local entries whose place a confirmed one takes: of the same day, or which it corrects."""
    same_day = LawEntry.effective_from.is_not_distinct_from(row.effective_from)
    return select(LawEntry).where(
        LawEntry.origin == LOCAL,
        LawEntry.kind == row.kind,
        LawEntry.key == row.key,
        LawEntry.state == CONFIRMED,
        LawEntry.known_until.is_(None),
        or_(same_day, LawEntry.id == row.replaces_id),
    )


def _record(session: Session, tag: Tag, row: LawEntry, actor: Actor) -> None:
    facts = {
        "entry": str(row.id),
        "kind": row.kind,
        "key": row.key,
        "from": row.effective_from.isoformat() if row.effective_from else None,
        "revision": row.known_from,
    }
    staff_trail.record(session, tag, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts)
