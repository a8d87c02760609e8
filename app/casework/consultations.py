"""Questions to units and outside bodies: put, answered, left unanswered, enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.casework import asked, vault
from app.casework.hold import Begin, Hold
from app.errors import Unacceptable
from app.language import _
from app.legaltime.calendar import Calendar
from db.models import Consultation, Run

PROCEDURE = "consultation"
ASKED, ANSWERED, SILENT, LATE = "asked", "answered", "silent", "late"


def begin(hold: Hold, answers: Mapping[str, Any], *, sent: str | None = None) -> None:
    """Ask every unit and outside body that a form names, each in a run of its own.

    Raises: Unacceptable when nobody is named, or a unit about a sealed case.
    """
    addressed = [*_addressed(answers)]
    if not addressed:
        raise Unacceptable(reason=_("name at least one unit or body to ask"))
    if any(unit for unit, _body in addressed):
        asked.require_open_to_units(hold)
    answer_by = Calendar.official().add_working_days(hold.today, int(answers["answer_days"]))
    for unit, body in addressed:
        where = {
            "where": "unit" if unit else "outside",
            "asked_unit": unit,
            "answer_by": answer_by.isoformat(),
        }
        question = {
            "purpose": answers["purpose"],
            "question": answers["question"],
            "unit": unit,
            "body": body,
        }
        hold.followups.append(
            Begin(procedure=PROCEDURE, as_of=hold.today, data={**where}, answers=where | question, sent=sent)
        )
        sent = None  # one form, kept under its key once


def ask(hold: Hold, run: Run) -> None:
    """Write down the question that a run puts."""
    said = asked.of(hold, run)
    body = str(said.get("body") or "")
    hold.session.add(
        Consultation(
            case_id=hold.case.id,
            run_id=run.id,
            purpose=str(said.get("purpose") or "opinion"),
            unit_id=asked.unit_of(said.get("unit")),
            body=vault.seal(hold.session, hold.key, body) if body else None,
            question=vault.seal(hold.session, hold.key, str(said.get("question") or "")),
            asked_by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
            asked_on=hold.today,
            answer_by=asked.day_of(said.get("answer_by")) or hold.today,
            state=ASKED,
            stance=None,
            answer=None,
            answered_on=None,
            answered_by_id=None,
        )
    )


def fall_silent(hold: Hold, run: Run) -> None:
    """Record against whoever was asked that no answer came in time."""
    row = of_run(hold, run)
    if row is not None and row.state == ASKED:
        row.state = SILENT


def awaited(hold: Hold) -> bool:
    """Tell whether an answer about this case is still awaited."""
    hold.session.flush()  # an answer of this moment counts
    rows = select(Consultation.id).where(Consultation.case_id == hold.case.id, Consultation.state == ASKED)
    return hold.session.scalars(rows.limit(1)).first() is not None


def of_run(hold: Hold, run: Run) -> Consultation | None:
    """Give the question that a run puts."""
    hold.session.flush()
    return hold.session.scalars(select(Consultation).where(Consultation.run_id == run.id)).one_or_none()


def _addressed(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give whom a form names: a unit's id, or the words for an outside body, one a line."""
    for unit in dict.fromkeys(answers.get("units") or []):
        yield str(unit), ""
    for line in dict.fromkeys(str(answers.get("bodies") or "").splitlines()):
        if line.strip():
            yield "", line.strip()
