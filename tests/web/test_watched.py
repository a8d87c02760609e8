"""What the machine's keeper sees: words and numbers, and a log in which nobody is found again."""

import json
import logging
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from app import clock, journal
from app.services import tallies
from app.web.doors import OFFICE
from db.models import ClockHold
from db.session import Database
from tests.web.browser import Browser

ALARMS = Path(__file__).resolve().parents[2] / "deploy" / "alarms.yml"
LINE = re.compile(r"^(\w+) (ok|no)$")


def ready(browser) -> tuple[int, dict[str, str]]:
    answer = browser.client.get("/readyz")
    lines = answer.text.splitlines()
    assert all(LINE.match(line) for line in lines), answer.text
    return answer.status_code, dict(line.split() for line in lines)


def test_readiness_is_one_word_for_each_thing_that_is_needed(browser, town):
    status, words = ready(browser())
    assert (status, words["tick"]) == (503, "no")
    tallies.count_drain(town.database, timers=3)
    status, words = ready(browser())
    assert status == 200
    assert list(words) == ["database", "schema", "clock", "tick", "disk"]
    assert set(words.values()) == {"ok"}


def test_a_clock_that_is_held_a_tick_that_is_late_and_a_disk_that_is_full_are_told(browser, town, travel):
    tallies.count_drain(town.database, timers=0)
    travel(minutes=2)
    assert ready(browser())[1]["tick"] == "no"
    travel(minutes=0)
    with town.database.transaction() as session:
        now = clock.now()
        session.add(
            ClockHold(
                why="leap", known=now, seen=now, released_at=None, released_by_id=None, by_itself=False,
                reason="",
            )
        )  # fmt: skip
    shutil.rmtree(town.settings.files, ignore_errors=True)
    town.settings.files.write_text("a file in the place of the folder")
    status, words = ready(browser())
    assert (status, words["clock"], words["disk"]) == (503, "no", "no")


def test_a_database_that_is_away_is_told_and_breaks_nothing(app, monkeypatch):
    away = Database("postgresql://office@127.0.0.1:1/nowhere")
    office = replace(app.extensions[OFFICE], database=away)
    monkeypatch.setitem(app.extensions, OFFICE, office)
    health = Browser(app).client.get("/healthz")
    assert (health.status_code, health.text) == (503, "no\n")
    status, words = ready(Browser(app))
    assert status == 503
    assert [name for name, word in words.items() if word == "no"] == ["database", "schema", "clock", "tick"]
    away.close()


def test_numbers_are_told_to_this_machine_or_for_the_token_and_to_nobody_else(app, town, monkeypatch):
    office = replace(app.extensions[OFFICE], settings=replace(town.settings, metrics_token="of-the-keeper"))
    monkeypatch.setitem(app.extensions, OFFICE, office)
    client, elsewhere = Browser(app).client, {"REMOTE_ADDR": "192.0.2.7"}
    token = {"Authorization": "Bearer of-the-keeper"}
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert client.get("/metrics", environ_base=elsewhere).status_code == 404
    assert client.get("/metrics", environ_base=elsewhere, headers=token).status_code == 200
    wrong = {"Authorization": "Bearer of-the-keeper2"}
    assert client.get("/metrics", environ_base=elsewhere, headers=wrong).status_code == 404


def test_without_a_token_no_other_machine_is_told_anything(app):
    for said in ("Bearer ", "Bearer", ""):
        answer = Browser(app).client.get(
            "/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}, headers={"Authorization": said}
        )
        assert answer.status_code == 404


def test_the_numbers_say_what_waits_and_nothing_of_a_case(browser, town):
    tallies.count_drain(town.database, timers=3)
    told = browser().client.get("/metrics").text
    names = {line.split("{")[0].split()[0] for line in told.splitlines() if not line.startswith("#")}
    known = "timers_due timers_due_lag_seconds incidents_open outbox_waiting outbox_dead drains_total"
    known += " timers_drained_total completion_seconds_count completion_seconds_bucket"
    assert {f"donthu_{each}" for each in known.split()} <= names
    assert "donthu_timers_drained_total 3.0" in told
    assert set(re.findall(r"\{(\w+)=", told)) <= {"le"}


def test_every_alarm_asks_for_a_number_that_is_told(browser):
    told = browser().client.get("/metrics").text
    rules = yaml.safe_load(ALARMS.read_text("utf-8"))["groups"][0]["rules"]
    asked = {name for rule in rules for name in re.findall(r"donthu_\w+", rule["expr"])}
    assert len(asked) > 5
    assert {name for name in asked if f"\n{name}" not in told} == set()
    assert all(rule["annotations"]["what"] for rule in rules)


class Kept(logging.Handler):
    """Writes lines as the office does and keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(journal._Json())  # noqa: SLF001
        self.addFilter(journal._mark)  # noqa: SLF001
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept():
    handler, log = Kept(), logging.getLogger("donthu.web")
    level, _set = log.level, log.setLevel(logging.INFO)
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)
    log.setLevel(level)


def test_a_line_names_the_door_and_never_the_address_or_what_was_asked(browser, kept):
    clerk = browser("vinh.clerk")
    clerk.get("/search?q=nguyen+thi+chi")
    clerk.get("/tasks/0190b3c4-0000-7000-8000-000000000000")
    lines = [json.loads(line) for line in kept.lines]
    answered = [line for line in lines if line["says"] == "answered"]
    assert [line["endpoint"] for line in answered] == ["search.index", "tasks.show"]
    assert all(line["status"] and line["ms"] >= 0 and line["method"] == "GET" for line in answered)
    assert len({line["request"] for line in answered}) == 2
    assert {line["request"] for line in lines} == {line["request"] for line in answered}
    assert not re.search("nguyen|0190b3c4|/tasks|/search|vinh", "".join(kept.lines))


def test_an_error_is_told_by_its_kind_and_never_by_its_words(kept):
    try:
        raise ValueError("Nguyễn Thị Chi")  # noqa: TRY301
    except ValueError:
        logging.getLogger("donthu.web").exception("could not answer %s", "/cases/0190b3c4?q=chi")
    logging.getLogger("donthu.web").warning("no way there: %s", ValueError("Nguyễn Thị Chi"))
    line, passed_on = (json.loads(each) for each in kept.lines)
    assert passed_on["says"] == "no way there: ValueError"
    assert line["broken"].startswith("ValueError\n")
    assert "Chi" not in line["broken"].replace('raise ValueError("Nguyễn Thị Chi")', "")
    assert line["says"] == "could not answer …"
