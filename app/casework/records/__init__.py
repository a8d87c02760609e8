"""What the answer of a step writes into the case; diagrams name these recorders.

Each recorder is ``record(hold, run, task, answers)``: it writes rows and never moves the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.casework.hold import Hold
from app.casework.records import (
    acceptance,
    answer,
    assignment,
    classification,
    conciliation_council,
    consultation,
    denunciation_acceptance,
    denunciation_check,
    denunciation_conclusion,
    denunciation_publication,
    direction,
    directive,
    emergency_measure,
    ending_confirmation,
    evidence,
    execution_orders,
    execution_result,
    findings,
    handover,
    hearing,
    land_acceptance,
    land_outcome,
    letter_draft,
    letter_issue,
    letter_sign,
    prolonged,
    protection,
    reception_conclusion,
    reception_work,
    redaction,
    ruling,
    ruling_sign,
    second_filing,
    verification_team,
)
from db.models import Run, Task

Recorder = Callable[[Hold, Run, Task, Mapping[str, Any]], None]

RECORDERS: Mapping[str, Recorder] = {
    "sessions": hearing.sessions,
    "survey": hearing.survey,
    "dialogue": hearing.dialogue,
    "evidence_request": evidence.request,
    "evidence_receipt": evidence.receipt,
    "consultation": consultation.request,
    "consultation_answer": consultation.answer,
    "prolonged_review": prolonged.review,
    "higher_answer": prolonged.higher,
    "directive_report": directive.report,
    "directive_check": directive.check,
    "acceptance": acceptance.record,
    "answer": answer.record,
    "assignment": assignment.record,
    "conciliation_council": conciliation_council.record,
    "denunciation_acceptance": denunciation_acceptance.record,
    "denunciation_check": denunciation_check.record,
    "denunciation_conclusion": denunciation_conclusion.record,
    "denunciation_publication": denunciation_publication.record,
    "direction": direction.record,
    "ending_confirmation": ending_confirmation.record,
    "protection": protection.record,
    "protection_end": protection.end,
    "emergency_measure": emergency_measure.record,
    "execution_orders": execution_orders.record,
    "execution_result": execution_result.record,
    "findings": findings.record,
    "land_acceptance": land_acceptance.record,
    "land_outcome": land_outcome.record,
    "handover": handover.back,
    "intake": classification.record,
    "leader_assign": handover.settle,
    "letter_draft": letter_draft.record,
    "letter_issue": letter_issue.record,
    "letter_sign": letter_sign.record,
    "reception_check": reception_work.check,
    "reception_conclusion": reception_conclusion.record,
    "reception_work": reception_work.record,
    "redaction": redaction.record,
    "ruling": ruling.record,
    "ruling_sign": ruling_sign.record,
    "second_filing": second_filing.record,
    "verification_team": verification_team.record,
}


def keep(hold: Hold, run: Run, task: Task, names: str, answers: Mapping[str, Any]) -> None:
    """Let every recorder that a step names write what was answered."""
    for name in filter(None, (part.strip() for part in names.split(","))):
        if name in RECORDERS:  # some steps are recorded by their answer alone
            RECORDERS[name](hold, run, task, answers)
