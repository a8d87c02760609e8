"""One of the three confirmations before a matter is ended: who gave it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import endings, vault
from app.casework.hold import Hold
from db.base import new_id
from db.models import EndingConfirmation, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep a confirmation; after another search it is given anew and replaces the earlier one."""
    kind, actor = endings.kind_of(answers), hold.actor
    if kind is None or actor is None:
        return
    kept = hold.session.scalars(
        select(EndingConfirmation).where(
            EndingConfirmation.case_id == hold.case.id, EndingConfirmation.kind == kind
        )
    ).one_or_none()
    if kept is None:
        kept = EndingConfirmation(id=new_id(), case_id=hold.case.id, kind=kind)
        hold.session.add(kept)
    kept.confirmed, kept.at = answers[kind] == "yes", hold.now
    kept.person_id, kept.unit_id = actor.person_id, actor.unit_id
    kept.reason = vault.seal(hold.session, hold.key, str(answers.get("confirm_reason") or ""))
