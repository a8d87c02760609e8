"""The clerk's tray: letters to number, to send, to prove, the oldest and most urgent first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.casework.numbers import number_of as case_number
from app.language import content
from app.listings import letter_shares
from app.listings.counts import MOST
from app.listings.due import Due, due
from app.listings.letter_words import number_of, way
from app.listings.place import Place, written
from app.policy.actor import Actor
from db.models import Addressee, Case, Deadline, Letter, Task, VaultKey

TABS = ("enter", "send", "prove")
PAGE = 50
_SHARES = {"send": letter_shares.to_send, "prove": letter_shares.to_prove}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One letter in the tray."""

    letter_id: UUID
    title: str
    number: str  # empty while the book has not numbered it
    subject: str
    case: str  # number of the case
    to: tuple[str, ...]
    signer: str  # under which title it was signed
    signed_on: dt.date | None
    sent_on: dt.date | None
    via: str
    proved: int  # addressees whose proof is filed
    due: Due | None


@dataclass(frozen=True, kw_only=True)
class Tray:
    """One page of a tab, with the counts of all tabs."""

    rows: tuple[Row, ...]
    counts: dict[str, int]
    after: str | None


def page(session: Session, tab: str, *, actor: Actor, after: Place | None = None) -> Tray:
    """Give one page of a tab, in a constant number of statements."""
    found = session.execute(_rows(tab, actor, after)).all()
    shown = found[:PAGE]
    people = _addressees(session, [row.Letter.id for row in shown])
    rows = []
    for letter, case, key, task, deadline in shown:
        kept = vault.read_data(session, key, letter.body)
        to = people.get(letter.id, [])
        rows.append(
            Row(
                letter_id=letter.id,
                title=content(letter.title),
                number=number_of(letter),
                subject=str(kept.get("title") or ""),
                case=case_number(case),
                to=tuple(vault.read(session, key, each.name) for each in to),
                signer=letter.signed_title or "",
                signed_on=clock.local(letter.signed_at).date() if letter.signed_at else None,
                sent_on=letter.sent_on,
                via=way(to[0].via) if to else "",
                proved=sum(1 for each in to if each.delivered_on),
                due=due(deadline, task.due_on, clock.today()) if task else None,
            )
        )
    last = shown[-1] if len(found) > PAGE else None
    return Tray(
        rows=tuple(rows),
        counts=counts(session, actor=actor),
        after=_cursor_of(tab, last[0], last[3]) if last else None,
    )


def counts(session: Session, *, actor: Actor) -> dict[str, int]:
    """Count every tab, each up to a thousand, in one statement."""
    shares = (letter_shares.to_enter, letter_shares.to_send, letter_shares.to_prove)
    parts = [
        select(func.count()).select_from(share(actor).limit(MOST).subquery()).scalar_subquery()
        for share in shares
    ]
    return dict(zip(TABS, session.execute(select(*parts)).one(), strict=True))


def next_to_enter(session: Session, *, actor: Actor) -> UUID | None:
    """Give the letter that is to be numbered next, or None."""
    return session.scalars(
        select(Task.letter_id)
        .where(Task.id.in_(letter_shares.first_to_enter(actor, 1)))
        .order_by(Task.due_on, Task.id)
        .limit(1)
    ).one_or_none()


def _cursor_of(tab: str, letter: Letter, task: Task | None) -> str:
    if tab == "enter" and task is not None:
        return written(task.due_on, task.id)
    return written(clock.local(letter.created_at).date(), letter.id)


def _rows(tab: str, actor: Actor, after: Place | None) -> Select[Any]:
    """Select letter, case and key, and the step with its limit where one waits for the letter."""
    letters = (
        select(Letter, Case, VaultKey)
        .select_from(Letter)
        .join(Case, Case.id == Letter.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
    )
    if tab == "enter":
        first = letter_shares.first_to_enter(actor, PAGE + 1, after)
        query = letters.add_columns(Task, Deadline).join(Task, Task.letter_id == Letter.id)
        query = query.outerjoin(Deadline, Deadline.id == Task.deadline_id).where(Task.id.in_(first))
        return query.order_by(Task.due_on, Task.id).limit(PAGE + 1)
    share = _SHARES[tab](actor)
    if after:
        share = share.where(Letter.id > after[1])  # ids are in the order of their making
    oldest = share.order_by(Letter.id).limit(PAGE + 1)
    return letters.add_columns(null(), null()).where(Letter.id.in_(oldest)).order_by(Letter.id)


def _addressees(session: Session, letters: list[UUID]) -> dict[UUID, list[Addressee]]:
    found: dict[UUID, list[Addressee]] = {}
    rows = select(Addressee).where(Addressee.letter_id.in_(letters)).order_by(Addressee.position)
    for row in session.scalars(rows):
        found.setdefault(row.letter_id, []).append(row)
    return found
