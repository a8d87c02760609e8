"""What the answer of a step writes into the case; diagrams name these recorders.

Each recorder is ``record(hold, run, task, answers)``: it writes rows and never moves the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.casework.hold import Hold
from app.casework.records import (
    answer,
    archive,
    assignment,
    classification,
    clock_change,
    dialogue,
    direction,
    findings,
    letter_draft,
    letter_issue,
    letter_sign,
    publication,
    ruling,
)
from db.models import Run, Task

Recorder = Callable[[Hold, Run, Task, Mapping[str, Any]], None]

RECORDERS: Mapping[str, Recorder] = {
    "intake": classification.record,
    "assignment": assignment.record,
    "findings": findings.record,
    "dialogue": dialogue.record,
    "ruling": ruling.record,
    "letter_draft": letter_draft.record,
    "letter_sign": letter_sign.record,
    "letter_issue": letter_issue.record,
    "answer": answer.record,
    "direction": direction.record,
    "clock_change": clock_change.record,
    "publication": publication.record,
    "archive": archive.record,
}


def keep(hold: Hold, run: Run, task: Task, names: str, answers: Mapping[str, Any]) -> None:
    """Let every recorder that a step names write what was answered."""
    for name in filter(None, (part.strip() for part in names.split(","))):
        RECORDERS[name](hold, run, task, answers)
