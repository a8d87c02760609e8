"""What a unit reports about a directive, and whether the leader takes it as done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework import asked, directives, vault
from app.casework.hold import Hold
from db.models import Run, Task


def report(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep what the unit did and what stood in its way."""
    row = directives.of_run(hold, run)
    if row is not None:
        row.done_on = asked.day_of(answers.get("done_on")) or hold.today
        row.report = vault.seal(hold.session, hold.key, str(answers.get("directive_result") or ""))


def check(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Take a directive as not yet done where the leader asks for more."""
    row = directives.of_run(hold, run)
    if row is not None and answers.get("directive_outcome") == "go_on":
        row.done_on = None
