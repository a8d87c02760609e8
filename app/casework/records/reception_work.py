"""What was done of the work that a leader gave when receiving citizens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework import receptions, vault
from app.casework.hold import Hold
from db.models import Run, Task

DONE = "done"


def record(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the result with the work, until somebody says that it is enough."""
    work = receptions.assignment_of(hold.session, run.id)
    if work is not None:
        work.result = vault.seal(hold.session, hold.key, str(answers.get("work_result") or ""))


def check(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Record that the work is done, when it is; otherwise it goes on."""
    if answers.get("work_check") == DONE:
        receptions.finish(hold, run)
