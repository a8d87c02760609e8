"""Real processes are killed while they work: workers, and the PostgreSQL under them."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app import clock
from app.worker import queue_shape
from db.base import new_id
from db.models import Timer
from db.upgrade import upgrade
from tests.crash import toll
from tests.crash.hand import Hand, Order
from tests.crash.killed import PATIENCE, Killed
from tests.crash.ledger import DONE, Ledger
from tests.crash.stubborn import Stubborn, stubborn
from tests.office import Office
from tests.offices import open_at

WORKERS, SERVERS = 10, 5  # how many are killed
LODGED = 60  # cases that lie open at once where people work beside the workers


@pytest.fixture(scope="module")
def founded_stubborn(founded_embedded, tmp_path_factory) -> Iterator[tuple[Stubborn, Office, Path]]:
    """An office on a server whose commits are on disk, as an office has it, with its queue."""
    folder = tmp_path_factory.mktemp("stubborn")
    shutil.copy(founded_embedded[1] / "office.key", folder / "office.key")
    with stubborn() as server:
        database = open_at(server.create("founded"), folder)
        upgrade(database)
        office = Office(database)
        queue_shape.upgrade(database.url)
        database.close()
        yield server, office, folder


@pytest.fixture
def killed(founded_stubborn, request) -> Iterator[Killed]:
    server, founded, folder = founded_stubborn
    name = f"killed_{abs(hash(request.node.name)) % 10**8}"
    office = Office(open_at(server.create(name, template="founded"), folder), founded)
    office.now = clock.now()
    alive = Killed(server, office, folder)
    yield alive
    alive.close()
    clock.forget()


@pytest.mark.postgres
def test_ten_workers_are_killed_while_they_drain_and_nothing_is_lost_or_doubled(
    killed: Killed, tmp_path: Path
):
    rounds = WORKERS // 2
    cases = [[killed.office.register().case_id for _case in range(12)] for _round in range(rounds)]
    for _each in range(2):
        killed.start_worker()
    for number, some in enumerate(cases, start=1):
        before = killed.fired()
        killed.make_due(some)
        killed.wait(lambda before=before: killed.fired() > before + 1)
        for _each in range(2):
            killed.kill_worker()
        for _each in range(2 if number < rounds else 1):  # what the last two left, one can finish
            killed.start_worker()
    killed.wait(lambda: killed.due() == 0 and killed.taken() == 0)
    assert killed.fired() == 2 * 12 * rounds  # the reminder and the limit of each
    assert toll.count(killed.office, Ledger(tmp_path / "ledger").read()) == []


@pytest.mark.postgres
def test_the_server_is_killed_five_times_under_load_and_everybody_comes_back_by_themselves(
    killed: Killed, tmp_path: Path
):
    cases = [[killed.office.register().case_id for _case in range(10)] for _time in range(SERVERS)]
    for _each in range(2):
        killed.start_worker()
    with clients(killed.office, tmp_path / "ledger", 2) as ledger:
        for number, some in enumerate(cases):
            fired, heard = killed.fired(), len(ledger.read().heard(DONE))
            killed.make_due(some)
            killed.wait(lambda fired=fired: killed.fired() > fired)
            killed.wait(lambda heard=heard: len(ledger.read().heard(DONE)) > heard)
            killed.server.kill(signal.SIGKILL if number % 2 else signal.SIGQUIT)
            killed.server.start()
        killed.wait(lambda: killed.waiting(chain(*cases)) == 0)
    assert [worker.poll() for worker in killed.workers] == [None, None]
    fired = select(func.count()).where(Timer.case_id.in_(chain(*cases)), Timer.state == "fired")
    assert killed.ask(fired) == 2 * 10 * SERVERS
    told = ledger.read()
    assert told.unheard == []
    assert len(told.heard(DONE)) > SERVERS
    assert toll.count(killed.office, told, away=True) == []


@contextmanager
def clients(office: Office, path: Path, how_many: int) -> Iterator[Ledger]:
    """Let people send forms meanwhile; who hears no answer sends the same form again.

    They never run out of work, however long it takes: where every case waits for a day, a new one comes in.
    """
    told = threading.Event()
    threads = [
        threading.Thread(target=_send_on, args=(office, path, number, told)) for number in range(how_many)
    ]
    for each in threads:
        each.start()
    try:
        yield Ledger(path)
    finally:
        told.set()
        for each in threads:
            each.join(PATIENCE)


def _send_on(office: Office, path: Path, number: int, told: threading.Event) -> None:
    order = Order(name=f"client{number}", now=clock.now(), cases=LODGED, after=new_id())
    hand, sent = Hand(office.database, Ledger(path), office, order), None
    while sent is not None or not told.is_set():
        try:
            sent = sent or hand.next() or hand.petition()
            hand.send(sent)
            sent = None
            time.sleep(0.1)
        except DBAPIError:
            time.sleep(0.2)
