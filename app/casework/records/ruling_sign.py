"""The signature under a ruling: the day on which the case is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.casework.hold import Hold
from app.casework.records.ruling import of_case
from db.models import Run, Task


def record(hold: Hold, _run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Keep when the ruling was decided and by whom; its letter carries the same date."""
    if answers.get("letter_outcome") != "sign":
        return
    ruling = of_case(hold)
    ruling.decided_on = dt.date.fromisoformat(str(answers["decided_on"]))
    ruling.signed_by_id = hold.actor.person_id if hold.actor else None
    if task.letter_id is not None:
        hold.letter(task.letter_id).dated_on = ruling.decided_on
