"""The file of a settled case, put in order for the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework.hold import Hold
from db.models import Run, Task


def record(_hold: Hold, _run: Run, _task: Task, _answers: Mapping[str, Any]) -> None:
    """Keep nothing beyond the answer itself: the index of the file is read from the case's rows."""
