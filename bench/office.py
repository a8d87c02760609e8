"""A completion as the office does it: policy, form, answers, engine, inbox, timers, audit, one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID, uuid4

import orjson
from sqlalchemy import event, select

from app import clock
from app.casework import advance
from app.casework.audit import START
from app.casework.hold import Begin, Hold
from app.casework.vault import RING, STORE, new_key
from app.files.store import Store
from app.policy.actor import Actor
from app.sealing.keyring import KeyRing
from app.services import tasks
from bench.timing import milliseconds
from db.base import NEVER, new_id
from db.models import Authority, BundleFile, Case, Holding, Person, Task, Unit, Version
from db.session import Database
from db.upgrade import upgrade

FORM = {
    "type": "default",
    "id": "f",
    "schemaVersion": 19,
    "components": [
        {"type": "textfield", "key": "kind", "id": "f1", "label": "Loại", "properties": {"route": "yes"}},
        {
            "type": "textfield",
            "key": "outcome",
            "id": "f2",
            "label": "Kết quả",
            "properties": {"route": "yes"},
        },
        {"type": "number", "key": "units", "id": "f3", "label": "Số đơn vị"},
        {"type": "textarea", "key": "note", "id": "f4", "label": "Ghi chú"},
        {"type": "textarea", "key": "place", "id": "f5", "label": "Nơi"},
    ],
}


class Ours:
    """Cases of one procedure in a whole office."""

    def __init__(self, files: Mapping[str, bytes], process_id: str, folder: Path, url: str = "") -> None:
        ring = KeyRing.load(folder / "office.key", create=True)
        store = Store(folder / "files")
        self.database = Database(
            url or f"sqlite:///{folder / 'office.sqlite3'}", **{RING: ring, STORE: store}
        )
        upgrade(self.database)
        self.procedure = process_id
        self.statements: list[str] = []
        self.commits = 0
        self._found({**files, "forms/f.json": orjson.dumps(FORM)})

    def begin(self, _data: Mapping[str, object]) -> UUID:
        """Open a case and begin its run; not measured."""
        with self.database.transaction() as session, clock.at(clock.now()) as now:
            key = new_key(session)
            self.number += 1
            case = Case(
                id=new_id(), authority_id=self.actor.authority_id, key_id=key.id, year=2026,
                number=self.number, kind="complaint", field="", matter="", sealed=False, state="open",
                variant="normal", received_on=clock.today(), opened_at=now,
                registrar_id=self.actor.person_id, lead_unit_id=self.actor.unit_id, due_on=NEVER, step="",
                revision=0, audit_length=0, audit_head=START,
            )  # fmt: skip
            session.add(case)
            session.flush()
            hold = Hold(session=session, case=case, key=key, now=now, actor=self.actor)
            advance.begin(hold, Begin(procedure=self.procedure, as_of=clock.today()))
            advance.finish(hold)
            return case.id

    def count(self) -> None:
        """Count from now on what each completion says to the database; counting itself takes time."""
        if event.contains(self.database.engine, "before_cursor_execute", self._count):
            return
        event.listen(self.database.engine, "before_cursor_execute", self._count)
        event.listen(self.database.engine, "commit", self._committed)

    def forget_counts(self) -> None:
        """Begin to count anew."""
        self.statements.clear()
        self.commits = 0

    def task(self, case_id: UUID, node: str) -> UUID:
        """Find the open task of an element."""
        open_one = (Task.case_id == case_id, Task.node == node, Task.state == "open")
        with self.database.reading() as session:
            return session.scalars(select(Task.id).where(*open_one)).one()

    def ready(self, case_id: UUID, node: str, data: Mapping[str, object]) -> Callable[[], None]:
        """Make all ready for completing one open step of a case, and give what completes it."""
        task_id = self.task(case_id, node)
        posted = {name: [str(value)] for name, value in data.items()}
        sending = tasks.Sending(posted=posted, key=uuid4().hex)
        self.forget_counts()

        def complete() -> None:
            with self.database.transaction() as session:
                done = tasks.complete(session, task_id, sending, actor=self.actor)
            if done.problems:
                raise RuntimeError(done.problems)

        return complete

    def complete(self, case_id: UUID, node: str, data: Mapping[str, object]) -> float:
        """Complete one open step of a case and give how many milliseconds it took."""
        return milliseconds(self.ready(case_id, node, data))

    def _found(self, files: Mapping[str, bytes]) -> None:
        authority, unit, person, holding = new_id(), new_id(), new_id(), new_id()
        self.number = 0
        self.actor = Actor(
            person_id=person, name="", authority_id=authority, unit_id=unit, holding_id=holding,
            roles=frozenset({"officer"}), title="",
        )  # fmt: skip
        with self.database.transaction() as session:
            version = Version(
                id=new_id(), procedure=self.procedure, number=1, state="in_force", origin="shipped",
                digest="", created_at=clock.now(),
            )  # fmt: skip
            session.add_all([
                Authority(
                    id=authority, key="w", name="", name_en="", superior="", place="", level="commune",
                    code="", remote=False,
                ),
                Unit(
                    id=unit, authority_id=authority, key="u", name="", name_en="", kind="office",
                    since=clock.today(),
                ),
                Person(
                    id=person, name="", sort_key="", login="o", email="", password_hash="",
                    must_change=False, active=True, language="vi", created_at=clock.now(),
                ),
                Holding(
                    id=holding, person_id=person, authority_id=authority, unit_id=unit, role="officer",
                    title="", title_en="", since=clock.today(),
                ),
                version,
            ])  # fmt: skip
            session.add_all(
                BundleFile(version_id=version.id, name=name, digest="", content=body)
                for name, body in files.items()
            )

    def _count(self, *given: object) -> None:
        self.statements.append(str(given[2]))

    def _committed(self, _connection: object) -> None:
        self.commits += 1
