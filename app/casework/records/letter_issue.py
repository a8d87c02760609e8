"""A signed letter is numbered and sent; proof of delivery is filed when it comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.casework import addressees, letters
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.casework.records.letter_draft import of_task
from app.errors import NotPossibleNow, Unacceptable
from app.language import _
from db.models import Letter, Run, Task


def record(hold: Hold, run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Give the letter of a step its number and send it.

    Raises: NotPossibleNow, Unacceptable.
    """
    letter = of_task(hold, task)
    if letter.state == "signed":  # a ruling was numbered when it was signed
        letter.book = str(answers.get("book") or letter.book)
        letters.number(hold, letter, typed=str(answers.get("number") or "").strip() or None)
    addressees.keep_told(hold, run, task, letter, answers)
    sent = str(answers.get("sent_on") or "")
    send(
        hold,
        letter,
        on=dt.date.fromisoformat(sent) if sent else hold.today,
        via=str(answers.get("via") or ""),
    )


def send(hold: Hold, letter: Letter, *, on: dt.date, via: str) -> None:
    """Record that a numbered letter left the office; where it names nobody, no proof of delivery is owed.

    Raises: NotPossibleNow, Unacceptable.
    """
    if letter.state != "numbered":
        raise NotPossibleNow(reason=_("only a numbered letter can be sent"))
    if on > hold.today:
        raise Unacceptable(reason=_("the day of sending lies in the future"))
    receivers = addressees.of(hold.session, letter.id)
    letter.state, letter.sent_on = "sent" if receivers else "filed", on
    letter.sent_by_id = hold.actor.person_id if hold.actor else None
    for addressee in receivers:
        addressee.sent_on, addressee.via = on, via or addressee.via
    facts = {"letter": str(letter.id), "on": on.isoformat()}
    audit(hold.session, hold.case, Tag.LETTER_SEND, actor=hold.actor, now=hold.now, facts=facts)
