"""The clock's day: timers fire, each person gets one digest, mail carries numbers and no names."""

import datetime as dt
import socketserver
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app import clock
from app.services import digest, tasks, tidying
from app.settings import from_environment
from app.worker import mail
from app.worker.tick import tick
from db.models import Draft, Notice
from tests.office import Office


def test_each_person_gets_one_digest_on_a_working_morning(office: Office):
    for _time in range(3):
        with clock.at(office.now):
            digest.write_due(office.database, by_mail=True)
    assert office.notices(office.oanh) == ["digest"]
    office.passes(days=1)
    with clock.at(office.now):
        digest.write_due(office.database, by_mail=True)
    assert office.notices(office.oanh) == ["digest", "digest"]


def test_of_four_processes_in_the_same_morning_one_writes_the_digests(office: Office):
    def write(_number: int) -> None:
        with clock.at(office.now):
            digest.write_due(office.database, by_mail=True)

    for mornings in (1, 2):  # the first there ever was, and one after it
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        assert office.notices(office.oanh) == ["digest"] * mornings
        office.passes(days=1)


@pytest.mark.parametrize("day", [dt.date(2026, 8, 8), dt.date(2026, 9, 2)])
def test_nobody_gets_a_digest_on_a_day_off(office: Office, day):
    office.until(day)
    with clock.at(office.now):
        digest.write_due(office.database, by_mail=True)
    assert office.notices(office.oanh) == []


TAKEN: list[str] = []


class Relay(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 relay\r\n")
        body, inside = [], False
        for line in self.rfile:
            if inside:
                inside = line != b".\r\n"
                body.append(line.decode())
                if not inside:
                    TAKEN.append("".join(body))
                    body = []
                    self.wfile.write(b"250 ok\r\n")
                continue
            word = line[:4].upper()
            inside = word == b"DATA"
            self.wfile.write(
                b"354 go\r\n" if inside else b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n"
            )
            if word == b"QUIT":
                return


@pytest.fixture
def relay():
    TAKEN.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Relay) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_mail_carries_numbers_and_no_name_and_goes_once(office: Office, relay, tmp_path):
    office.register()
    settings = from_environment(
        {"DATA": str(tmp_path), "DONTHU_SMTP": relay, "DONTHU_MAIL_FROM": "office@example.test"}
    )
    with clock.at(office.now):
        digest.write_due(office.database, by_mail=True)
        first = mail.deliver_due(office.database, settings)
        assert mail.deliver_due(office.database, settings) == 0
    assert first == len(TAKEN) > 0
    assert "Chi" not in "".join(TAKEN)
    with office.look() as session:
        waiting = select(func.count()).select_from(Notice).where(Notice.next_try_at.is_not(None))
        assert session.scalar(waiting) == 0


def test_without_a_relay_the_tick_still_fires_what_is_due(office: Office, tmp_path):
    registered = office.register()
    due = office.deadline("INTAKE", registered.case_id).due_on
    office.until(due + dt.timedelta(days=1), hour=8)
    settings = from_environment({"DATA": str(tmp_path), "DONTHU_SMTP": "127.0.0.1:1"})
    with clock.at(office.now):
        tick(office.database, settings)
    assert "es_direct" in office.open_steps(registered.case_id)


def test_drafts_of_finished_tasks_are_thrown_away_with_their_keys(office: Office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    with office.work() as session:
        tasks.save_draft(session, task.id, {"outcome_reason": ["nháp"]}, actor=office.oanh)
    office.classify(registered.case_id)
    with clock.at(office.now):
        tidying.tidy(office.database)
    with office.look() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0
