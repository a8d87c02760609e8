"""The working copy of a sealed case: every paper blacked out or left out, every content told anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework import redacted_items, redactions
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the summary of the contents, once nothing of the case is left that verifiers may not read.

    Raises: Unacceptable while a paper has no working copy, or a summary still tells who denounced.
    """
    hold.session.flush()  # papers that came with this very form count too
    left = redactions.missing(hold.session, hold.case.id)
    if left:
        raise Unacceptable(
            reason=_(
                "papers without a working copy: {count}; black them out or leave them out", count=len(left)
            )
        )
    redacted_items.keep(hold, answers)
