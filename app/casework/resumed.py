"""What stands in the forms of hearings when they open: what was written before, who was invited."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import parties, petitions, vault
from db.models import Answer, Case, Run, Task

CAPACITIES = {"petitioner": "complainant", "representative": "complainant", "respondent": "respondent"}


def before(session: Session, case: Case, run: Run, task: Task) -> dict[str, Any]:
    """Begin a step that is done again with what was written there the last time, but for its choice."""
    rows = (
        select(Answer)
        .join(Task, Task.id == Answer.task_id)
        .where(Task.run_id == run.id, Task.node == task.node, Task.state == "done")
        .order_by(Answer.at.desc())
        .limit(1)
    )
    answer = session.scalars(rows).one_or_none()
    if answer is None:
        return {}
    written = vault.read_data(session, vault.key_of(session, case), answer.body)
    return {name: value for name, value in written.items() if name != "next_step"}


def invited(session: Session, case: Case) -> dict[str, Any]:
    """Begin the minutes of a dialogue with the parties, each as present until somebody says otherwise."""
    stated = parties.of(session, petitions.first(session, case.id))
    rows = [
        {
            "name": str(facts.get("name") or facts.get("unit") or ""),
            "capacity": CAPACITIES.get(party.capacity, "concerned"),
            "presence": "present",
        }
        for party, facts in stated
    ]
    return {"attendance": [row for row in rows if row["name"]]}
