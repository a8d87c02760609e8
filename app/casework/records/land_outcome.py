"""What came of a meeting of the parties: agreed, not agreed, or somebody stayed away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task

ABSENT, AGAIN = "absent", "absent_again"


def record(hold: Hold, run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Let nobody be absent a third time: the second absence is the failure (Decree 102/2024, article 105).

    Raises: Unacceptable.
    """
    last = hold.session.scalars(
        select(Task.outcome)
        .where(Task.run_id == run.id, Task.node == task.node, Task.state == "done")
        .order_by(Task.closed_at.desc())
        .limit(1)
    ).one_or_none()
    if answers.get("meeting") == ABSENT and last == ABSENT:
        raise Unacceptable(reason=_("this is the second absence: the conciliation has failed"))
    if answers.get("meeting") == AGAIN and last != ABSENT:
        raise Unacceptable(reason=_("nobody was absent before: invite the parties again"))
