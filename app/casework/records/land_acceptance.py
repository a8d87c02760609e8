"""The acceptance of a land dispute: which limit applies, and who advises on its settlement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework import conciliations
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the variant of the limit; who conciliated is not put in charge of the settlement.

    Raises: Unacceptable.
    """
    if answers.get("acceptance") != "accept":
        return
    hold.case.variant = str(answers.get("variant") or hold.case.variant)
    if answers.get("advisory_unit"):
        hold.case.lead_unit_id = hold.case.verifying_unit_id = UUID(str(answers["advisory_unit"]))
    if not answers.get("advisory_officer"):
        return
    officer = UUID(str(answers["advisory_officer"]))
    if officer in conciliations.conciliators(hold.session, hold.case):
        raise Unacceptable(reason=_("whoever conciliated the dispute does not help to settle it"))
    hold.case.task_force_head_id = officer
