"""The watchlist of prolonged cases: a case enters it by published criteria and leaves it with a reason."""

from __future__ import annotations

from sqlalchemy import select

from app.casework import asked, vault
from app.casework.hold import Hold
from db.models import Run, Watch

ENDED = "ended"


def enter(hold: Hold, run: Run) -> None:
    """Put the case on the list, as the form that asked for it says."""
    said = asked.of(hold, run)
    hold.session.add(
        Watch(
            case_id=hold.case.id,
            authority_id=hold.case.authority_id,
            run_id=run.id,
            criteria=",".join(str(code) for code in said.get("criteria") or []),
            reason=vault.seal(hold.session, hold.key, str(said.get("reason") or "")),
            since=hold.today,
            review_on=asked.day_of(said.get("review_on")),
            until=None,
            left_as=None,
            left_reason=None,
            by_id=hold.actor.person_id if hold.actor else hold.case.registrar_id,
            at=hold.now,
        )
    )


def leave(hold: Hold, run: Run, *, how: str, reason: str) -> None:
    """Take the case off the list and keep why."""
    row = of_run(hold, run)
    if row is not None and row.until is None:
        row.until, row.left_as, row.review_on = hold.today, how, None
        row.left_reason = vault.seal(hold.session, hold.key, reason)


def leave_ended(hold: Hold, run: Run) -> None:
    """Take the case off the list because it ended; how it ended stands in the case."""
    leave(hold, run, how=ENDED, reason="")


def of_run(hold: Hold, run: Run) -> Watch | None:
    """Give the stretch on the list that a run watches over."""
    hold.session.flush()
    return hold.session.scalars(select(Watch).where(Watch.run_id == run.id)).one_or_none()


def of_case(hold: Hold) -> Watch | None:
    """Give the stretch that lasts now, if the case is on the list."""
    rows = select(Watch).where(Watch.case_id == hold.case.id, Watch.until.is_(None)).limit(1)
    return hold.session.scalars(rows).one_or_none()
