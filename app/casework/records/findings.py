"""What the verification found, content by content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import ContentItem, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the finding and its reasons on each content of the case.

    Raises: Unacceptable when a content is left without a finding.
    """
    rows = {str(row.get("id")): row for row in answers.get("findings") or []}
    for item in hold.session.scalars(
        select(ContentItem).where(ContentItem.case_id == hold.case.id, ContentItem.state == "open")
    ):
        row = rows.get(str(item.id))
        if row is None or not row.get("finding"):
            raise Unacceptable(reason=_("every content needs a finding"))
        item.finding = str(row["finding"])
        item.reasons = vault.seal(hold.session, hold.key, str(row.get("reasons") or ""))
