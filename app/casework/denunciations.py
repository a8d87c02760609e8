"""With what the forms of a denunciation begin: the way that the table proposes, what the team found."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import definitions, proposals, vault
from db.models import Answer, Case, Run, Task

PROCEDURE = "denunciation"
TABLE, DECISION = "denunciation_way.dmn", "denunciation_way"
CHECK, REPORT = "denunciation_check", "denunciation_report"
SIGNS = ("crime", "party", "settled_complaint")


def proposed_way(session: Session, case: Case, today: dt.date) -> dict[str, Any]:
    """Begin the decision on a denunciation as the table says of the check, with the article it rests on."""
    run = session.scalars(
        select(Run).where(Run.case_id == case.id, Run.procedure == PROCEDURE).order_by(Run.id.desc())
    ).first()
    table = definitions.pinned(session, run.version_id).tables.get(TABLE) if run else None
    checked = last_answers(session, case, CHECK)
    if run is None or table is None or not checked:
        return {}
    signs = set(checked.get("check_signs") or [])
    facts = checked | {sign: sign in signs for sign in SIGNS}
    facts["settler_breach"] = checked.get("settler_breach") is True
    labels = proposals.labels_of(definitions.pinned(session, run.version_id).forms[CHECK])
    said = proposals.ask(table, DECISION, facts, labels)
    return {
        **{each.field: each.value for each in said if each.value},
        "proposal_ground": said[0].why if said else "",
        "checked_on": today.isoformat(),
    }


def proposed_conclusion(session: Session, case: Case, _today: dt.date) -> dict[str, Any]:
    """Begin the conclusion with what the verification found, so that nothing is typed twice."""
    found = last_answers(session, case, REPORT)
    begun = {"facts": found.get("verification_summary"), "laws": found.get("laws")}
    begun["measures"] = found.get("proposal")
    return {name: value for name, value in begun.items() if value}


def last_answers(session: Session, case: Case, form: str) -> dict[str, Any]:
    """Give what was answered last with a form in a case; nothing where it was never sent."""
    body = session.scalars(
        select(Answer.body)
        .join(Task, Task.id == Answer.task_id)
        .where(Answer.case_id == case.id, Task.form == form, Task.state == "done")
        .order_by(Answer.at.desc(), Answer.id.desc())
        .limit(1)
    ).one_or_none()
    return vault.read_data(session, vault.key_of(session, case), body)
