"""One process that works in the office until it is killed: lodges, completes, drains, writes the digests.

It is forked, takes connections of its own, and tells the ledger what it tries and what it was told.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app import clock
from app.casework.drain import drain_timers
from app.errors import AlreadyDone, NotAllowed, NotFound, OfficeError
from app.services import counter, digest, tasks, timekeeping
from app.worker import tick
from db.models import Run, Task, Timer
from db.session import Database
from tests.crash.ledger import DONE, REFUSED, WRONG, Ledger, Sent
from tests.crash.moves import MOVES, Place, answer, at_the_counter
from tests.office import Office

SCREENS = UUID("7b0a3a52-9c55-4b3e-9a5f-0f4f4c0f8d10")
SETTLING = ("intake", "complaint_first")
STEPS = 60  # more than a complaint has, however it goes
CLOCKWORK = 0.4  # how often somebody looks at the clock before doing the next step
SOON, LATE = dt.timedelta(hours=6), dt.timedelta(days=5)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What one process is to do, and where it is to die if not by another's hand."""

    name: str  # unlike that of every other process; its forms' keys begin with it
    now: dt.datetime
    cases: int  # how many lie open at once; fewer are filled up at the counter
    point: int = 0  # the how-many-eth word to the database it dies at; 0 for none
    task: UUID | None = None  # the one task to complete, and nothing else
    fires: bool = False  # to fire what is due, and nothing else
    apart: UUID | None = None  # a case that another process has to itself
    after: UUID | None = None  # only what came in later than this case is worked on
    to_the_end: bool = False  # nothing new comes in; it ends when nothing waits
    unheard: tuple[Sent, ...] = field(default=(), repr=False)


class Hand:
    """A process at work."""

    def __init__(self, database: Database, ledger: Ledger, founded: Office, order: Order) -> None:
        """Work with a database that holds no connection yet."""
        self.database, self.ledger, self.order = database, ledger, order
        self.office = Office(self.database, founded)
        self.chance = random.Random(order.name)  # noqa: S311 - the same name, the same choices
        self.sent = 0

    def work(self, began: Any) -> None:
        """Work at the instant of the order until killed, or until what was ordered is done."""
        with clock.at(self.order.now):
            with self.database.reading() as session:  # the first look costs what no later one does
                _open_cases(session)
            began()
            for sent in self.order.unheard:
                self.send(sent)
            if self.order.fires:
                self._dying(lambda: drain_timers(self.database, limit=1))
            elif self.order.task is None:
                self._work_on()
            elif not self.order.unheard:
                self._complete(self.order.task)

    def fill(self) -> None:
        """Lodge as many complaints as are to lie open, nobody being killed."""
        with clock.at(self.order.now):
            for _each in range(self.order.cases):
                self.send(self.petition())

    def reach(self, node: str) -> None:
        """Bring one complaint so far that a step lies open, nobody being killed."""
        settling = select(Run.case_id).where(Run.procedure.in_(SETTLING), Run.status == "running")
        steps = select(Task.id, Task.node).where(Task.state == "open", Task.node.in_(MOVES))
        with clock.at(self.order.now):
            for _step in range(STEPS):
                with self.database.reading() as session:
                    case_id = session.scalars(settling.order_by(Run.case_id.desc())).first()
                    there = {
                        row.node: row.id for row in session.execute(steps.where(Task.case_id == case_id))
                    }
                if node in there:
                    return
                there.pop("es_direct", None)
                if there:
                    self._complete(next(iter(there.values())))
                else:  # it waits for a day, or is past this step
                    self.send(self.petition())
        raise AssertionError(f"{node} is never reached")

    def finish(self) -> None:
        """Let days pass, nobody being killed, until every complaint is settled."""
        now = self.order.now
        for _day in range(400):
            with clock.at(now):
                self._work_on()
                with self.database.reading() as session:
                    if not _open_cases(session):
                        return
                    due = session.scalar(select(func.min(Timer.next_try_at)).where(Timer.state == "pending"))
            now = max(now + SOON, min(due or now, now + LATE))
        with self.database.reading() as session:
            raise AssertionError(f"never comes to its end: {_standing(session)}")

    def send_again(self, heard: Sequence[Sent]) -> None:
        """Send forms that were acknowledged."""
        with clock.at(self.order.now):
            for each in heard:
                self.send(each)

    def look_at_the_clock(self) -> None:
        """Tick, as somebody does every five seconds, and do nothing else."""
        with clock.at(self.order.now):
            timekeeping.keep(self.database)

    def rehearse(self) -> None:
        """Do everything that one case asks for, and undo it: what a process learns with its first case."""
        with suppress(_Undone), clock.at(self.order.now), self.database.transaction() as session:
            sent = self.petition()
            for _step in range(STEPS):
                if problems := self._do(session, sent):
                    raise AssertionError(f"{sent.node}: {problems}")
                session.flush()
                waiting = self._waiting(session)
                if not waiting:
                    break
                sent = self._prepared(session, waiting[0])
            raise _Undone

    def _dying(self, what: Callable[[], object]) -> None:
        """Do something, and die on the way where that was ordered; the last point is when all is done."""
        if self.order.point:
            die_at(self.database, self.order.point)
        what()
        if self.order.point:
            die_at.count()

    def send(self, sent: Sent) -> None:
        """Send a form, perhaps again, and tell what came of it."""
        self.ledger.tried(sent)
        try:
            problems = self._carried_out(sent)
        except (AlreadyDone, NotFound, NotAllowed) as problem:
            self.ledger.write(REFUSED, sent.key, why=type(problem).__name__)
        except OfficeError as problem:
            self.ledger.write(WRONG, sent.key, why=f"{sent.node}: {problem.sentence}")
        else:
            # A form that is sent again days later may name a day that is over: then it was never kept.
            refused = REFUSED if sent in self.order.unheard else WRONG
            told = {"why": f"{sent.node}: {problems}"} if problems else {}
            self.ledger.write(refused if problems else DONE, sent.key, **told)

    def _carried_out(self, sent: Sent) -> list[object]:
        problems: list[object] = []
        self._dying(lambda: problems.extend(self._in_one_piece(sent)))
        return problems

    def _in_one_piece(self, sent: Sent) -> tuple[object, ...]:
        with self.database.transaction() as session:
            return self._do(session, sent)

    def _do(self, session: Session, sent: Sent) -> tuple[object, ...]:
        who = self.office.people[sent.who]
        if not sent.task:
            screen = uuid5(SCREENS, sent.key)
            return counter.lodge(session, screen, sent.posted, classified=False, actor=who).problems
        sending = tasks.Sending(posted=sent.posted, key=sent.key)
        return tasks.complete(session, UUID(sent.task), sending, actor=who).problems

    def _work_on(self) -> None:
        """Do whatever waits, in no order; where nothing new comes in, until nothing waits."""
        while True:
            if self.order.to_the_end or self.chance.random() < CLOCKWORK:
                self._tick()
            sent = self.next()
            if sent is not None:
                self.send(sent)
            elif self.order.to_the_end:
                return

    def next(self) -> Sent | None:
        """Choose what to send next: a new complaint where too few lie open, or the form of any open step."""
        with self.database.reading() as session:
            if _open_cases(session) < self.order.cases and not self.order.to_the_end:
                return self.petition()
            waiting = self._waiting(session)
            return self._prepared(session, self.chance.choice(waiting)) if waiting else None

    def petition(self) -> Sent:
        """Give a new complaint as it is to be sent from the counter."""
        return self._new("", "counter", "oanh", at_the_counter())

    def _tick(self) -> None:
        if self.order.apart is None:  # who has a case to itself may also have its timers to itself
            digest.write_due(self.database, by_mail=True)
            tick.fire(self.database, limit=200 if self.order.to_the_end else 2)

    def _waiting(self, session: Session) -> list[UUID]:
        rows = select(Task.id).where(Task.state == "open", Task.node.in_(MOVES)).order_by(Task.id)
        if self.order.apart is not None:
            rows = rows.where(Task.case_id != self.order.apart)
        if self.order.after is not None:
            rows = rows.where(Task.case_id > self.order.after)
        return list(session.scalars(rows))

    def _complete(self, task_id: UUID) -> None:
        with self.database.reading() as session:
            sent = self._prepared(session, task_id)
        self.send(sent)

    def _prepared(self, session: Session, task_id: UUID) -> Sent:
        task = session.get_one(Task, task_id)
        who, posted = answer(Place(session, self.office, task, clock.today()))
        login = next(name for name, actor in self.office.people.items() if actor is who)
        return self._new(str(task_id), task.node, login, posted)

    def _new(self, task: str, node: str, who: str, posted: Any) -> Sent:
        self.sent += 1
        return Sent(f"{self.order.name}-{self.sent}", task, node, who, posted, self.order.now.isoformat())


def _open_cases(session: Session) -> int:
    """Count the complaints that are not settled yet; the cases in which decisions are carried out go on."""
    running = (
        select(func.count()).select_from(Run).where(Run.procedure.in_(SETTLING), Run.status == "running")
    )
    return session.scalar(running) or 0


def _standing(session: Session) -> list[tuple[object, ...]]:
    """Say which steps are open, and when the next timers are due."""
    steps = select(Task.case_id, Task.node).where(Task.state == "open")
    timers = select(Timer.case_id, Timer.node, Timer.next_try_at).where(Timer.state == "pending")
    return [tuple(row) for query in (steps, timers) for row in session.execute(query.limit(9))]


class _Undone(Exception):
    """What was rehearsed is undone."""


class _Dying:
    """Counts what is said to the database, its commits too, and kills this very process at one of them."""

    def __init__(self) -> None:
        self.left = 0

    def __call__(self, database: Database, point: int) -> None:
        self.left = point
        event.listen(database.engine, "before_cursor_execute", self.count)
        event.listen(database.engine, "commit", self.count)

    def count(self, *_heard: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


die_at = _Dying()
