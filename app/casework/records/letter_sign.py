"""The signature of a letter, or its return with a comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework import vault
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.casework.records.letter_draft import of_task
from app.errors import NotPossibleNow, Unacceptable
from app.language import _
from db.models import Letter, Run, Task


def record(hold: Hold, _run: Run, task: Task, answers: Mapping[str, Any]) -> None:
    """Sign the letter of a step, or return it.

    Raises: NotPossibleNow, Unacceptable.
    """
    letter = of_task(hold, task)
    if answers.get("letter_outcome") == "return":
        give_back(hold, letter, str(answers.get("comment") or ""))
    else:
        sign(hold, letter)


def sign(hold: Hold, letter: Letter) -> None:
    """Sign a submitted letter in the name of the office held at this moment.

    Raises: NotPossibleNow.
    """
    if letter.state != "submitted" or hold.actor is None:
        raise NotPossibleNow(reason=_("only a submitted letter can be signed"))
    letter.state, letter.signed_at = "signed", hold.now
    letter.signed_by_id, letter.signed_title = hold.actor.person_id, hold.actor.title
    _note(hold, letter, Tag.LETTER_SIGN)


def give_back(hold: Hold, letter: Letter, comment: str) -> None:
    """Return a letter to who drafted it; the comment says what to change.

    Raises: NotPossibleNow, Unacceptable.
    """
    if letter.state != "submitted":
        raise NotPossibleNow(reason=_("only a submitted letter can be returned"))
    if not comment.strip():
        raise Unacceptable(reason=_("say what has to be changed"))
    letter.state, letter.comment = "returned", vault.seal(hold.session, hold.key, comment)
    _note(hold, letter, Tag.LETTER_RETURN)


def _note(hold: Hold, letter: Letter, tag: Tag) -> None:
    facts = {"letter": str(letter.id), "template": letter.template}
    audit(hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts=facts)
