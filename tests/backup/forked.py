"""Processes of the office's own, forked: its commands as given on a machine, and officers who write."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.cli import main
from app.services import registration, tasks
from app.services.tasks import Sending
from db.models import NumberBook, Task
from db.session import Database
from tests.office import FLOOD, RECOMMENDATION, Office

LEFT, RIGHT = "left", "right"  # two rows that every change of a writer moves together
PAUSE = 0.05  # seconds that an officer reads; a file has no queue in which two processes would take turns


@dataclass
class Child:
    """One process that was forked, and what it said."""

    pid: int
    said: Path

    def wait(self) -> int:
        """Wait until it ends; gives how."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def stop(self) -> int:
        """Ask it to end, as a machine that goes down does; gives how it ended."""
        os.kill(self.pid, signal.SIGTERM)
        return self.wait()


def fork(work: Callable[[], object], said: Path) -> Child:
    """Let a process of its own do some work; what it prints goes into a file."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return Child(pid, said)
    code = 1
    try:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - it ends here, whatever it was
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def command(environment: Mapping[str, str], said: Path, *words: str) -> Child:
    """Give a command of the office in a process of its own."""

    def give() -> None:
        os.environ.update(environment)
        main(list(words))

    return fork(give, said)


def write(office: Office, told: Path, until: Path) -> None:
    """Register and classify until a file appears; each change that was acknowledged is a line of ``told``."""
    database = Database(office.database.url, **office.database.sessions.kw["info"])
    while not until.exists():
        case_id = _changed(database, lambda session: _register(session, office))
        _tell(told, f"registered {case_id}")
        _changed(database, lambda session, case_id=case_id: _classify(session, office, case_id))
        _tell(told, f"classified {case_id}")
    database.close()


def _changed(database: Database, change: Callable[[Session], UUID]) -> UUID:
    """Do one change between the moves of the pair; whoever is not let in tries again, as an officer does."""
    while True:
        time.sleep(PAUSE)
        try:
            with database.transaction() as session:
                _move(session, LEFT)
                case_id = change(session)
                _move(session, RIGHT)
        except OperationalError:
            continue
        return case_id


def _register(session: Session, office: Office) -> UUID:
    return registration.register(session, dict(FLOOD), actor=office.oanh).case_id


def _classify(session: Session, office: Office, case_id: UUID) -> UUID:
    posted = {"lead_unit": str(office.units["economy"]), **RECOMMENDATION}
    sending = Sending(posted={name: [value] for name, value in posted.items()}, key=uuid4().hex)
    task = select(Task.id).where(Task.case_id == case_id, Task.node == "in_classify")
    assert not tasks.complete(session, session.scalars(task).one(), sending, actor=office.oanh).problems
    return case_id


def _move(session: Session, book: str) -> None:
    session.execute(update(NumberBook).where(NumberBook.book == book).values(last=NumberBook.last + 1))


def _tell(told: Path, line: str) -> None:
    with told.open("a") as lines:
        lines.write(f"{line}\n")
