"""What a unit reports of its order: how much was done, and whether that is all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.casework import vault
from app.casework.hold import Hold
from app.casework.orders import OPEN, REPORTED
from db.models import ExecutionOrder, Run, Task


def record(hold: Hold, run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep what was done so far; a report that comes back to the unit opens its order again."""
    rows = select(ExecutionOrder).where(ExecutionOrder.run_id == run.id)
    order = hold.session.scalars(rows).one_or_none()
    if order is None:
        return
    done = answers["result"] == "done"
    order.state = REPORTED if done else OPEN
    order.done_on = dt.date.fromisoformat(str(answers["done_on"])) if done else None
    order.done_dong = int(answers.get("done_dong") or 0)
    order.done_m2 = int(answers.get("done_m2") or 0)
    order.done_people = int(answers.get("done_people") or 0)
    order.note = vault.seal(hold.session, hold.key, str(answers.get("result_note") or ""))
