"""What is published of a conclusion: read once more by the office's own scanner before it goes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework import denouncers
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.language import _
from db.models import Run, Task

SAID = ("publication_text", "publication_place")


def record(hold: Hold, _run: Run, _task: Task, answers: Mapping[str, Any]) -> None:
    """Let only words out that do not tell who denounced (Law on Denunciations 25/2018, article 40).

    Raises: Unacceptable, with the words that tell it.
    """
    people = denouncers.facts(hold.session, hold.case)
    told = denouncers.told(" ".join(str(answers.get(name) or "") for name in SAID), people)
    if told:
        raise Unacceptable(reason=_("this still tells who denounced: {words}", words=told))
