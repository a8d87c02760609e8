"""What a leader concluded when receiving citizens, and the work that was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.casework import receptions, vault
from app.casework.hold import Hold
from db.models import Run, Task

GIVEN = "yes"


def record(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the conclusion with its visit, and each piece of work with who does it and until when.

    Raises: NotPossibleNow where work in a sealed case goes to somebody who may not see it.
    """
    visit = receptions.visit_of(hold.session, run.id)
    if visit is None:
        return
    visit.concluded_on = dt.date.fromisoformat(str(answers["concluded_on"]))
    visit.conclusion = vault.seal(hold.session, hold.key, str(answers.get("conclusion_text") or ""))
    if answers.get("assigned") == GIVEN:
        receptions.assign(hold, run, answers.get("assignments") or [])
