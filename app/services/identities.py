"""Asking who a sealed petition came from: for a reason, with one's password, a few times a day, on record.

These verbs open their own short transactions, as signing in does: a password is compared between them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import advance, grants, notices, said, search, vault
from app.casework.audit import Tag
from app.casework.hold import Hold
from app.errors import NotAllowed, NotFound, NotPossibleNow, OfficeError, Unacceptable
from app.language import _
from app.policy import cases as policy
from app.policy.actor import AUDITOR, CHAIRMAN, Actor
from app.policy.reveals import REASONS
from app.services import passwords, staff_trail
from app.services.sign_in import TooManyAttempts
from db.base import new_id
from db.models import Case, LoginAttempt, Person, Reveal
from db.session import Database

SHORTEST, LONGEST = 10, 1000  # characters of a reason
SHOWN = dt.timedelta(minutes=5)
A_DAY = 20  # looks of one person
WRONG, WINDOW = 5, dt.timedelta(minutes=15)  # wrong passwords, in which time


class TooManyLooks(OfficeError):
    """You have looked at {most} identities today. Tomorrow you can again; in urgent cases ask the leader."""


class PasswordWrong(OfficeError):
    """The password is not right. Nothing was shown, and the attempt is on record."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Why somebody needs to know: the kind of reason, the reason in words, and their own password."""

    kind: str
    reason: str
    password: str = field(repr=False)


def ask(database: Database, case_id: UUID, asking: Asking, *, actor: Actor) -> UUID:
    """Show this person the sealed identities of a case for five minutes; gives the look that is on record.

    Raises: NotFound, NotAllowed, Unacceptable without a reason, NotPossibleNow where nothing is sealed,
    TooManyLooks, TooManyAttempts, PasswordWrong.
    """
    with database.reading() as session:
        _require_reader(session, session.get(Case, case_id), actor)
    _require_reason(asking)
    _require_password(database, asking, actor)
    with database.transaction() as session, advance.moving(session, case_id, actor=actor) as hold:
        _require_reader(session, hold.case, actor)
        _require_few(session, actor)
        look = _keep(hold, asking, actor, state="shown", until=hold.now + SHOWN)
        said.record(hold, Tag.IDENTITY_READ, {"look": str(look), "kind": asking.kind}, asking.reason)
        _tell_supervisors(hold, actor)
    return look


def apply(database: Database, number: str, asking: Asking, *, actor: Actor) -> None:
    """Ask for a right to a sealed case that one does not hold: nothing is shown until a second person agrees.

    It ends the same for a number that does not exist, so that nobody learns by asking what is sealed.

    Raises: NotAllowed, Unacceptable, TooManyAttempts, PasswordWrong.
    """
    if not actor.has(*policy.WORKING):
        raise NotAllowed
    _require_reason(asking)
    _require_password(database, asking, actor)
    with database.transaction() as session:
        case_id = _hidden(session, number, actor)
        if case_id is None:
            return
        with advance.moving(session, case_id, actor=actor) as hold:
            concerned = policy.is_contested(actor, hold.case)
            look = _keep(hold, asking, actor, state="refused" if concerned else "asked")
            said.record(hold, Tag.IDENTITY_ASK, {"look": str(look), "kind": asking.kind}, asking.reason)
            chairs = notices.holders(session, hold.today, role=CHAIRMAN, authority_id=actor.authority_id)
            deputies = {
                held.person_id for held in grants.of(session, hold.case) if held.role == grants.DEPUTY
            }
            notices.tell(hold, chairs | deputies, kind="reveal_asked", rule=None)


def _hidden(session: Session, number: str, actor: Actor) -> UUID | None:
    case = search.by_number(session, actor.authority_id, number)
    if case is None or not case.sealed or policy.may_see(actor, case, grants.of(session, case)):
        return None
    return case.id


def _require_reader(session: Session, case: Case | None, actor: Actor) -> None:
    held = grants.of(session, case) if case else ()
    if case is None or not policy.may_see(actor, case, held):
        raise NotFound
    if vault.is_destroyed(vault.key_of(session, case)):
        raise NotPossibleNow(
            reason=_("what was sealed of this case is destroyed at the end of its retention")
        )
    if not case.sealed:
        raise NotPossibleNow(reason=_("the identities of this case are not sealed"))
    if not policy.may_read_identity(actor, case, held):
        raise NotAllowed


def _require_reason(asking: Asking) -> None:
    if asking.kind not in REASONS:
        raise Unacceptable(reason=_("choose one of the reasons"))
    if len(asking.reason.strip()) < SHORTEST:
        raise Unacceptable(reason=_("say why you need to know who it is"))
    if len(asking.reason) > LONGEST:
        raise Unacceptable(reason=_("the explanation is too long"))


def _require_few(session: Session, actor: Actor) -> None:
    since = dt.datetime.combine(clock.today(), dt.time(), clock.VIETNAM)
    today = select(func.count()).where(
        Reveal.person_id == actor.person_id, Reveal.state == "shown", Reveal.asked_at >= since
    )
    if (session.scalar(today) or 0) >= A_DAY:
        raise TooManyLooks(most=A_DAY)


def _require_password(database: Database, asking: Asking, actor: Actor) -> None:
    """Count the attempt before the password is compared, so that haste gains nothing."""
    with database.transaction() as session:
        account = vault.ring(session).digest("identity", str(actor.person_id))
        tried = select(func.count()).where(
            LoginAttempt.account == account, LoginAttempt.at > clock.now() - WINDOW
        )
        if (session.scalar(tried) or 0) >= WRONG:
            raise TooManyAttempts
        session.add(LoginAttempt(account=account, origin=account, at=clock.now()))
        hashed = session.get_one(Person, actor.person_id).password_hash
    right = passwords.matches(hashed, asking.password)
    with database.transaction() as session:
        if right:
            session.execute(delete(LoginAttempt).where(LoginAttempt.account == account))
        else:
            facts = {"person": str(actor.person_id), "for": "identity"}
            staff_trail.record(
                session,
                staff_trail.Tag.PASSWORD_WRONG,
                actor_id=actor.person_id,
                unit_id=actor.unit_id,
                facts=facts,
            )
    if not right:
        raise PasswordWrong


def _keep(hold: Hold, asking: Asking, actor: Actor, *, state: str, until: dt.datetime | None = None) -> UUID:
    look = Reveal(
        id=new_id(),
        case_id=hold.case.id,
        authority_id=hold.case.authority_id,
        person_id=actor.person_id,
        unit_id=actor.unit_id,
        kind=asking.kind,
        reason=vault.seal(hold.session, hold.key, asking.reason.strip()),
        state=state,
        asked_at=hold.now,
        until=until,
        decided_by_id=None,
        decided_at=None,
        looked_by_id=None,
        looked_at=None,
    )
    hold.session.add(look)
    return look.id


def _tell_supervisors(hold: Hold, actor: Actor) -> None:
    """Tell the leader of an officer's look; of the leader's own the auditor hears, but not in which case."""
    chairs = notices.holders(hold.session, hold.today, role=CHAIRMAN, authority_id=hold.case.authority_id)
    notices.tell(hold, chairs - {actor.person_id}, kind="reveal", rule=None)
    if not actor.leads:
        return
    auditors = notices.holders(hold.session, hold.today, role=AUDITOR, authority_id=hold.case.authority_id)
    notices.tell(hold, auditors - {actor.person_id}, kind="reveal", rule=None, named=False)
