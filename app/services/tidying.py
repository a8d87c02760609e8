"""What is thrown away once a day: drafts of sent forms, their old keys, old sign-ins, old rehearsals."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, cast, delete, func, literal, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import incidents, vault
from app.services import sign_in
from db.models import Draft, LoginSession, Pulse, Rehearsal, SentForm, Task, VaultKey
from db.session import Database

KEPT = dt.timedelta(days=30)  # keys of sent forms, sign-ins that ended, rehearsals that nobody moves
TIDIED = "tidy"


def tidy(database: Database) -> None:
    """Throw away what nobody needs any more, once a legal day; close incidents that are over, each time."""
    close_incidents(database)
    if _throw_away(database):
        database.learn_sizes()


def _throw_away(database: Database) -> bool:
    """Throw away what nobody needs any more; tell whether it was this call that did it today."""
    with database.transaction() as session:
        last = session.get(Pulse, TIDIED)
        if last is not None and clock.local(last.at).date() >= clock.today():
            return False
        forget_sent_drafts(session)
        before = clock.now() - KEPT
        session.execute(delete(SentForm).where(SentForm.at < before))
        session.execute(delete(LoginSession).where(LoginSession.ended_at < before))
        session.execute(delete(Rehearsal).where(Rehearsal.moved_at < before))
        sign_in.forget_attempts(session)
        if last is None:
            session.add(Pulse(name=TIDIED, at=clock.now()))
        else:
            last.at = clock.now()
    return True


def close_incidents(database: Database) -> None:
    """Close the incidents of steps that were done, or overtaken, since; without any, nothing is written."""
    with database.reading() as session:
        if not incidents.has_passed(session):
            return
    with database.transaction() as session:
        incidents.settle_passed(session)


def forget_sent_drafts(session: Session) -> int:
    """Throw away the drafts of tasks that are closed, and the keys they lay under; give how many."""
    closed = select(literal("task:").concat(func.replace(cast(Task.id, String), "-", ""))).where(
        Task.state != "open"
    )
    kept = list(session.scalars(select(Draft).where(func.replace(Draft.form, "-", "").in_(closed))))
    for draft in kept:
        vault.shred(session.get_one(VaultKey, draft.key_id))
        session.delete(draft)
    return len(kept)
