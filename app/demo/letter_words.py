"""The words of a letter as an officer leaves them: the template's, with its gaps filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.casework import letter_sheet, prefill
from app.letters.merge import GAP
from app.services import tasks
from db.models import Case, Letter, Run, Task

PLAIN = "theo hồ sơ vụ việc"


def drafted(session: Session, task: Task, said: Mapping[str, object], *, fill: str) -> dict[str, object]:
    """Give what stands in a drafting form when the officer sends it; ``said`` are their own answers."""
    case, run = session.get_one(Case, task.case_id), session.get_one(Run, task.run_id)
    known: dict[str, Any] = prefill.answers(session, case, run, task, clock.today())
    if said and task.letter_id is not None:
        _node, form = tasks.describe(session, run, task)
        letter = session.get_one(Letter, task.letter_id)
        known["body"] = letter_sheet.refill(session, case, letter, form, said)
    words: dict[str, object] = {
        name: str(known.get(name) or "").replace(GAP, fill or PLAIN) for name in ("title", "body")
    }
    for group in ("addressees", "recipients"):
        for place, row in enumerate(known.get(group) or []):
            words[f"{group}.{place}.name"] = str(row["name"]).replace(GAP, fill or PLAIN)
    return words
