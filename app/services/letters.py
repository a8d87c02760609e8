"""What the clerk does with letters beside their steps: send them, and file what came back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, grants, once, vault
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.casework.records import letter_issue
from app.errors import AlreadyDone, NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.language import _, short_date
from app.policy import cases as policy
from app.policy.actor import CLERK, Actor
from db.base import new_id
from db.models import Addressee, Document, Letter, Person, Task
from db.models.letters import LEFT

WAYS = ("post", "hand", "online", "internal")  # how a letter travels
ISSUE_FORMS = ("letter_issue", "sending")  # steps that number or send a letter themselves
REASONS = ("absent", "moved", "unknown", "refused", "other")  # why the post brings a letter back
PROOF = "Bằng chứng giao nhận"  # the title of the paper, written in the office's own language
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """How and when a letter left the office; ``tracking`` is the post's number of it."""

    on: dt.date
    via: str
    tracking: str = ""


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A scan or photo that came with a form."""

    filename: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What is known of a letter's arrival: the day, who took it, the proof."""

    on: dt.date
    receiver: str
    proof: Attached | None = None


@dataclass(frozen=True, kw_only=True)
class Return:
    """A letter that came back undelivered: the day, why, the proof."""

    on: dt.date
    reason: str
    proof: Attached | None = None


def send(session: Session, letter_id: UUID, dispatch: Dispatch, key: str, *, actor: Actor) -> None:
    """Record that a numbered letter left, where no step of a procedure waits for that.

    Raises: NotFound, NotAllowed, AlreadyDone, NotPossibleNow, Unacceptable.
    """
    _check_way(dispatch)
    with advance.moving(session, _case_of(session, letter_id), actor=actor) as hold:
        letter = _letter(hold, letter_id, actor)
        if once.was_sent(session, key, letter.id, actor=actor):
            return
        _require_own(session, letter)
        _require_unsent(session, letter)
        letter_issue.send(hold, letter, on=dispatch.on, via=dispatch.via)
        _keep(hold, letter.id, key, dispatch_via=dispatch.via, dispatch_tracking=dispatch.tracking)


def send_again(session: Session, addressee_id: UUID, dispatch: Dispatch, key: str, *, actor: Actor) -> None:
    """Send a letter that came back to its addressee once more.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable.
    """
    _check_way(dispatch)
    letter_id = _letter_of(session, addressee_id)
    with advance.moving(session, _case_of(session, letter_id), actor=actor) as hold:
        letter = _letter(hold, letter_id, actor)
        addressee = session.get_one(Addressee, addressee_id, populate_existing=True)
        if once.was_sent(session, key, addressee.id, actor=actor):
            return
        _require_waiting(letter, addressee)
        _check_day(hold, dispatch.on, since=addressee.sent_on)
        addressee.sent_on, addressee.via = dispatch.on, dispatch.via
        _keep(hold, addressee.id, key, dispatch_via=dispatch.via, dispatch_tracking=dispatch.tracking)
        _note(hold, Tag.LETTER_SEND, letter, addressee, on=dispatch.on.isoformat(), again=True)


def prove(session: Session, addressee_id: UUID, receipt: Receipt, key: str, *, actor: Actor) -> None:
    """File the proof that a letter reached an addressee; the last one makes it delivered.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable, FileRefused, FileTooLarge.
    """
    receiver = receipt.receiver.strip()
    if not receiver or len(receiver) > LONGEST:
        raise Unacceptable(reason=_("say who took the letter, in one line"))
    letter_id = _letter_of(session, addressee_id)
    with advance.moving(session, _case_of(session, letter_id), actor=actor) as hold:
        letter = _letter(hold, letter_id, actor)
        addressee = session.get_one(Addressee, addressee_id, populate_existing=True)
        if once.was_sent(session, key, addressee.id, actor=actor):
            return
        _require_waiting(letter, addressee)
        _check_day(hold, receipt.on, since=addressee.sent_on)
        addressee.delivered_on = receipt.on
        addressee.proof_id = _file(hold, letter, receipt.proof)
        _keep(hold, addressee.id, key, delivered_on=receipt.on.isoformat(), delivered_to=receiver)
        _note(hold, Tag.LETTER_PROVE, letter, addressee, on=receipt.on.isoformat(), outcome="delivered")
        session.flush()
        if not _awaited(session, letter):
            letter.state = "delivered"


def record_return(session: Session, addressee_id: UUID, back: Return, key: str, *, actor: Actor) -> None:
    """Record that the post brought a letter back; it goes on waiting until it is sent again.

    Raises: NotFound, NotAllowed, NotPossibleNow, Unacceptable, FileRefused, FileTooLarge.
    """
    if back.reason not in REASONS:
        raise Unacceptable(reason=_("say why the letter came back"))
    letter_id = _letter_of(session, addressee_id)
    with advance.moving(session, _case_of(session, letter_id), actor=actor) as hold:
        letter = _letter(hold, letter_id, actor)
        addressee = session.get_one(Addressee, addressee_id, populate_existing=True)
        if once.was_sent(session, key, addressee.id, actor=actor):
            return
        _require_waiting(letter, addressee)
        _check_day(hold, back.on, since=addressee.sent_on)
        _file(hold, letter, back.proof)
        _keep(hold, addressee.id, key, returned_on=back.on.isoformat(), return_reason=back.reason)
        facts = {"on": back.on.isoformat(), "outcome": "returned", "reason": back.reason}
        _note(hold, Tag.LETTER_PROVE, letter, addressee, **facts)


def _case_of(session: Session, letter_id: UUID) -> UUID:
    case_id = session.scalars(select(Letter.case_id).where(Letter.id == letter_id)).one_or_none()
    if case_id is None:
        raise NotFound
    return case_id


def _letter_of(session: Session, addressee_id: UUID) -> UUID:
    found = session.scalars(select(Addressee.letter_id).where(Addressee.id == addressee_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _letter(hold: Hold, letter_id: UUID, actor: Actor) -> Letter:
    """Look at the letter once its case is locked, and at who asks."""
    policy.require_may_see(actor, hold.case, grants.of(hold.session, hold.case))
    if CLERK not in actor.roles:
        raise NotAllowed
    hold.letters[letter_id] = hold.session.get_one(Letter, letter_id, populate_existing=True)
    return hold.letters[letter_id]


def _require_own(session: Session, letter: Letter) -> None:
    """Refuse a letter whose procedure waits for its sending: there the step moves the case on."""
    waiting = select(Task.id).where(
        Task.case_id == letter.case_id,
        Task.letter_id == letter.id,
        Task.state == "open",
        Task.form.in_(ISSUE_FORMS),
    )
    if session.scalars(waiting).first() is not None:
        raise NotPossibleNow(reason=_("a step of the case waits for this letter; send it there"))


def _require_unsent(session: Session, letter: Letter) -> None:
    if letter.state not in LEFT:
        return
    sender = session.get(Person, letter.sent_by_id) if letter.sent_by_id else None
    raise AlreadyDone(
        person=sender.name if sender else _("The office's clock"), time=short_date(letter.sent_on)
    )


def _require_waiting(letter: Letter, addressee: Addressee) -> None:
    if letter.state != "sent":
        raise NotPossibleNow(reason=_("only for a letter that was sent and whose proof is still out"))
    if addressee.delivered_on is not None:
        raise NotPossibleNow(reason=_("the proof of this addressee is filed already"))


def _check_way(dispatch: Dispatch) -> None:
    if dispatch.via not in WAYS or len(dispatch.tracking) > LONGEST:
        raise Unacceptable(reason=_("choose how the letter is sent"))


def _check_day(hold: Hold, on: dt.date, *, since: dt.date | None) -> None:
    if on > hold.today:
        raise Unacceptable(reason=_("the day lies in the future"))
    if since is not None and on < since:
        raise Unacceptable(reason=_("the letter was sent only on {date}", date=short_date(since)))


def _awaited(session: Session, letter: Letter) -> bool:
    still = select(Addressee.id).where(Addressee.letter_id == letter.id, Addressee.delivered_on.is_(None))
    return session.scalars(still).first() is not None


def _file(hold: Hold, letter: Letter, proof: Attached | None) -> UUID | None:
    """Put a proof among the papers of the case, sealed under the case's key."""
    if proof is None or not proof.content or hold.actor is None:
        return None
    keys, session = vault.ring(hold.session), hold.session
    stored = vault.store(session).put(proof.content, keys, vault.wrapped(hold.key), filename=proof.filename)
    document = Document(
        id=new_id(),
        case_id=hold.case.id,
        key_id=hold.key.id,
        title=vault.seal(session, hold.key, f"{PROOF} {letter.number}/{letter.symbol}"),
        pages=1,
        form="copy",
        digest=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        by_id=hold.actor.person_id,
        at=clock.now(),
    )
    session.add(document)
    facts: dict[str, Any] = {"document": str(document.id), "letter": str(letter.id)}
    record(session, hold.case, Tag.DOCUMENT_ADD, actor=hold.actor, now=hold.now, facts=facts)
    return document.id


def _keep(hold: Hold, about: UUID, key: str, **answers: object) -> None:
    advance.keep_answers(hold, about, answers, sent=once.usable(key))


def _note(hold: Hold, tag: Tag, letter: Letter, addressee: Addressee, **facts: object) -> None:
    whole: dict[str, Any] = {"letter": str(letter.id), "addressee": str(addressee.id), **facts}
    record(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts=whole)
