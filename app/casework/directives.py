"""What the Steering Committee or the leader directs units to do about a case, each a task in an inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import asked, notices, vault
from app.casework.hold import Begin, Hold
from app.policy.actor import CHAIRMAN, UNIT_HEAD
from db.models import Directive, Run

PROCEDURE = "directive"


def begin(hold: Hold, rows: Sequence[Mapping[str, Any]], *, meeting_id: UUID | None = None) -> None:
    """Let every directive of a form become a task of the unit that it names.

    Raises: Unacceptable for a sealed case.
    """
    asked.require_open_to_units(hold)
    for row in rows:
        answers = {name: row[name] for name in ("unit", "text", "due_by")}
        hold.followups.append(
            Begin(
                procedure=PROCEDURE,
                as_of=hold.today,
                data={"asked_unit": str(row["unit"]), "due_by": str(row["due_by"])},
                answers={**answers, "meeting": str(meeting_id) if meeting_id else None},
            )
        )


def give(hold: Hold, run: Run) -> None:
    """Write down what a run directs."""
    said = asked.of(hold, run)
    hold.session.add(
        Directive(
            case_id=hold.case.id,
            run_id=run.id,
            meeting_id=asked.unit_of(said.get("meeting")),
            unit_id=asked.unit_of(said.get("unit")) or hold.case.lead_unit_id,
            text=vault.seal(hold.session, hold.key, str(said.get("text") or "")),
            given_on=hold.today,
            due_on=asked.day_of(said.get("due_by")) or hold.today,
            done_on=None,
            report=None,
            by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
        )
    )


def of_run(hold: Hold, run: Run) -> Directive | None:
    """Give the directive that a run carries out."""
    hold.session.flush()
    return hold.session.scalars(select(Directive).where(Directive.run_id == run.id)).one_or_none()


def tell_late(hold: Hold, run: Run) -> None:
    """Tell the head of the unit and the leader that the day by which it was to be done is over."""
    row = of_run(hold, run)
    if row is None or row.done_on is not None:
        return
    heads = notices.holders(hold.session, hold.today, role=UNIT_HEAD, unit_id=row.unit_id)
    chairs = notices.holders(hold.session, hold.today, role=CHAIRMAN, authority_id=hold.case.authority_id)
    notices.tell(hold, heads | chairs, kind="directive_late", rule=None)
