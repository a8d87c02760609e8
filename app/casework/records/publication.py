"""The publication of a ruling: how, from when, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task

POSTED_DAYS = 15  # Decree 124/2020, publication by posting


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Check that what is said of a publication can be: begun, and long enough where it was posted.

    Raises: Unacceptable.
    """
    start = dt.date.fromisoformat(str(answers.get("published_on") or hold.today))
    if start > hold.today:
        raise Unacceptable(reason=_("the publication has not begun yet"))
    until = answers.get("published_until")
    if answers.get("mode") == "posting" and until:
        days = (dt.date.fromisoformat(str(until)) - start).days + 1
        if days < POSTED_DAYS:
            raise Unacceptable(reason=_("a ruling is posted for at least {days} days", days=POSTED_DAYS))
