"""Signing in and out, and changing one's password.

These verbs open their own short transactions: a password is compared *between* two of them, because
a quarter of a second of hashing must not keep the whole office from writing.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.errors import OfficeError
from app.sealing.folding import fold
from app.services import passwords, sessions, staff_trail
from app.services.sessions import Presence
from app.services.staff_trail import Tag
from db.models import LoginAttempt, Person
from db.session import Database

WINDOW = dt.timedelta(minutes=15)
PER_ACCOUNT_HERE = 10  # failures of one account from one network
PER_ACCOUNT = 30  # of one account from anywhere
PER_NETWORK = 60  # of one network: a whole office may sit behind one address
_NETWORK = {4: 24, 6: 48}  # bits of an address that tell the network


class SignInRefused(OfficeError):
    """The name and the password do not belong together. Check both, or ask the administrator."""


class TooManyAttempts(OfficeError):
    """There were too many attempts. Wait a quarter of an hour, or ask the administrator."""


class PasswordNotRight(OfficeError):
    """The present password is not right. Nothing was changed."""


class PasswordNotNew(OfficeError):
    """The new password is the same as the present one. Choose another."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A sign-in that succeeded: the secret for the cookie, and what the next page must know."""

    secret: str = field(repr=False)
    person_id: UUID
    language: str
    must_change: bool


@dataclass(frozen=True, kw_only=True)
class _Attempt:
    id: UUID
    account: str
    person: Person | None


def sign_in(database: Database, *, login: str, password: str, origin: str) -> SignedIn:
    """Let somebody in by name and password; a failure tells nobody whether the name exists.

    ``origin`` is the network address the attempt came from; only a keyed digest of its network is kept.
    Raises: SignInRefused, TooManyAttempts.
    """
    with database.transaction() as session:
        attempt = _open_attempt(session, login=login, origin=origin)
    person = attempt.person
    if not passwords.matches(person.password_hash if person else None, password) or person is None:
        raise SignInRefused
    fresh = passwords.renewed(person.password_hash, password)
    with database.transaction() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.account == attempt.account))
        current = session.get_one(Person, person.id)
        if not current.active:
            raise SignInRefused
        if fresh and current.password_hash == person.password_hash:
            current.password_hash = fresh
        secret = sessions.begin(session, person.id)
        return SignedIn(
            secret=secret, person_id=person.id, language=current.language, must_change=current.must_change
        )


def sign_out(session: Session, presence: Presence) -> None:
    """End this sign-in."""
    sessions.end(session, presence.session_id)


def change_password(database: Database, presence: Presence, *, present: str, new: str) -> str:
    """Replace one's password; every sign-in of the person ends, and the new one's secret is given.

    Raises: PasswordNotRight, PasswordNotNew, PasswordTooShort, PasswordTooLong, PasswordGuessable.
    """
    with database.reading() as session:
        person = session.get_one(Person, presence.person_id)
    if not passwords.matches(person.password_hash, present):
        raise PasswordNotRight
    if present == new:
        raise PasswordNotNew
    credential = passwords.lasting(new, about=(person.login, person.name))
    with database.transaction() as session:
        current = session.get_one(Person, person.id)
        if current.password_hash != person.password_hash:
            raise PasswordNotRight  # somebody changed it meanwhile
        current.password_hash, current.must_change = credential.hashed, credential.must_change
        sessions.end_all(session, person.id)
        staff_trail.record(session, Tag.PASSWORD_CHANGE, actor_id=person.id, facts={"person": str(person.id)})
        return sessions.begin(session, person.id)


def forget_attempts(session: Session) -> int:
    """Delete attempts that no longer slow anybody down; gives how many."""
    gone = session.scalars(
        delete(LoginAttempt).where(LoginAttempt.at < clock.now() - WINDOW).returning(LoginAttempt.id)
    )
    return len(gone.all())


def _open_attempt(session: Session, *, login: str, origin: str) -> _Attempt:
    """Count first and write the attempt before the password is compared, so that haste gains nothing."""
    ring, name = vault.ring(session), fold(login)[:100]
    account = ring.digest("login", name)
    network = ring.digest("network", network_of(origin))
    since = clock.now() - WINDOW
    here, anywhere, together = (
        func.count().filter(LoginAttempt.account == account, LoginAttempt.origin == network),
        func.count().filter(LoginAttempt.account == account),
        func.count().filter(LoginAttempt.origin == network),
    )
    counts = session.execute(
        select(here, anywhere, together).where(
            LoginAttempt.at > since, (LoginAttempt.account == account) | (LoginAttempt.origin == network)
        )
    ).one()
    if counts[0] >= PER_ACCOUNT_HERE or counts[1] >= PER_ACCOUNT or counts[2] >= PER_NETWORK:
        raise TooManyAttempts
    row = LoginAttempt(account=account, origin=network, at=clock.now())
    session.add(row)
    session.flush()  # the attempt's id names it
    person = session.scalars(select(Person).where(Person.login == name, Person.active)).first()
    return _Attempt(id=row.id, account=account, person=person)


def network_of(origin: str) -> str:
    """Tell the network of an address: a household, an office; attempts are counted by it."""
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, _NETWORK[address.version]), strict=False))
