"""The acceptance of a complaint: which contents, under which limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework.hold import Hold
from db.models import ContentItem, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the variant of the settling limit and the contents that are accepted."""
    if answers.get("acceptance") != "accept":
        return
    hold.case.variant = str(answers.get("variant") or hold.case.variant)
    accepted = {str(item) for item in answers.get("accepted_items") or []}
    for item in hold.session.scalars(
        select(ContentItem).where(ContentItem.case_id == hold.case.id, ContentItem.state == "open")
    ):
        if str(item.id) not in accepted:
            item.state = "not_accepted"
