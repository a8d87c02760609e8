"""Forms carried out once: a second click, a retry or a lost answer changes nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Unacceptable
from app.language import _
from app.policy.actor import Actor
from db.models import Answer, SentForm

LONGEST = 64


def usable(key: str) -> str:
    """Give back the key that was rendered with a form.

    Raises: Unacceptable when there is none.
    """
    if not key or len(key) > LONGEST:
        raise Unacceptable(reason=_("open the page again before sending"))
    return key


def was_sent(session: Session, key: str, about: UUID | None, *, actor: Actor) -> bool:
    """Tell whether this person sent this very form before; ``about`` is the task it belongs to.

    Raises: Unacceptable when the key belongs to another form.
    """
    known = session.scalars(select(Answer).where(Answer.sent_key == usable(key))).one_or_none()
    if known is None:
        return False
    if known.person_id != actor.person_id or (about is not None and known.task_id != about):
        raise Unacceptable(reason=_("open the page again before sending"))
    return True


def remember(
    session: Session, key: str, posted: Mapping[str, Sequence[str]], *, actor: Actor, result: str
) -> None:
    """Remember that a form is being carried out; ``key`` was rendered with the form.

    The memory is part of the same transaction: when the work is undone, so is the memory.

    Raises: Unacceptable when there is no key; at the commit, a second use of the same key fails.
    """
    session.add(
        SentForm(
            key=usable(key),
            person_id=actor.person_id,
            fingerprint=fingerprint(posted),
            result=result,
            at=clock.now(),
        )
    )


def earlier(session: Session, key: str, posted: Mapping[str, Sequence[str]], *, actor: Actor) -> str | None:
    """Give where an earlier sending of this very form led to, or None when it is new.

    Raises: Unacceptable when the key was used for other words or by somebody else.
    """
    known = session.get(SentForm, key) if key else None
    if known is None:
        return None
    if known.person_id != actor.person_id or known.fingerprint != fingerprint(posted):
        raise Unacceptable(reason=_("open the page again before sending"))
    return known.result


def fingerprint(posted: Mapping[str, Sequence[str]]) -> str:
    """Digest what was posted, without its tokens."""
    parts = [f"{name}={value}" for name in sorted(posted) if name != "csrf_token" for value in posted[name]]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
