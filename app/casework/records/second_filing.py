"""The filing of a second complaint: in time, late, or late with an objective obstacle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import first_round
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _, short_date
from app.legaltime.pauses import Pause
from db.models import Ruling, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Check what is said of the time against the law, and remember who settled the first time.

    Raises: Unacceptable when it is called in time, or excused, and the days say otherwise.
    """
    _check(hold, answers)
    first = first_round.of(hold.session, hold.case)
    if first is None:
        return
    signer = hold.session.scalars(select(Ruling.signed_by_id).where(Ruling.case_id == first.id)).first()
    if signer is not None:
        hold.case.contested_author_id = signer  # who settled the first time does not verify the second


def _check(hold: Hold, answers: Mapping[str, Any]) -> None:
    received, filed = (_day(answers[name]) for name in ("first_ruling_received_on", "filed_on"))
    remote = hold.case.variant.startswith("remote")
    due = first_round.last_day(received, remote=remote)
    if answers["filing"] == "in_time" and filed > due:
        reason = _(
            "it was filed on {filed}, after the last day {due}: choose late, or excused with the obstacle",
            filed=short_date(filed),
            due=short_date(due),
        )
        raise Unacceptable(reason=reason)
    if answers["filing"] != "excused":
        return
    obstacle = Pause(_day(answers["obstacle_from"]), _day(answers["obstacle_to"]))
    due = first_round.last_day(received, remote=remote, obstacle=obstacle)
    if filed > due:
        raise Unacceptable(
            reason=_("even without the time of the obstacle the last day was {due}", due=short_date(due))
        )


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
