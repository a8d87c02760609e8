"""The measure about a contested decision: which, why, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.casework import emergencies, vault
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _, short_date
from db.base import new_id
from db.models import EmergencyMeasure, Run, Task


def record(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep an imposed measure; it never lasts longer than the time left to settle (article 35).

    Raises: Unacceptable.
    """
    if answers.get("imposed") != "impose":
        return
    until = dt.date.fromisoformat(str(answers["until_on"]))
    longest = emergencies.longest(hold.session, hold.case)
    if longest is not None and until > longest:
        reason = _("the measure cannot last beyond the limit to settle, {day}", day=short_date(longest))
        raise Unacceptable(reason=reason)
    hold.session.add(
        EmergencyMeasure(
            id=new_id(),
            case_id=hold.case.id,
            run_id=run.id,
            contested=vault.seal(hold.session, hold.key, str(answers["suspended_act"])),
            harm=vault.seal(hold.session, hold.key, str(answers["harm"])),
            from_on=hold.today,
            until_on=until,
            lifted_on=None,
            lifted_why=None,
        )
    )
