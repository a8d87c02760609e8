"""The hands of the people on one case: what they do through the services, one verb each."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID, uuid5

from sqlalchemy import select

from app.casework import prefill
from app.casework.numbers import number_of
from app.demo.cast import Cast
from app.demo.letter_words import drafted
from app.demo.matters import Matter
from app.demo.names import Citizen
from app.demo.petition import posted_petition
from app.demo.stage import CLOSES, OPENS, Stage, hour_of, working_day
from app.errors import OfficeError
from app.policy.actor import Actor
from app.services import counter, events, openings, tasks
from app.services.tasks import Completed, Sending
from db.models import Case, CasePetition, ContentItem, Deadline, Document, Letter, Task

DEMO = UUID("6d0a8f5e-6f0b-5c2b-9a3e-0d3c1f7e2a11")  # names the forms of the demonstration


class Refused(OfficeError):
    """The demonstration cannot go on: {step} was refused ({fields})."""


class Hand:
    """One case and those who work on it; ``chance`` makes each case its own, always the same."""

    def __init__(self, stage: Stage, cast: Cast, number: int, chance: random.Random) -> None:
        self.stage, self.cast, self.number, self.chance = stage, cast, number, chance
        self.case_id = self.petition_id = DEMO
        self.turn = number  # which of several colleagues does what falls to their unit
        self._sent = 0

    # when

    def later(self, working_days: int) -> dt.datetime:
        """Give an hour of a working day some working days from now."""
        return self._hour(working_day(self.stage.today, working_days))

    def past(self, rule: str, working_days: int) -> dt.datetime:
        """Give an hour some working days after a limit, or before it."""
        return self._hour(working_day(self.deadline(rule).due_on, working_days))

    def day(self, working_days: int = 0) -> str:
        """Write today's date, or one some working days off, as forms do."""
        if working_days == 0:
            return self.stage.today.isoformat()
        return working_day(self.stage.today, working_days).isoformat()

    def _hour(self, day: dt.date) -> dt.datetime:
        wanted = hour_of(day, self.chance.randint(OPENS, CLOSES), self.chance.randint(0, 59))
        return max(wanted, self.stage.now + dt.timedelta(minutes=self.chance.randint(8, 50)))

    # what

    def lodge(
        self,
        matter: Matter,
        citizen: Citizen,
        said: Mapping[str, str],
        *,
        classified: bool = True,
        papers: Mapping[str, Path] | None = None,
        draft: UUID | None = None,
    ) -> None:
        """Register the petition on the counter's one screen, and classify it unless told to wait.

        ``papers`` are the scans beside it, by name; ``draft`` is the screen that a reception began.
        """
        actor = self.cast["oanh"]
        posted = posted_petition(matter, citizen, self.stage.today, self.chance, said)
        draft = draft or uuid5(DEMO, f"{self.cast.ward.authority.key}/{self.number}")
        for name, paper in (papers or {}).items():
            with self.stage.work() as session:
                counter.attach(session, draft, filename=name, body=paper.read_bytes(), actor=actor)
        for _look in range(2):  # the officer looks at what the tables propose, then sends
            with self.stage.work() as session:
                done = counter.lodge(session, draft, posted, classified=classified, actor=actor)
            if done.petition_id is not None:
                break
            if done.problems or done.sheet is None:
                raise Refused(step="registration", fields=", ".join(p.field for p in done.problems))
            posted = {**posted, **{name: list(texts) for name, texts in done.sheet.posted.items()}}
        else:
            raise Refused(step="registration", fields="")
        self.petition_id = done.petition_id
        self._find_case()

    def does(self, node: str, **answers: object) -> None:
        """Complete the open step of an element, as the person whose work it is."""
        task = self.task(node)
        actor = self.cast.whose(task, turn=self.turn)
        sending = Sending(posted=as_posted(answers), key=self._key())
        with self.stage.work() as session:
            done = tasks.complete(session, task.id, sending, actor=actor)
        _require_done(node, done)

    def claims(self, node: str) -> None:
        """Take a step of the unit upon oneself."""
        task = self.task(node)
        with self.stage.work() as session:
            tasks.claim(session, task.id, actor=self.cast.whose(task, turn=self.turn))

    def drafts(self, node: str, *, fill: str = "", **answers: object) -> None:
        """Draft a letter from its template; ``fill`` goes where the template has gaps."""
        task = self.task(node)
        with self.stage.look() as session:
            words = drafted(session, task, answers, fill=fill)
        self.does(node, **{**words, **answers})

    def tells(self, message: str, **answers: object) -> None:
        """Record at the counter what happened to the case from outside."""
        sending = Sending(posted=as_posted(answers), key=self._key())
        with self.stage.work() as session:
            done = events.tell(session, self.case_id, message, sending, actor=self.cast["oanh"])
        _require_done(message, done)

    def proposes(self, actor: Actor, **answers: object) -> None:
        """Propose to change the clock or the contents of the case."""
        sending = Sending(posted=as_posted(answers), key=self._key())
        with self.stage.work() as session:
            done = events.propose(session, self.case_id, sending, actor=actor)
        _require_done("clock_change", done)

    def begins(self, procedure: str, actor: Actor, **answers: object) -> None:
        """Begin a procedure beside what goes on in the case."""
        sending = Sending(posted=as_posted(answers), key=self._key())
        with self.stage.work() as session:
            done = openings.begin(session, self.case_id, procedure, sending, actor=actor)
        _require_done(procedure, done)

    # what is there

    def task(self, node: str) -> Task:
        """Find the open step of an element."""
        with self.stage.look() as session:
            rows = select(Task).where(Task.case_id == self.case_id, Task.node == node, Task.state == "open")
            found = session.scalars(rows.order_by(Task.opened_at)).first()
        if found is None:
            raise Refused(step=node, fields="")
        return found

    def waits_at(self, node: str) -> bool:
        """Tell whether a step is open."""
        with self.stage.look() as session:
            rows = select(Task.id).where(
                Task.case_id == self.case_id, Task.node == node, Task.state == "open"
            )
            return session.scalars(rows).first() is not None

    def deadline(self, rule: str) -> Deadline:
        """Find the newest limit of a rule."""
        with self.stage.look() as session:
            rows = select(Deadline).where(Deadline.case_id == self.case_id, Deadline.rule == rule)
            found = session.scalars(rows.order_by(Deadline.id.desc())).first()
        if found is None:
            raise Refused(step=rule, fields="")
        return found

    def leave(self) -> None:
        """Leave the case as it is now; later stories of the ward may come back to it."""
        with self.stage.look() as session:
            case = session.get_one(Case, self.case_id)
        known = self.stage.answered if case.closed_as == "answered" else self.stage.opened
        if case.closed_as == "answered" or (case.state == "open" and not case.sealed):
            known[self.cast.ward.authority.key] = self.case_number()

    def case_number(self) -> str:
        """Give the number under which the case is known."""
        with self.stage.look() as session:
            return number_of(session.get_one(Case, self.case_id))

    def items(self) -> list[str]:
        """List the contents that are still open."""
        with self.stage.look() as session:
            rows = select(ContentItem.id).where(
                ContentItem.case_id == self.case_id, ContentItem.state == "open"
            )
            return [str(each) for each in session.scalars(rows.order_by(ContentItem.position))]

    def papers(self) -> list[str]:
        """List the documents of the case."""
        with self.stage.look() as session:
            rows = select(Document.id).where(Document.case_id == self.case_id)
            return [str(each) for each in session.scalars(rows.order_by(Document.id))]

    def findings(self) -> list[dict[str, object]]:
        """Give the rows of findings as the report's form shows them."""
        with self.stage.look() as session:
            return prefill.findings(session, session.get_one(Case, self.case_id))

    def book(self, node: str) -> str:
        """Give the number book of the letter that a step is about."""
        letter_id = self.task(node).letter_id
        with self.stage.look() as session:
            return (session.get_one(Letter, letter_id).book if letter_id else "") or "cong_van"

    def key(self, what: str) -> str:
        """Name a form that is sent once."""
        return str(uuid5(DEMO, f"{self.case_id}/{self.stage.now.isoformat()}/{what}"))

    def _find_case(self) -> None:
        with self.stage.look() as session:
            rows = select(CasePetition.case_id).where(
                CasePetition.petition_id == self.petition_id, CasePetition.kind == "first"
            )
            self.case_id = session.scalars(rows).one()

    def _key(self) -> str:
        self._sent += 1
        return str(uuid5(DEMO, f"{self.case_id}/{self._sent}"))


def as_posted(answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Write answers as a browser sends them."""
    return {
        name: [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
        for name, value in answers.items()
        if value is not None
    }


def _require_done(step: str, done: Completed) -> None:
    if done.problems:
        told: Iterable[str] = (f"{problem.field}: {problem.message}" for problem in done.problems)
        raise Refused(step=step, fields="; ".join(told))
