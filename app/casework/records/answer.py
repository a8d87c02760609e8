"""The answer to a recommendation: one form, which is also the draft of the reply letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Hold
from db.models import ContentItem, Run, Task

FINDING = {"agree": "right", "partly": "partly", "cannot": "wrong"}


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep how each content was answered; the reply itself is kept as a letter."""
    action = str(answers.get("action_taken") or "")
    for item in hold.session.scalars(
        select(ContentItem).where(ContentItem.case_id == hold.case.id, ContentItem.state == "open")
    ):
        item.finding = FINDING.get(str(answers.get("result")), "partly")
        item.reasons = vault.seal(hold.session, hold.key, action)
