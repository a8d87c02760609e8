"""The embedded office is killed while its clock drains and its pages answer."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from app import clock
from app.services import sessions
from db.models import Answer, AuditEntry
from tests.caller import HIDDEN, Caller
from tests.crash import toll
from tests.crash.killed import DONTHU, PATIENCE, Killed
from tests.crash.ledger import Ledger
from tests.deployment.composed import HOST, free_port
from tests.office import RECOMMENDATION, Office
from tests.offices import open_at

OFFICES = 2  # how many are killed


def test_the_embedded_office_is_killed_twice_while_it_drains_and_answers(founded_embedded, tmp_path: Path):
    founded, folder = founded_embedded
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    office = Office(open_at(f"sqlite:///{tmp_path / 'office.db'}", tmp_path), founded)
    office.now = clock.now()
    killed = Killed(None, office, tmp_path)
    cases = [[office.register().case_id for _case in range(12)] for _time in range(OFFICES)]
    asked = [office.task("in_classify", office.register().case_id) for _time in range(OFFICES)]
    with office.database.transaction() as session:
        secret = sessions.begin(session, office.oanh.person_id)
    for some, task in zip(cases, asked, strict=True):
        killed.make_due(some)
        before = killed.fired()
        office.database.close()
        with _serving(tmp_path) as (process, caller):
            answers = threading.Thread(target=_classify, args=(caller(secret), office, task.id))
            answers.start()
            killed.wait(lambda before=before: killed.fired() > before)
            process.kill()
            answers.join(PATIENCE)
        assert process.returncode == -signal.SIGKILL
    office.database.close()
    with _serving(tmp_path) as (process, caller):
        for task in asked:  # whoever heard nothing sends the form again
            assert _classify(caller(secret), office, task.id) == 303
        killed.wait(lambda: killed.due() == 0)
        process.terminate()
        assert process.wait(timeout=60) == 0
    assert killed.fired() == 2 * 12 * OFFICES
    assert killed.ask(select(func.count()).select_from(Answer)) == OFFICES
    entries = select(func.count()).where(AuditEntry.tag == "task.complete")
    assert killed.ask(entries) == OFFICES
    assert toll.count(office, Ledger(tmp_path / "ledger").read()) == []
    office.database.close()


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[str], Caller]]]:
    port = free_port()
    settings = {"DATA": str(folder), "PORT": str(port), "DONTHU_KEY_FILE": str(folder / "office.key")}
    settings |= {"DONTHU_PUBLIC_URL": f"https://{HOST}"}
    with (folder / "workers.log").open("ab") as log:
        words = [*DONTHU, "serve"]
        process = subprocess.Popen(words, env={**os.environ, **settings}, stderr=log)  # noqa: S603 - our own program
    try:
        _wait_for_the_door(process, port)
        yield process, lambda secret: Caller(port, HOST, {"__Host-sid": secret})
    finally:
        process.kill()
        process.wait(timeout=30)


def _wait_for_the_door(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("the office does not open")


def _classify(caller: Caller, office: Office, task_id: UUID) -> int:
    """Send the form of an intake, always the same; gives what the office answered, or 0."""
    fields = {**RECOMMENDATION, "lead_unit": str(office.units["economy"]), "sending_key": str(task_id)}
    try:
        _status, _to, page = caller.send("GET", "/inbox")
        token = next(value for name, value in HIDDEN.findall(page) if name == "csrf_token")
        return caller.send("POST", f"/tasks/{task_id}", {**fields, "csrf_token": token})[0]
    except (OSError, HTTPException, StopIteration):
        return 0  # it was killed meanwhile
