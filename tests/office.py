"""An office to test with: two wards' worth of rows, five people with verbs, a clock that can be turned."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework.drain import drain_timers
from app.policy.actor import Actor
from app.services import procedures, registration, tasks
from app.services.registration import Registered
from app.services.tasks import Completed, Sending
from db.base import new_id
from db.models import Authority, Case, Deadline, Holding, Letter, Notice, Person, Run, Task, Timer, Unit
from db.session import Database

SINCE = dt.date(2025, 7, 1)
MONDAY = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)  # 9 o'clock in Vietnam
UNITS = {
    "leadership": ("Lãnh đạo UBND", "leadership"),
    "office": ("Văn phòng HĐND và UBND", "office"),
    "economy": ("Phòng Kinh tế, Hạ tầng và Đô thị", "division"),
    "culture": ("Phòng Văn hóa - Xã hội", "division"),
}
PEOPLE = {
    "long": ("Hồ Đức Long", "leadership", "chairman", "Chủ tịch"),
    "oanh": ("Nguyễn Thị Oanh", "office", "officer", "Chuyên viên"),
    "van": ("Đặng Thị Vân", "office", "clerk", "Văn thư"),
    "kien": ("Trần Trung Kiên", "economy", "officer", "Chuyên viên"),
    "hoa": ("Phan Thị Hòa", "economy", "unit_head", "Trưởng phòng"),
    "tam": ("Lê Minh Tâm", "culture", "officer", "Chuyên viên"),
    "an": ("Trần Văn An", "office", "administrator", "Quản trị"),
    "sau": ("Vũ Văn Sáu", "office", "auditor", "Giám sát"),
}
FLOOD = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0912345678",
    "identity_number": "040123456789",
    "address": "Khối 3, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Đường khối 3 ngập nước sau mưa",
    "content_items": [{"text": "Đường khối 3 ngập sâu nửa mét", "request": "Sửa cống thoát nước"}],
    "place": "Khối 3",
    "respondent_position": "none",
}
LAND = FLOOD | {
    "matter": "Khiếu nại quyết định bồi thường khi thu hồi đất",
    "content_items": [
        {"text": "Đơn giá đất áp sai vị trí", "request": "Tính lại theo vị trí 1"},
        {"text": "Chưa bồi thường nhà tạm", "request": "Bồi thường nhà tạm"},
    ],
    "parcel": "thửa số 12, tờ bản đồ số 45",
    "documents": [{"title": "Quyết định 12/QĐ-UBND", "pages": 3, "form": "copy"}],
    "respondent_position": "commune_chair",
    "respondent_name": "Chủ tịch UBND phường",
}
RECOMMENDATION = {
    "reports_problem": "true",
    "eligibility": "eligible",
    "petition_kind": "recommendation",
    "field": "roads_infrastructure",
    "statutory_group": "admin_other",
    "round": "first",
    "matter_level": "commune",
    "competent_body": "commune_chair",
    "competence": "within",
    "outcome": "accept",
    "procedure": "recommendation",
    "override_reason": "Cán bộ xác nhận theo nội dung đơn",
    "outcome_reason": "Thuộc thẩm quyền",
}
COMPLAINT = RECOMMENDATION | {
    "contests_decision": "true",
    "affects_own_right": "true",
    "petition_kind": "complaint",
    "field": "clearance_compensation",
    "statutory_group": "admin_land_housing",
    "contested_document": "Quyết định 12/QĐ-UBND",
    "contested_known_on": "2026-07-01",
    "procedure": "complaint_first",
}


class Office:
    """The ward of Trường Vinh on the morning of Monday 3 August 2026."""

    def __init__(self, database: Database, founded: "Office | None" = None) -> None:
        self.database = database
        self.now = MONDAY
        self.units: dict[str, UUID] = dict(founded.units) if founded else {}
        self.people: dict[str, Actor] = dict(founded.people) if founded else {}
        self.sent = founded.sent if founded else 0
        if founded:
            self.authority_id = founded.authority_id
            return
        with database.transaction() as session:
            self.authority_id = self._found(session)
        procedures.load_all(database, say=lambda _text: None)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Do one change at the office's present instant."""
        with clock.at(self.now), self.database.transaction() as session:
            yield session

    @contextmanager
    def look(self) -> Iterator[Session]:
        """Look at the office's present instant."""
        with clock.at(self.now), self.database.reading() as session:
            yield session

    def register(self, answers: dict | None = None, **changed: object) -> Registered:
        """Oanh registers a petition."""
        with self.work() as session:
            return registration.register(session, {**(answers or FLOOD), **changed}, actor=self.oanh)

    def classify(self, case_id: UUID, answers: dict | None = None, **changed: str) -> Completed:
        """Oanh classifies it, for the economy unit unless said otherwise."""
        posted = {"lead_unit": str(self.units["economy"]), **(answers or RECOMMENDATION), **changed}
        return self.does(self.oanh, "in_classify", case_id, **posted)

    def does(self, who: Actor, node: str, case_id: UUID, **posted: object) -> Completed:
        """Somebody completes the open task of an element of a case."""
        return self.finish(self.task(node, case_id), who, **posted)

    def finish(self, task: Task, who: Actor, **posted: object) -> Completed:
        """Somebody completes one task, where several of the same element are open."""
        self.sent += 1
        fields = {name: value if isinstance(value, list) else [str(value)] for name, value in posted.items()}
        with self.work() as session:
            done = tasks.complete(session, task.id, Sending(posted=fields, key=f"key-{self.sent}"), actor=who)
        assert not done.problems, done.problems
        return done

    def limits(self, rule: str, case_id: UUID) -> list[Deadline]:
        """Give every deadline of a rule in a case, oldest first."""
        return [d for d in self.all(Deadline, case_id) if d.rule == rule]

    def task(self, node: str, case_id: UUID) -> Task:
        """Find the open task of an element of a case."""
        with self.look() as session:
            return session.scalars(
                select(Task).where(Task.case_id == case_id, Task.node == node, Task.state == "open")
            ).one()

    def open_steps(self, case_id: UUID) -> list[str]:
        """List the elements that wait for somebody, in order of their arrival."""
        with self.look() as session:
            rows = select(Task.node).where(Task.case_id == case_id, Task.state == "open")
            return list(session.scalars(rows.order_by(Task.opened_at, Task.node)))

    def case(self, case_id: UUID) -> Case:
        """Give the case's row as it stands."""
        with self.look() as session:
            return session.get_one(Case, case_id)

    def all(self, model: type, case_id: UUID) -> list:
        """Give all rows of a kind that belong to a case, oldest first."""
        with self.look() as session:
            found = select(model).where(model.case_id == case_id)
            return list(session.scalars(found.order_by(*model.__table__.primary_key)))

    def deadline(self, rule: str, case_id: UUID) -> Deadline:
        """Give the newest deadline of a rule in a case."""
        return [d for d in self.all(Deadline, case_id) if d.rule == rule][-1]

    def runs(self, case_id: UUID) -> dict[str, Run]:
        """Give the runs of a case by procedure, the newest of each."""
        return {run.procedure: run for run in self.all(Run, case_id)}

    def timers(self, case_id: UUID) -> list[str]:
        """List the elements whose timers wait, the earliest first."""
        waiting = [t for t in self.all(Timer, case_id) if t.state in {"pending", "held"}]
        return [t.node for t in sorted(waiting, key=lambda t: (t.due_at, t.node))]

    def letters(self, case_id: UUID) -> list[Letter]:
        """Give the letters of a case, oldest first."""
        return self.all(Letter, case_id)

    def notices(self, who: Actor) -> list[str]:
        """List the kinds of notices written to somebody."""
        with self.look() as session:
            rows = select(Notice.kind).where(Notice.person_id == who.person_id).order_by(Notice.id)
            return list(session.scalars(rows))

    def passes(self, **time: float) -> None:
        """Let time pass; nothing happens by itself until the clock sweeps."""
        self.now += dt.timedelta(**time)

    def until(self, day: dt.date, hour: int = 9) -> None:
        """Let time pass until an hour of a day in Vietnam."""
        self.now = dt.datetime.combine(day, dt.time(hour), clock.VIETNAM).astimezone(dt.UTC)

    def sweep(self) -> int:
        """Let the clock look once what is due."""
        with clock.at(self.now):
            return drain_timers(self.database)

    def _found(self, session: Session) -> UUID:
        ward = Authority(
            id=new_id(),
            key="truong-vinh",
            name="Phường Trường Vinh",
            name_en="Trường Vinh ward",
            superior="ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",
            place="Trường Vinh",
            level="commune",
            code="UBND",
            remote=False,
        )
        session.add(ward)
        for key, (name, kind) in UNITS.items():
            unit = Unit(
                id=new_id(), authority_id=ward.id, key=key, name=name, name_en=key, kind=kind, since=SINCE
            )
            session.add(unit)
            self.units[key] = unit.id
        for login, (name, unit, role, title) in PEOPLE.items():
            self.people[login] = self._admit(session, ward.id, login, name, unit, role, title)
        return ward.id

    def _admit(self, session, authority_id, login, name, unit, role, title) -> Actor:
        person = Person(
            id=new_id(),
            name=name,
            sort_key=name.split()[-1],
            login=login,
            email=f"{login}@example.test",
            password_hash="",
            must_change=False,
            active=True,
            language="vi",
            created_at=self.now,
        )
        held = Holding(
            id=new_id(),
            person_id=person.id,
            authority_id=authority_id,
            unit_id=self.units[unit],
            role=role,
            title=title,
            title_en=title,
            since=SINCE,
        )
        session.add_all([person, held])
        return Actor(
            person_id=person.id,
            name=name,
            authority_id=authority_id,
            unit_id=self.units[unit],
            holding_id=held.id,
            roles=frozenset({role}),
            title=title,
        )
