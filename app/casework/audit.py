"""The audit trail: one chain of digests per case, written in the same transaction as the change."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.policy.actor import Actor
from db import swift
from db.base import new_id
from db.models import AuditEntry, Case

START = b"\0" * 32


class Tag(StrEnum):
    """Everything that can be done to a case, as subject.verb; the list is closed."""

    PETITION_REGISTER = "petition.register"
    PETITION_CLASSIFY = "petition.classify"
    PETITION_LINK = "petition.link"
    PETITION_UNLINK = "petition.unlink"
    CASE_OPEN = "case.open"
    CASE_CLOSE = "case.close"
    CASE_ASSIGN = "case.assign"
    CASE_DESTROY = "case.destroy"
    RUN_START = "run.start"
    RUN_MOVE = "run.move"
    RUN_END = "run.end"
    TASK_COMPLETE = "task.complete"
    TASK_CLAIM = "task.claim"
    TASK_RELEASE = "task.release"
    TASK_REASSIGN = "task.reassign"
    TIMER_FIRE = "timer.fire"
    MESSAGE_DELIVER = "message.deliver"
    CLOCK_CHANGE = "clock.change"
    DEADLINE_RECOUNT = "deadline.recount"
    LETTER_DRAFT = "letter.draft"
    LETTER_SIGN = "letter.sign"
    LETTER_RETURN = "letter.return"
    LETTER_NUMBER = "letter.number"
    LETTER_SEND = "letter.send"
    LETTER_PROVE = "letter.prove"
    MEASURE_TAKE = "measure.take"
    WATCH_REVIEW = "watch.review"
    HEARING_OVERRIDE = "hearing.override"
    ROUND_CLOSE = "round.close"
    OUTREACH_LOG = "outreach.log"
    SURVEY_LOG = "survey.log"
    REASON_RECORD = "reason.record"
    DOCUMENT_ADD = "document.add"
    IDENTITY_READ = "identity.read"
    RECEPTION_JOIN = "reception.join"
    IDENTITY_ASK = "identity.ask"
    IDENTITY_DECIDE = "identity.decide"
    IDENTITY_LOOK = "identity.look"
    REDACTION_FINISH = "redaction.finish"
    REDACTION_LEAVE_OUT = "redaction.leave_out"
    REDACTION_REOPEN = "redaction.reopen"
    INCIDENT_RETRY = "incident.retry"
    INCIDENT_PROPOSE = "incident.propose"
    INCIDENT_REFUSE = "incident.refuse"
    INCIDENT_CORRECT = "incident.correct"
    INCIDENT_CANCEL = "incident.cancel"
    INCIDENT_RESOLVE = "incident.resolve"
    TIMER_MOVE = "timer.move"
    GRANT_GIVE = "grant.give"
    GRANT_REVOKE = "grant.revoke"


def record(
    session: Session, case: Case, tag: Tag, *, actor: Actor | None, now: dt.datetime, facts: dict[str, Any]
) -> UUID:
    """Append one entry to the chain of a locked case and give its id; ``actor`` None means the clock did it.

    Facts hold ids, rules, dates and element ids; never a name or a text.
    """
    entry_id, length = new_id(), case.audit_length + 1
    entry = {
        "id": entry_id,
        "case_id": case.id,
        "sequence": length,
        "at": now,
        "actor_id": actor.person_id if actor else None,
        "unit_id": actor.unit_id if actor else None,
        "tag": tag.value,
        "facts": facts,
        "previous": case.audit_head,
    }
    head = digest(entry)
    swift.put(session, AuditEntry, **entry, digest=head)
    case.audit_length, case.audit_head = length, head
    return entry_id


def digest(entry: Mapping[str, Any]) -> bytes:
    """Compute the digest that chains an entry, given by its columns, to the one before it (SHA-256)."""
    body = [
        str(entry["case_id"]),
        entry["sequence"],
        entry["at"].isoformat(timespec="microseconds"),
        str(entry["actor_id"]),
        str(entry["unit_id"]),
        entry["tag"],
        entry["facts"],
    ]
    return hashlib.sha256(entry["previous"] + orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).digest()


def first_broken(session: Session, case_id: UUID) -> int | None:
    """Verify the chain of a case; give the number of the first entry that does not hold, or None."""
    case = session.get_one(Case, case_id)
    previous, sequence = START, 0
    for entry in session.scalars(
        select(AuditEntry).where(AuditEntry.case_id == case_id).order_by(AuditEntry.sequence)
    ):
        sequence += 1
        if entry.sequence != sequence or entry.previous != previous or digest(vars(entry)) != entry.digest:
            return sequence
        previous = entry.digest
    whole = previous == case.audit_head and sequence == case.audit_length
    return None if whole else sequence + 1
