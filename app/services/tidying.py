"""What is thrown away once a day: drafts of sent forms, their old keys, old sign-ins, old rehearsals."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import incidents, vault
from app.services import sign_in
from db.models import Draft, LoginSession, Pulse, Rehearsal, SentForm, Task, VaultKey
from db.session import Database

KEPT = dt.timedelta(days=30)  # keys of sent forms, sign-ins that ended, rehearsals that nobody moves
TIDIED = "tidy"
TASK = "task:"  # begins the name of a step's draft


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
    drafts = session.execute(select(Draft.id, Draft.form).where(Draft.form.startswith(TASK))).all()
    sent = [draft_id for draft_id, form in drafts if _is_closed(session, UUID(form.removeprefix(TASK)))]
    for draft_id in sent:
        draft = session.get_one(Draft, draft_id)
        vault.shred(session.get_one(VaultKey, draft.key_id))
        session.delete(draft)
    return len(sent)


def _is_closed(session: Session, task_id: UUID) -> bool:
    """Ask by the step's id: drafts are few, and closed steps are all that was ever done."""
    return session.scalar(select(Task.state).where(Task.id == task_id)) not in {None, "open"}
