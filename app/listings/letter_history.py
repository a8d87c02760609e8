"""How far a letter has come, and everything that happened to it, from the audit trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.language import N_, _
from app.listings.letter_shares import SIGN_FORMS
from app.listings.letter_words import REASONS
from db.models import Answer, AuditEntry, Letter, Person, Task, VaultKey

WAY = (
    ("drafted", N_("Drafted")),
    ("submitted", N_("Submitted")),
    ("signed", N_("Signed")),
    ("numbered", N_("Numbered")),
    ("sent", N_("Sent")),
    ("delivered", N_("Proof of delivery")),
)
REACHED = {"open": -1, "drafted": 0, "returned": 0, "submitted": 1, "signed": 2, "numbered": 3, "sent": 4}
WORDS = {
    "letter.draft": N_("Submitted for signature"),
    "letter.sign": N_("Signed"),
    "letter.return": N_("Returned to the drafter"),
    "letter.number": N_("Entered in the book as number {number}"),
    "letter.send": N_("Sent"),
    "letter.prove": N_("Proof of delivery filed"),
}


@dataclass(frozen=True)
class Stage:
    """One stage of a letter's way."""

    word: str
    state: str  # done | now | next | late
    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened to a letter; named for the macro ``timeline``."""

    date: dt.date
    title: str
    who: str
    note: str
    state: str = "done"


def stages(letter: Letter) -> tuple[Stage, ...]:
    """Tell how far a letter has come: what is done, what comes next."""
    reached = REACHED.get(letter.state, len(WAY) - 1)
    days = {
        "submitted": _local(letter.submitted_at),
        "signed": _local(letter.signed_at),
        "numbered": letter.dated_on if letter.number else None,
        "sent": letter.sent_on,
    }
    shown = []
    for place, (key, name) in enumerate(WAY[:-1] if letter.state == "filed" else WAY):
        state = "done" if place <= reached else "now" if place == reached + 1 else "next"
        word = _(name)
        if letter.state == "returned" and key == "submitted":
            state, word = "late", _("Returned")
        shown.append(Stage(word, state, days.get(key) if state == "done" else None))
    return tuple(shown)


def entries(session: Session, letter: Letter, key: VaultKey) -> tuple[Entry, ...]:
    """Tell what happened to a letter, newest first, with the comments of who returned it."""
    rows = session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.case_id == letter.case_id, AuditEntry.tag.in_(WORDS))
        .order_by(AuditEntry.sequence)
    )
    mine = [(entry, who) for entry, who in rows if entry.facts.get("letter") == str(letter.id)]
    comments = iter(_comments(session, letter, key) if _returned(entry for entry, _who in mine) else ())
    told = [_told(entry, who, comments) for entry, who in mine]
    return tuple(reversed(told))


def _told(entry: AuditEntry, who: str | None, comments: Iterable[str]) -> Entry:
    at, facts = clock.local(entry.at), entry.facts
    note = f"{at:%H:%M}"
    if entry.tag == "letter.return":
        note = " · ".join(filter(None, (note, next(iter(comments), ""))))
    return Entry(
        date=at.date(),
        title=_title(entry.tag, facts),
        who=who or _("The office's clock"),
        note=note,
        state="late" if facts.get("outcome") == "returned" else "done",
    )


def _title(tag: str, facts: dict[str, Any]) -> str:
    if facts.get("outcome") == "returned":
        reason = REASONS.get(str(facts.get("reason")), REASONS["other"])
        return _("Came back undelivered: {reason}", reason=_(reason))
    if facts.get("again"):
        return _("Sent once more")
    names = {"number": facts["number"]} if "number" in facts else {}
    return _(WORDS[tag], **names)


def _returned(found: Iterable[AuditEntry]) -> bool:
    return any(entry.tag == "letter.return" for entry in found)


def _comments(session: Session, letter: Letter, key: VaultKey) -> list[str]:
    rows = session.scalars(
        select(Answer)
        .join(Task, Task.id == Answer.task_id)
        .where(
            Task.case_id == letter.case_id,
            Task.letter_id == letter.id,
            Task.form.in_(SIGN_FORMS),
            Task.outcome == "return",
        )
        .order_by(Answer.at, Answer.id)
    )
    return [str(vault.read_data(session, key, row.body).get("comment") or "") for row in rows]


def _local(at: dt.datetime | None) -> dt.date | None:
    return clock.local(at).date() if at else None
