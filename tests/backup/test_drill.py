"""The drill: officers write in processes of their own; an office is backed up, brought back and opened."""

import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.services import sessions
from db.base import new_id
from db.models import AuditEntry, Case, NumberBook, Task
from tests.backup.forked import LEFT, RIGHT, Child, command, fork, write
from tests.caller import Caller
from tests.deployment.composed import free_port
from tests.filing import file_paper
from tests.office import RECOMMENDATION, Office

WRITERS = 2
PATIENCE = 90  # seconds, on a machine that does other things as well


class Drill:
    """An office that is written to, the place where its copy comes, and what everybody said."""

    def __init__(self, yard, folder: Path) -> None:
        self.yard, self.folder, self.office = yard, folder, yard.office
        self.port = free_port()
        self.office.now = clock.now()  # real processes have real clocks

    def gives(self, where, *words: str) -> Child:
        """Give a command of the office, for the office itself or for where its copy comes."""
        own = {
            "DATA": str(where.data),
            "DONTHU_DATABASE_URL": where.database_url,
            "DONTHU_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "PORT": str(self.port),
            "DONTHU_WORKERS": "1",
        }
        self.office.database.close()  # nobody forks with a connection open
        return command(own, self.folder / f"{words[0]}.said", *words)

    def does(self, where, *words: str) -> None:
        child = self.gives(where, *words)
        assert child.wait() == 0, child.said.read_text("utf-8")

    def told(self) -> list[str]:
        """Give every change that was acknowledged to a writer by now."""
        return [line for file in self.folder.glob("*.told") for line in file.read_text().split("\n")[:-1]]

    @contextmanager
    def written_to(self):
        """Let officers write, in processes of their own, as long as this lasts."""
        over = self.folder / "over"
        self.office.database.close()
        writers = [
            fork(
                lambda name=name: write(self.office, self.folder / f"{name}.told", over),
                self.folder / f"{name}.said",
            )
            for name in map(str, range(WRITERS))
        ]
        yield
        over.touch()
        for writer in writers:
            assert writer.wait() == 0, writer.said.read_text("utf-8")

    def wait_for(self, lines: int) -> list[str]:
        until = time.monotonic() + PATIENCE
        while len(told := self.told()) < lines and time.monotonic() < until:
            time.sleep(0.02)
        assert len(told) >= lines, [file.read_text() for file in self.folder.glob("*.said")]
        return told


@pytest.fixture
def drill(yard, tmp_path_factory):
    drill = Drill(yard, tmp_path_factory.mktemp("drill"))
    with drill.office.database.transaction() as session:
        for book in (LEFT, RIGHT):
            given = {"authority_id": drill.office.oanh.authority_id, "book": book, "year": 2026, "last": 0}
            session.add(NumberBook(id=new_id(), **given))
    drill.waiting = drill.office.register().case_id
    file_paper(drill.office, drill.waiting)
    if not drill.office.database.embedded:
        drill.does(yard.settings, "migrate")  # with its queue, as an office on a server has one
    return drill


def test_what_was_acknowledged_before_a_backup_comes_back_and_the_office_goes_on(drill):
    yard = drill.yard
    with drill.written_to():
        before = drill.wait_for(WRITERS * 3)
        drill.does(yard.settings, "backup", str(yard.backups))
        drill.wait_for(len(drill.told()) + WRITERS * 2)
    drill.does(yard.elsewhere, "restore", str(yard.backups))
    drill.does(yard.elsewhere, "doctor")
    back = yard.restored()
    with back.look() as session, drill.office.look() as live:
        _equals_one_committed_point(session, live, before)
    back.database.close()
    with _opened(drill) as caller:
        _classifies(drill, caller, back)
    assert back.open_steps(drill.waiting) == ["rc_answer"]
    back.database.close()


def _equals_one_committed_point(session: Session, live: Session, before: list[str]) -> None:
    """Nothing acknowledged is missing, no change is there in part, nothing that was not committed is."""
    held = changes(session)
    assert set(before) <= set(held)
    assert len(before) < len(held) < len(everything := changes(live)), "nobody wrote meanwhile"
    assert set(held) <= set(everything)
    pair = dict(
        session.execute(select(NumberBook.book, NumberBook.last).where(NumberBook.year == 2026)).all()
    )
    own = Counter(line.partition(" ")[0] for line in held)
    assert pair[LEFT] == pair[RIGHT] == own["registered"] + own["classified"] - 1  # one came before the pair
    for case_id, length, head in session.execute(select(Case.id, Case.audit_length, Case.audit_head)):
        at = select(AuditEntry.digest).where(AuditEntry.case_id == case_id, AuditEntry.sequence == length)
        assert live.scalars(at).one() == head


def changes(session: Session) -> list[str]:
    """Give every change of a database as its writers tell it."""
    done = select(Task.case_id).where(Task.node == "in_classify", Task.state == "done")
    registered = session.scalars(select(AuditEntry.case_id).where(AuditEntry.tag == "petition.register"))
    return [f"registered {one}" for one in registered] + [
        f"classified {one}" for one in session.scalars(done)
    ]


@contextmanager
def _opened(drill: Drill):
    """Open the office where its copy came, and give Oanh's browser when it is ready."""
    where = drill.yard.elsewhere
    serving = [drill.gives(where, "serve")]
    if not drill.office.database.embedded:
        serving.append(drill.gives(where, "worker"))
    try:
        _wait_until_ready(drill, serving)
        back = drill.yard.restored()
        with back.database.transaction() as session:
            secret = sessions.begin(session, drill.office.oanh.person_id)
        back.database.close()
        yield Caller(drill.port, f"127.0.0.1:{drill.port}", {"sid": secret})
    finally:
        assert [each.stop() for each in serving] == [0] * len(serving), serving[0].said.read_text("utf-8")


def _wait_until_ready(drill: Drill, serving: list[Child]) -> None:
    until, heard = time.monotonic() + PATIENCE, ""
    while time.monotonic() < until:
        status, heard = _asked(drill.port)
        if status == 200:
            return
        time.sleep(0.2)
    raise AssertionError([heard, *(each.said.read_text("utf-8") for each in serving)])


def _asked(port: int) -> tuple[int, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError as silent:
        return 0, str(silent)


def _classifies(drill: Drill, caller: Caller, back: Office) -> None:
    task = back.task("in_classify", drill.waiting)
    back.database.close()
    fields = {**RECOMMENDATION, "lead_unit": str(back.units["economy"])}
    status, _to, page = caller.fill_in(f"/tasks/{task.id}", fields)
    assert status == 303, page
