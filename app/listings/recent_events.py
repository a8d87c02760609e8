"""What happened last in a case, a line each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework.definitions import Pinned
from app.language import N_, _, content
from db.models import AuditEntry, Case, Person

WORDS = {
    "petition.register": N_("Petition registered"),
    "petition.classify": N_("Petition classified"),
    "petition.link": N_("Petition joined to the case"),
    "petition.unlink": N_("Petition taken out of the case"),
    "case.open": N_("Case opened"),
    "case.close": N_("Case closed"),
    "case.assign": N_("Case given to a unit"),
    "run.end": N_("Procedure ended"),
    "task.complete": N_("Step done"),
    "task.claim": N_("Step taken on"),
    "task.release": N_("Step given back to the unit"),
    "task.reassign": N_("Step sent to another unit"),
    "clock.change": N_("Limits changed"),
    "letter.draft": N_("Letter submitted for signature"),
    "letter.sign": N_("Letter signed"),
    "letter.return": N_("Letter returned"),
    "letter.number": N_("Letter numbered"),
    "letter.send": N_("Letter sent"),
    "letter.prove": N_("Proof of delivery filed"),
    "measure.take": N_("Leader's measure"),
    "reason.record": N_("Reason for the delay recorded"),
    "document.add": N_("Document added"),
    "identity.read": N_("Identity read"),
}
STEPS = frozenset({"task.complete", "task.claim", "task.release", "task.reassign"})


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line: the day, what was done, by whom; named for the macro ``timeline``."""

    date: dt.date
    title: str
    who: str
    note: str = ""
    state: str = "done"


def last(session: Session, case: Case, pinned: Pinned, *, most: int = 6) -> tuple[Event, ...]:
    """Give the last things done in a case, newest first, in one statement."""
    rows = session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.case_id == case.id, AuditEntry.tag.in_(WORDS))
        .order_by(AuditEntry.sequence.desc())
        .limit(most)
    )
    return tuple(
        Event(
            date=clock.local(entry.at).date(),
            title=_title(entry, pinned),
            who=name or _("The office's clock"),
            note=f"{clock.local(entry.at):%H:%M}",
        )
        for entry, name in rows
    )


def _title(entry: AuditEntry, pinned: Pinned) -> str:
    word = _(WORDS[entry.tag])
    node = pinned.definition.nodes.get(str(entry.facts.get("node"))) if entry.tag in STEPS else None
    return f"{word}: {content(node.name)}" if node else word
