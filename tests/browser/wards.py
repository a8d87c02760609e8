"""Offices for the browser: the demonstration's two wards, founded once, copied for each story."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, language
from app.casework import incidents, law_sheets
from app.casework.stuck import Trouble
from app.demo import cast, complaints, recommendations
from app.demo.hand import Hand
from app.demo.matters import of_all
from app.demo.names import citizen
from app.demo.play import play
from app.demo.setting_up import found_wards
from app.demo.stage import Stage, hour_of, working_day
from app.demo.tale import Plot, Story
from app.demo.wards import WARDS
from app.policy.actor import Actor
from app.services import law, procedures, sessions
from app.services.law import Proposal
from app.services.office import open_office
from app.settings import Settings, from_environment
from app.web import create_app
from app.worker.tick import tick
from db.models import Case, Person, Run, Task
from db.session import Database
from tests.browser import drafts
from tests.browser.serving import served

CASES = 24  # enough for a case in each state that a page shows
BESIDE = 1_000  # numbers that no tale of the town has: each is the same petition, however often it is lodged
MONDAY = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)  # nine o'clock in Vietnam
TOWN_DAY = dt.datetime(2026, 11, 23, 2, 30, tzinfo=dt.UTC)  # a Monday, half past nine in Vietnam
MORE = (  # steps and papers that the small town has not come to
    (complaints.held, "denunciation"),
    (complaints.to_be_accepted, "complaint"),
    (recommendations.notice_open, "recommendation"),
    (recommendations.notice_signed, "recommendation"),
)


@dataclass(frozen=True)
class Ward:
    """A served office with the people of the demonstration, and a clock that can be turned."""

    address: str
    settings: Settings
    database: Database

    def tick(self) -> None:
        """Let the clock look once what is due, as it does every five seconds in a real office."""
        tick(self.database, self.settings)

    def secret(self, login: str) -> str:
        """Sign somebody in without the form; gives what the cookie holds."""
        with self.database.transaction() as session:
            return sessions.begin(session, self.person_id(login))

    def person_id(self, login: str) -> UUID:
        """Give the id of a person."""
        with self.database.reading() as session:
            return session.scalars(select(Person.id).where(Person.login == login)).one()


def turn_to(instant: dt.datetime) -> None:
    """Turn the clock of the whole process to an instant; it goes on from there."""
    clock.travel(dt.timedelta())
    clock.travel(instant - clock.now())


def nine_on(day: dt.date) -> dt.datetime:
    """Give nine o'clock of a day in Vietnam."""
    return dt.datetime.combine(day, dt.time(9), clock.VIETNAM).astimezone(dt.UTC)


@contextmanager
def turned_back() -> Iterator[None]:
    """Leave the clock as it was, whatever a test did to it."""
    try:
        yield
    finally:
        clock.travel(dt.timedelta())


def found(folder: Path) -> Path:
    """Found the wards in a folder, their procedures in force."""
    database = open_office(from_environment({"DATA": str(folder)}))
    with turned_back():
        turn_to(MONDAY)
        procedures.load_all(database, say=lambda _text: None)
        found_wards(database)
    database.close()  # everything lies in the one file then
    return folder


@contextmanager
def opened(founded: Path, folder: Path) -> Iterator[Ward]:
    """Serve a copy of the founded wards."""
    shutil.copytree(founded, folder, dirs_exist_ok=True)
    settings = from_environment({"DATA": str(folder), "DONTHU_DEMO": "1"})
    database = open_office(settings)
    with served(create_app(settings, database=database)) as address:
        yield Ward(address, settings, database)
    database.close()


def populate(ward: Ward) -> None:
    """Play a small town up to its day, and what it lacks beside it."""
    with turned_back():
        turn_to(TOWN_DAY)
        play(ward.database, cases=CASES, told=lambda _over, _whole: None)
        begin = hour_of(working_day(clock.today(), -5), 9)
        for number, (story, group) in enumerate(MORE, start=BESIDE):
            played(ward, story, group, begin=begin, number=number)
        ward.tick()
        with ward.database.reading() as session:
            people = cast.gather(session, WARDS[0])
        an, lan = people["an"], people["lan"]
        with ward.database.transaction() as session:
            propose_shorter(session, lan)
            propose_days_off(session, lan)
            stick(session, people["long"])
        drafts.bring(ward.database, lan)
        drafts.rehearse(ward.database, lan, drafts.in_force(ward.database, "complaint_first"))
        drafts.offer(ward.database, an, lan)


def stick(session: Session, leader: Actor) -> None:
    """Let one step of an open complaint have failed, with what it was meant for."""
    rows = select(Task, Run, Case).join(Run, Run.id == Task.run_id).join(Case, Case.id == Task.case_id)
    open_here = (Case.authority_id == leader.authority_id, Case.state == "open", Task.state == "open")
    complaint = (Case.kind == "complaint", Case.sealed.is_(False), Run.procedure == "complaint_first")
    task, run, case = session.execute(rows.where(*open_here, *complaint).order_by(Task.id)).first()
    trouble = Trouble(
        kind="step", element=task.node, authority_id=case.authority_id, case_id=case.id, run_id=run.id,
        version_id=run.version_id, at=clock.now(), command="task", task_id=task.id,
        person_id=leader.person_id, unit_id=leader.unit_id, sent_at=clock.now(),
    )  # fmt: skip
    incidents.keep(session, trouble)


def propose_shorter(session: Session, actor: Actor) -> None:
    """Let the legal officer propose a shorter limit, which waits for a second person."""
    since = dt.date(2027, 1, 1)
    old = law_sheets.newest("limit", "KN1.SETTLE", since)
    answers = law_sheets.answers(old) | {"effective_from": since.isoformat(), "days_normal": 20}
    entry = law_sheets.entry("limit", answers, old)
    law.propose(session, Proposal(entry=entry, reason="Luật sửa đổi rút ngắn thời hạn."), actor=actor)


def propose_days_off(session: Session, actor: Actor) -> None:
    """Let the legal officer propose one more day off, which moves what runs over them."""
    first = working_day(clock.today(), 3)
    old = law_sheets.newest("calendar", str(first.year))
    answers = law_sheets.answers(old)
    answers["off"] += [{"from": first.isoformat(), "to": first.isoformat(), "name": "Nghỉ phòng chống bão"}]
    entry = law_sheets.entry("calendar", answers | {"article": "Thông báo 12/TB-UBND"}, old)
    law.propose(session, Proposal(entry=entry, reason="Thông báo nghỉ tránh bão của tỉnh."), actor=actor)


def played(
    ward: Ward,
    story: Story,
    group: str = "recommendation",
    *,
    begin: dt.datetime | None = None,
    number: int = 1,
) -> str:
    """Play one story of the demonstration without a pause; gives the number of its case."""
    chance = random.Random(number)  # noqa: S311 - a play, not a secret
    with ward.database.reading() as session:
        people = cast.gather(session, WARDS[0])
    hand = Hand(Stage(ward.database, begin or clock.now()), people, number, chance)
    with language.use("vi"):
        who = citizen(chance, people.ward, number)
        list(story(Plot(hand, of_all()[group][0].at(who), who)))
    return hand.case_number()
