"""Questions that a step puts to units and bodies, and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework import asked, consultations, vault
from app.casework.hold import Hold
from db.models import Run, Task


def request(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Ask everybody that the form names; each answers on their own.

    Raises: Unacceptable.
    """
    consultations.begin(hold, answers)


def answer(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep an answer, and mark it where it came after the limit."""
    row = consultations.of_run(hold, run)
    if row is None:
        return
    late = row.state == consultations.SILENT or hold.today > row.answer_by
    row.state = consultations.LATE if late else consultations.ANSWERED
    row.stance = str(answers.get("stance") or "none")
    row.answer = vault.seal(hold.session, hold.key, str(answers.get("opinion_text") or ""))
    row.answered_on = asked.day_of(answers.get("opinion_on")) or hold.today
    row.answered_by_id = hold.actor.person_id if hold.actor else None
