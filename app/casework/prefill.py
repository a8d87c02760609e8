"""What a form already knows when it opens: rows of contents, words of a letter, the rule in question."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from db.models import Case, ContentItem, Deadline, Run, Task


def context(session: Session, case: Case, run: Run, task: Task, today: dt.date) -> dict[str, Any]:
    """Give what the conditions and lists of a task's form may see."""
    known: dict[str, Any] = {
        "today": today.isoformat(),
        "received_on": case.received_on.isoformat(),
        "case_kind": case.kind,
        "field": case.field,
    }
    if task.form == "verification_report":
        known["findings"] = findings(session, case)
    if run.subject_id is not None:
        deadline = session.get_one(Deadline, run.subject_id)
        known["rule"] = deadline.rule
        known["before_expiry"] = deadline.due_on >= today
    return known


def findings(session: Session, case: Case) -> list[dict[str, Any]]:
    """Give one row per content still open, to be found right, partly right or wrong."""
    key = vault.key_of(session, case)
    rows = session.scalars(
        select(ContentItem)
        .where(ContentItem.case_id == case.id, ContentItem.state == "open")
        .order_by(ContentItem.position)
    )
    return [
        {
            "id": str(item.id),
            "text": vault.read(session, key, item.text),
            "request": vault.read(session, key, item.request),
            "finding": item.finding,
            "reasons": vault.read(session, key, item.reasons),
        }
        for item in rows
    ]
