"""What a form already knows when it opens: rows of contents, words of a letter, the rule in question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.casework import (
    definitions,
    denunciations,
    emergencies,
    endings,
    first_round,
    land_route,
    orders,
    petitions,
    proposals,
    redacted_items,
    resumed,
    vault,
    verifier,
    words,
)
from app.legaltime.calendar import Calendar
from db.models import Case, Deadline, Letter, Run, Task


def context(session: Session, case: Case, run: Run, task: Task, today: dt.date) -> dict[str, Any]:
    """Give what the conditions and lists of a task's form may see."""
    seen = known(session, case, run, today)
    if task.form in REPORTS:
        seen["findings"] = findings(session, case)
    elif task.form == REDACTION:
        seen[redacted_items.LIST] = redacted_items.rows(session, case)
    return seen


def known(session: Session, case: Case, run: Run | None, today: dt.date) -> dict[str, Any]:
    """Give what the conditions of any form about a case may see."""
    seen: dict[str, Any] = {
        "received_on": case.received_on.isoformat(),
        "case_kind": case.kind,
        "field": case.field,
    }
    if run is not None and run.subject_id is not None:
        deadline = session.get_one(Deadline, run.subject_id)
        seen["rule"] = deadline.rule
        seen["breached"] = deadline.due_on < today
        seen["before_expiry"] = deadline.state == "running" and deadline.due_on >= today
    return seen


REPORTS = frozenset({"verification_report", "denunciation_report"})
VERIFIER = "task_force_head.dmn"
ACCEPTANCES = frozenset({"acceptance", "acceptance_second"})
RULINGS = frozenset({"ruling", "ruling_second"})
LETTER_FORMS = frozenset({"letter_draft", "answer"})
DIRECTION = "direction"
# Forms that begin with what another case or table of the office says.
BEGUN_WITH: Mapping[str, Callable[[Session, Case, dt.date], dict[str, Any]]] = {
    "second_filing": first_round.proposed,
    "execution_orders": orders.proposed,
    "emergency_decision": emergencies.proposed,
    "land_route": land_route.proposed,
    "denunciation_decision": denunciations.proposed_way,
    "ending_search": endings.proposed,
    "denunciation_conclusion": denunciations.proposed_conclusion,
}
REDACTION = "redaction"
# What a leader usually writes, so that urging takes two keystrokes; it goes into the letter, in Vietnamese.
INSTRUCTION = "Khẩn trương giải quyết dứt điểm vụ việc; báo cáo kết quả và lý do chậm bằng văn bản."
DONE_WITHIN = 5  # working days


def answers(session: Session, case: Case, run: Run, task: Task, today: dt.date) -> dict[str, Any]:
    """Give what stands in a task's form when it is opened for the first time."""
    seen = context(session, case, run, task, today)
    if task.form in LETTER_FORMS and task.letter_id is not None:
        seen |= _words(session, case, run, session.get_one(Letter, task.letter_id))
    elif task.form in ACCEPTANCES:
        seen |= {"variant": case.variant, "accepted_on": today.isoformat()}
    elif task.form == "letter_issue" and task.letter_id is not None:
        letter = session.get_one(Letter, task.letter_id)
        seen |= {"book": letter.book, "sent_on": today.isoformat()}
    elif task.form in {"assignment", "assignment_second"}:
        seen |= verifier.proposed(session, case, run, today)
    elif task.form == DIRECTION:
        seen |= _usual_direction(today)
    elif task.form in RULINGS:
        seen |= _proposed_ruling(session, case)
    elif task.form in resumed.FORMS:
        seen |= resumed.FORMS[task.form](session, case, run, task)
    elif task.form in BEGUN_WITH:
        seen |= BEGUN_WITH[task.form](session, case, today)
    return seen


def _proposed_verifier(session: Session, case: Case, run: Run) -> dict[str, Any]:
    """Begin the assignment as the table of this version says: a unit, or a task force, and who heads it."""
    table = definitions.pinned(session, run.version_id).tables.get(VERIFIER)
    if table is None:
        return {}
    petition = petitions.first(session, case.id)
    stated = vault.read_data(session, vault.key_of(session, petition), petition.details)
    facts = {
        "respondent_position": stated.get("respondent_position") or "none",
        "complex": "complex" in case.variant,
        "signers": petition.signers,
    }
    return proposals.look_up(table, "task_force_head", facts)


def _usual_direction(today: dt.date) -> dict[str, Any]:
    """Begin a direction with the usual words and days; the measure itself is never chosen beforehand."""
    done_by = Calendar.official().add_working_days(today, DONE_WITHIN)
    return {"instruction": INSTRUCTION, "done_by": done_by.isoformat(), "from_on": today.isoformat()}


def _words(session: Session, case: Case, run: Run, letter: Letter) -> dict[str, Any]:
    """Give the words of a letter as they were last drafted, or the template's merged with the case."""
    kept = vault.read_data(session, vault.key_of(session, case), letter.body)
    draft = words.draft(session, case, run, letter)
    return {
        "title": kept.get("title") or draft.subject,
        "body": kept.get("body") or draft.body,
        "addressees": [{"name": line} for line in draft.addressees],
        "recipients": [{"name": line} for line in kept.get("recipients") or draft.recipients],
    }


def _proposed_ruling(session: Session, case: Case) -> dict[str, Any]:
    """Begin the ruling with what the verification found, so that nothing is typed twice."""
    known = words.values(session, case, None)
    found = {"facts": known.get("conclusion"), "dialogue_summary": None}
    return {name: value for name, value in found.items() if value}


def findings(session: Session, case: Case) -> list[dict[str, Any]]:
    """Give one row per content still open, to be found right, partly right or wrong."""
    key, items = vault.key_of(session, case), redacted_items.items(session, case)
    told = redacted_items.spoken(session, case, items)
    return [
        {
            "id": str(item.id),
            "text": text,
            "request": request,
            "finding": item.finding,
            "reasons": vault.read(session, key, item.reasons),
        }
        for item, (text, request) in zip(items, told, strict=True)
    ]
