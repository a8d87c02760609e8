"""Finding a petition by the code on its receipt, for anybody who holds the code.

The code has eighty random bits; what is slowed down here is whoever tries many from one network.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.errors import OfficeError
from app.sealing import codes
from app.sealing.errors import CodeUnreadable
from app.services.sign_in import WINDOW, TooManyAttempts, network_of
from db.models import LoginAttempt, Petition
from db.session import Database

PER_NETWORK = 20  # wrong codes within a quarter of an hour: a receipt is mistyped twice, not twenty times
PURPOSE = "citizen code"  # the account under which wrong codes are counted, apart from sign-ins


class CodeUnknown(OfficeError):
    """No petition has this code. Compare it with the receipt, letter by letter, or ask at the counter."""


def find(database: Database, *, typed: str, origin: str) -> UUID:
    """Find the petition of a code; what cannot be read and what nobody has is told in the same words.

    ``origin`` is the network address it was asked from; only a keyed digest of its network is kept.

    Raises: CodeUnknown, TooManyAttempts.
    """
    with database.reading() as session:
        _require_patience(session, origin)
        petition_id = _petition(session, typed)
    if petition_id is None:
        with database.transaction() as session:
            session.add(_attempt(session, origin))
        raise CodeUnknown
    return petition_id


def _petition(session: Session, typed: str) -> UUID | None:
    try:
        digest = codes.fingerprint(typed).hex()
    except CodeUnreadable:
        return None
    return session.scalars(select(Petition.id).where(Petition.code_digest == digest)).one_or_none()


def _require_patience(session: Session, origin: str) -> None:
    row = _attempt(session, origin)
    count = session.scalar(
        select(func.count()).where(
            LoginAttempt.origin == row.origin,
            LoginAttempt.account == row.account,
            LoginAttempt.at > clock.now() - WINDOW,
        )
    )
    if (count or 0) >= PER_NETWORK:
        raise TooManyAttempts


def _attempt(session: Session, origin: str) -> LoginAttempt:
    ring = vault.ring(session)
    return LoginAttempt(
        account=ring.digest("status", PURPOSE),
        origin=ring.digest("status network", network_of(origin)),  # apart from the network of sign-ins
        at=clock.now(),
    )
