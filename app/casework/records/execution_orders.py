"""What a decision orders: one line each, with its unit, its last day, and what has to be paid or given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.casework import vault
from app.casework.hold import Hold
from app.casework.orders import OPEN
from db.base import new_id
from db.models import ExecutionOrder, Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the orders as rows; the unit that follows them up is remembered in the case."""
    hold.case.verifying_unit_id = UUID(str(answers["monitoring_unit"]))
    for position, row in enumerate(answers.get("execution_orders") or [], start=1):
        hold.session.add(_order(hold, position, row))
    hold.session.flush()  # the letter that assigns them is drafted from the rows


def _order(hold: Hold, position: int, row: Mapping[str, Any]) -> ExecutionOrder:
    return ExecutionOrder(
        id=new_id(),
        case_id=hold.case.id,
        run_id=None,
        position=position,
        kind=str(row["kind"]),
        unit_id=UUID(str(row["unit"])),
        text=vault.seal(hold.session, hold.key, str(row["text"])),
        due_on=dt.date.fromisoformat(str(row["due_on"])),
        amount_dong=int(row.get("amount_dong") or 0),
        land_m2=int(row.get("land_m2") or 0),
        people=int(row.get("people") or 0),
        state=OPEN,
        done_on=None,
        done_dong=0,
        done_m2=0,
        done_people=0,
        note=None,
    )
