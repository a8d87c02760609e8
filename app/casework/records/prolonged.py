"""What is decided at the review of a prolonged case, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app.casework import asked, consultations, directives, vault, watchlist
from app.casework.audit import Tag
from app.casework.audit import record as audit
from app.casework.hold import Hold
from app.errors import NotPossibleNow
from app.language import _
from db.base import new_id
from db.models import HigherReport, Run, Task

Answers = Mapping[str, Any]


def review(hold: Hold, run: Run, _task: Task, answers: Answers) -> None:
    """Keep the decision of a review and set off what it asks for.

    Raises: NotPossibleNow, Unacceptable.
    """
    step = str(answers["next_step"])
    watch = watchlist.of_run(hold, run)
    if watch is not None:
        watch.review_on = asked.day_of(answers.get("review_on"))
    CARRY_OUT.get(step, _nothing)(hold, run, answers)
    facts = {"review": step}
    audit(hold.session, hold.case, Tag.WATCH_REVIEW, actor=hold.actor, now=hold.now, facts=facts)


def higher(hold: Hold, run: Run, _task: Task, answers: Answers) -> None:
    """Keep what the higher authority answered."""
    row = _waiting(hold, run)
    if row is not None:
        row.answered_on = asked.day_of(answers.get("higher_on")) or hold.today
        row.answer = vault.seal(hold.session, hold.key, str(answers.get("higher_text") or ""))


def _direct(hold: Hold, _run: Run, answers: Answers) -> None:
    directives.begin(hold, answers.get("directives") or [])


def _consult(hold: Hold, _run: Run, answers: Answers) -> None:
    consultations.begin(hold, {**answers, "purpose": "department"})


def _report(hold: Hold, run: Run, answers: Answers) -> None:
    watch, day = watchlist.of_run(hold, run), asked.day_of(answers.get("answer_by"))
    if watch is None:
        return
    _give_up(hold, run)
    hold.session.add(
        HigherReport(
            id=new_id(),
            case_id=hold.case.id,
            watch_id=watch.id,
            body=str(answers.get("higher_body") or ""),
            obstacle=vault.seal(hold.session, hold.key, str(answers.get("obstacle") or "")),
            asked_on=hold.today,
            answer_by=day or hold.today,
            answered_on=None,
            answer=None,
            given_up_on=None,
        )
    )


def _wait_on(hold: Hold, run: Run, answers: Answers) -> None:
    row = _waiting(hold, run)
    if row is None:
        raise NotPossibleNow(reason=_("no report to a higher authority is unanswered"))
    row.answer_by = asked.day_of(answers.get("answer_by")) or row.answer_by


def _leave(hold: Hold, run: Run, answers: Answers) -> None:
    how, reason = str(answers["left_as"]), str(answers.get("left_reason") or "")
    _give_up(hold, run)
    watchlist.leave(hold, run, how=how, reason=reason)


def _give_up(hold: Hold, run: Run) -> None:
    """Note that the matter went on without the answer that is still out."""
    row = _waiting(hold, run)
    if row is not None:
        row.given_up_on = hold.today


def _waiting(hold: Hold, run: Run) -> HigherReport | None:
    watch = watchlist.of_run(hold, run)
    if watch is None:
        return None
    rows = select(HigherReport).where(
        HigherReport.watch_id == watch.id,
        HigherReport.answered_on.is_(None),
        HigherReport.given_up_on.is_(None),
    )
    return hold.session.scalars(rows.order_by(HigherReport.id.desc()).limit(1)).one_or_none()


def _nothing(_hold: Hold, _run: Run, _answers: Answers) -> None:
    """Watching on sets nothing off."""


CARRY_OUT: Mapping[str, Callable[[Hold, Run, Answers], None]] = {
    "direct": _direct,
    "consult": _consult,
    "higher": _report,
    "wait": _wait_on,
    "leave": _leave,
}
