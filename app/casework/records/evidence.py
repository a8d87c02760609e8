"""Papers and expert results that were asked for, and what came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import asked, vault
from app.casework.hold import Hold
from db.base import new_id
from db.models import Evidence, Run, Task

EXPERTISE = "expertise_request"


def request(hold: Hold, _run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Keep what was asked of whom (Decree 124/2020, forms 07 and 09)."""
    hold.session.add(
        Evidence(
            id=new_id(),
            case_id=hold.case.id,
            kind="expertise" if task.form == EXPERTISE else "papers",
            what=vault.seal(hold.session, hold.key, str(answers.get("papers") or "")),
            source=vault.seal(hold.session, hold.key, str(answers.get("holder") or "")),
            asked_on=hold.today,
            due_on=asked.day_of(answers.get("evidence_due")),
            received_on=None,
            result=None,
            by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
            at=hold.now,
        )
    )


def receipt(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep what came and when, or why nothing did (forms 08 and 10)."""
    rows = select(Evidence).where(Evidence.case_id == hold.case.id, Evidence.result.is_(None))
    row = hold.session.scalars(rows.order_by(Evidence.id.desc()).limit(1)).one_or_none()
    if row is None:
        return
    row.result = vault.seal(hold.session, hold.key, str(answers.get("evidence_result") or ""))
    if answers.get("receipt") == "received":
        row.received_on = asked.day_of(answers.get("evidence_on")) or hold.today
