"""The grown-up office for real: two web, two workers, a proxy; one of each is killed and it goes on."""

import json
import re
import shutil
import signal
import socket
import time
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from app.services import sessions
from app.worker import queue_shape
from db.models import Answer, Case, Petition, Task, Timer
from tests.caller import Caller
from tests.deployment.composed import HOST, PATIENCE, TOKEN, Composed
from tests.office import RECOMMENDATION, Office
from tests.offices import TEMPLATE, open_at
from tests.web.test_counter import chi

pytestmark = [pytest.mark.postgres, pytest.mark.proxy]


@pytest.fixture
def founded(founded_server, postgres, tmp_path):
    office, folder = founded_server
    name = f"composed_{uuid4().hex[:10]}"
    shutil.copy(folder / "office.key", tmp_path / "office.key")
    composed = Composed(tmp_path, postgres.create(name, template=TEMPLATE))
    yield composed, office
    composed.close()
    postgres.drop(name)


def bring_up(composed: Composed) -> None:
    twice = [composed.start("migrate"), composed.start("migrate")]
    assert [each.wait(timeout=PATIENCE) for each in twice] == [0, 0], composed.log("migrate")
    composed.running.pop("migrate")
    assert queue_shape.is_current(composed.database_url)
    for name in ("web1", "web2", "worker1", "worker2"):
        composed.start(name)
    composed.start_proxy()
    for name in ("web1", "web2", "proxy"):
        composed.wait_for(name)


def lodge_and_classify(caller: Caller, office: Office) -> UUID:
    """Register a petition at the counter, classify it, and give its case."""
    before = _count(office, Petition)
    _status, screen, _page = caller.send("GET", "/counter")
    status, _to, page = caller.fill_in(screen, chi(act="later", matter=f"Đường ngập {before}"))
    assert status == 303, page
    with office.database.reading() as session:
        task = session.scalars(select(Task).where(Task.node == "in_classify", Task.state == "open")).one()
    fields = {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}
    status, _to, page = caller.fill_in(f"/tasks/{task.id}", fields)
    assert status == 303, page
    assert _count(office, Petition) == before + 1
    return task.case_id


def fire_one(office: Office, case_id: UUID) -> None:
    """Let the day of a case's next timer come, and wait until somebody has fired it."""
    with office.database.transaction() as session:
        timer = session.scalars(
            select(Timer).where(Timer.case_id == case_id, Timer.state == "pending").order_by(Timer.due_at)
        ).first()
        due = func.now()
        session.execute(update(Timer).where(Timer.id == timer.id).values(due_at=due, next_try_at=due))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with office.database.reading() as session:
            if session.get_one(Timer, timer.id).state == "fired":
                return
        time.sleep(0.2)
    raise AssertionError(f"timer at {timer.node} did not fire")


def stopped_within_a_request(composed: Composed, name: str) -> tuple[bytes, int]:
    """Ask a process to end while half of a form has arrived; give how it answered, and how it ended."""
    form = b"login=oanh&password=unknown"
    head = f"POST /sign-in HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {len(form)}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with socket.create_connection(("127.0.0.1", composed.ports[name]), timeout=PATIENCE) as half:
        half.sendall((head + kind).encode() + form[:9])
        time.sleep(1)  # until a thread has taken it
        composed.running[name].send_signal(signal.SIGTERM)
        time.sleep(1)
        half.sendall(form[9:])
        answer = half.recv(12)
    return answer, composed.stop(name)


def test_the_office_on_several_processes_goes_on_when_one_of_each_is_killed(founded):
    composed, first = founded
    bring_up(composed)
    office = Office(open_at(composed.database_url, composed.folder), first)
    with office.database.transaction() as session:
        secret = sessions.begin(session, office.oanh.person_id)
    oanh = Caller(composed.ports["proxy"], HOST, {"__Host-sid": secret})

    fire_one(office, lodge_and_classify(oanh, office))
    composed.kill("web1")
    composed.kill("worker1")
    for _turn in range(3):
        fire_one(office, lodge_and_classify(oanh, office))

    assert (_count(office, Petition), _count(office, Case), _count(office, Answer)) == (4, 4, 4)
    composed.wait_for("web2", "/readyz")
    assert composed.ask("proxy", "/readyz")[0] == composed.ask("proxy", "/metrics")[0] == 404
    told = composed.ask(
        "web2", "/metrics", **{"X-Forwarded-For": "10.0.0.9", "Authorization": f"Bearer {TOKEN}"}
    )[1]
    assert float(re.search(r"^donthu_timers_drained_total (\S+)", told, re.MULTILINE)[1]) >= 4
    assert float(re.search(r"^donthu_completion_seconds_count (\S+)", told, re.MULTILINE)[1]) >= 3
    said = [json.loads(line) for line in composed.log("web2").splitlines()]
    assert {"tasks.complete", "counter.send"} <= {line.get("endpoint") for line in said}
    assert stopped_within_a_request(composed, "web2") == (b"HTTP/1.1 400", 0)  # an answer, and a calm end
    assert [composed.stop(name) for name in ("worker2", "proxy")] == [0, 0]
    everything = "".join(composed.log(name) for name in ("web1", "web2", "worker1", "worker2", "proxy"))
    assert "/tasks/" not in everything
    assert "ngập" not in everything
    office.database.close()


def _count(office: Office, model: type) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0
