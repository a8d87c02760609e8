"""Which open steps stand under a limit."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from db.models import Deadline, Task
from db.models.runs import OPEN


def under(deadline: Deadline) -> ColumnElement[bool]:
    """Say of a step that it is open under a limit; its case is named too, for it has few steps to look at."""
    return and_(Task.case_id == deadline.case_id, Task.deadline_id == deadline.id, Task.state == OPEN)
