"""After a list of days off was confirmed: every open deadline that it may move is counted anew, case by case.

The cases are held one after another, each in a transaction of its own, by whoever ticks; what was done is
written with it, so that a crash leaves the rest for the next tick, and a second worker finds nothing to do.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from uuid import UUID

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.casework import lawbook, recounting
from app.casework.recounting import FAILED, Outcome, Reach
from app.policy.actor import Actor
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import Deadline, LawEntry, Recount, RecountLine
from db.session import Database

log = logging.getLogger(__name__)

PAGE = 200  # deadlines looked at in one reading
PAGES = 10  # of them in one tick
# Whoever armed a deadline by the list before and had not committed yet is waited for.
STRAGGLERS = dt.timedelta(minutes=2)


def begin(session: Session, row: LawEntry, revision: int, *, actor: Actor) -> Recount:
    """Write down that the open deadlines are to be counted anew by a list that was just confirmed."""
    recount = Recount(
        id=new_id(),
        entry_id=row.id,
        revision=revision,
        begun_at=clock.now(),
        finished_at=None,
    )
    session.add(recount)
    facts = {"recount": str(recount.id), "entry": str(row.id), "revision": revision}
    staff_trail.record(session, Tag.LAW_RECOUNT, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts)
    return recount


def carry_on(database: Database, *, pages: int = PAGES) -> int:
    """Go on with what was begun; gives how many cases were held for it. Nothing to do costs one statement."""
    begun = select(Recount, LawEntry.key).join(LawEntry, LawEntry.id == Recount.entry_id)
    with database.reading() as session:
        found = session.execute(begun.where(Recount.finished_at.is_(None))).all()
        held = lawbook.refresh(session) if found else None
    done = 0
    for recount, key in found:
        reach = recounting.reach(held, key, recount.revision) if held else None
        work = Work(database, recount, reach) if reach else None
        done += work.go_on(pages) if work else 0
        if work is None or work.is_over:
            _finish(database, recount.id)
    return done


class Work:
    """The open deadlines that one list may move, page by page."""

    def __init__(self, database: Database, recount: Recount, reach: Reach) -> None:
        self.is_over = False  # nothing was found any more
        self._database, self._recount, self._reach = database, recount, reach

    def go_on(self, pages: int) -> int:
        """Count some pages anew, the oldest deadlines first; gives how many cases were held."""
        done, after = 0, None
        for _page in range(pages):
            found = self._page(after)
            if not found:
                self.is_over = after is None
                break
            after = found[-1].deadline_id
            done += self._count(found)
        return done

    def _page(self, after: UUID | None) -> list[Outcome]:
        failed = exists().where(
            RecountLine.recount_id == self._recount.id,
            RecountLine.deadline_id == Deadline.id,
            RecountLine.kept == FAILED,
        )
        query = recounting.concerned(self._reach).where(~failed).limit(PAGE)
        with self._database.reading() as session:
            rows = session.execute(query.where(Deadline.id > after) if after else query)
            return recounting.outcomes(session, [(deadline, kind) for deadline, kind in rows])

    def _count(self, found: list[Outcome]) -> int:
        """Count anew what differs, each case by itself; of the rest only note that it was looked at."""
        with self._database.reading() as session:
            reminders = recounting.with_moved_reminders(session, found, self._reach)
        wanted = {each.case_id: each for each in found if each.differs or each.deadline_id in reminders}
        for case_id, one in wanted.items():
            self._count_case(case_id, one)
        same = [each.deadline_id for each in found if each.case_id not in wanted]
        if same:
            revision = self._recount.revision
            looked = update(Deadline).where(Deadline.id.in_(same), Deadline.list_known < revision)
            with self._database.transaction() as session:
                session.execute(looked.values(list_known=revision))
        return len(wanted)

    def _count_case(self, case_id: UUID, one: Outcome) -> None:
        try:
            with self._database.transaction() as session:
                recounting.carry_out(session, self._recount, case_id, self._reach)
        except Exception:  # one case that cannot move stops no other; it is listed for a person
            log.exception("deadline %s was not counted anew", one.deadline_id)
            with self._database.transaction() as session:
                recounting.keep_line(session, self._recount, one, FAILED)


def _finish(database: Database, recount_id: UUID) -> None:
    with database.transaction() as session:
        recount = session.get_one(Recount, recount_id, with_for_update=True)
        if recount.finished_at is not None or clock.now() < recount.begun_at + STRAGGLERS:
            return
        recount.finished_at = clock.now()
        facts = {"recount": str(recount.id), "entry": str(recount.entry_id), **tally(session, recount.id)}
        staff_trail.record(session, Tag.LAW_RECOUNT, actor_id=None, facts=facts)


def tally(session: Session, recount_id: UUID) -> dict[str, int]:
    """Count what became of the deadlines: moved, kept for a reason, failed."""
    rows = session.execute(
        select(RecountLine.kept, func.count())
        .where(RecountLine.recount_id == recount_id)
        .group_by(RecountLine.kept)
    )
    counted = Counter({kept or "moved": number for kept, number in rows})
    failed = counted.pop(FAILED, 0)
    return {"moved": counted.pop("moved", 0), "kept": counted.total(), "failed": failed}
