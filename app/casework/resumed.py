"""What stands in the forms of hearings when they open: what was written before, who was invited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import parties, petitions, vault
from db.models import Answer, Case, Consultation, Directive, HigherReport, Run, Task, Watch

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


def invited(session: Session, case: Case, _run: Run, _task: Task) -> dict[str, Any]:
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


def put_to(session: Session, case: Case, run: Run, _task: Task) -> dict[str, Any]:
    """Give what a unit is asked or directed to do, to be read above its answer."""
    key = vault.key_of(session, case)
    question = session.scalars(select(Consultation).where(Consultation.run_id == run.id)).one_or_none()
    directive = session.scalars(select(Directive).where(Directive.run_id == run.id)).one_or_none()
    return {
        "asked_question": vault.read(session, key, question.question) if question else "",
        "directed": vault.read(session, key, directive.text) if directive else "",
        "reported": vault.read(session, key, directive.report) if directive else "",
    }


def obstacle(session: Session, case: Case, run: Run, _task: Task) -> dict[str, Any]:
    """Give the obstacle that the higher authority was last asked to remove."""
    rows = (
        select(HigherReport.obstacle)
        .join(Watch, Watch.id == HigherReport.watch_id)
        .where(Watch.run_id == run.id)
        .order_by(HigherReport.id.desc())
        .limit(1)
    )
    sealed = session.scalars(rows).one_or_none()
    return {"asked_obstacle": vault.read(session, vault.key_of(session, case), sealed)}


FORMS: Mapping[str, Callable[[Session, Case, Run, Task], dict[str, Any]]] = {
    "verification_work": before,
    "dialogue_minutes": invited,
    "consultation_answer": put_to,
    "consultation_record": put_to,
    "directive_report": put_to,
    "directive_check": put_to,
    "higher_answer": obstacle,
}
