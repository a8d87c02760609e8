"""The acceptance of a denunciation: which contents, and how complex the matter is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework.hold import Hold
from db.models import ContentItem, Run, Task

ACCEPTS = frozenset({"accept", "anew", "take"})  # at once, or after the superior's review


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the variant of the settling limit and the contents that are accepted (Law 25/2018, art. 29)."""
    if not ACCEPTS & {answers.get("check_outcome"), answers.get("above_outcome")}:
        return
    hold.case.variant = str(answers.get("variant") or hold.case.variant)
    accepted = {str(item) for item in answers.get("accepted_items") or []}
    if not accepted:  # settled anew: every content, as before
        return
    for item in hold.session.scalars(
        select(ContentItem).where(ContentItem.case_id == hold.case.id, ContentItem.state == "open")
    ):
        if str(item.id) not in accepted:
            item.state = "not_accepted"
