"""The draft of a letter: its words as the officer left them, submitted for signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from app.casework import addressees, letter_sheet, vault
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.errors import NotPossibleNow
from app.language import _
from db.models import Addressee, Letter, Run, Task

OPEN_TO_DRAFT = frozenset({"open", "drafted", "returned"})


def record(hold: Hold, _run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Keep the drafted words and addressees, and submit the letter.

    Raises: NotPossibleNow.
    """
    submit(hold, of_task(hold, task), answers)


def of_task(hold: Hold, task: Task) -> Letter:
    """Give the letter that a step is about.

    Raises: NotPossibleNow.
    """
    if task.letter_id is None:
        raise NotPossibleNow(reason=_("this step has no letter"))
    return hold.letter(task.letter_id)


def submit(hold: Hold, letter: Letter, answers: Mapping[str, Any]) -> None:
    """Put a drafted letter before who signs it.

    Raises: NotPossibleNow when it was signed already.
    """
    if letter.state not in OPEN_TO_DRAFT:
        raise NotPossibleNow(reason=_("this letter is no longer a draft"))
    words = {
        "title": str(answers.get("title") or ""),
        "body": str(answers.get("body") or ""),
        "recipients": [row["name"] for row in answers.get("recipients") or [] if row.get("name")],
        "dated_on": answers.get("dated_on"),
    }
    letter.body = vault.seal_data(hold.session, hold.key, words)
    letter.state, letter.submitted_at, letter.comment = "submitted", hold.now, None
    letter.drafted_by_id = hold.actor.person_id if hold.actor else None
    _address(hold, letter, answers)
    audit(
        hold.session,
        hold.case,
        Tag.LETTER_DRAFT,
        actor=hold.actor,
        now=hold.now,
        facts={"letter": str(letter.id), "template": letter.template},
    )


def _address(hold: Hold, letter: Letter, answers: Mapping[str, Any]) -> None:
    """Keep to whom the letter goes; where nobody was named, those whom its template prints."""
    hold.session.execute(delete(Addressee).where(Addressee.letter_id == letter.id))
    rows: list[Mapping[str, Any]] = answers.get("addressees") or [
        {"name": line} for line in letter_sheet.sheet(hold.session, hold.case, letter, answers).addressees
    ]
    lines = [(letter_sheet.line(row), str(row.get("via") or "post")) for row in rows]
    addressees.keep(hold, letter, [each for each in lines if each[0]])
