"""When a limit is broken, when its reminder comes, and how the time left is said."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import clock, language
from app.legaltime import instants, wording
from app.legaltime.calendar import Calendar
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import reckon

ZONES = ("UTC", "Asia/Ho_Chi_Minh", "Etc/GMT+5")  # the last is five hours behind UTC


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_limit_is_broken_at_midnight_in_vietnam_after_its_last_day():
    assert instants.breach_at(day("2026-11-26")) == dt.datetime(2026, 11, 26, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize("before", range(8))
def test_a_reminder_comes_at_eight_on_a_working_day(before: int):
    moment = clock.local(instants.reminder_at(day("2026-09-03"), before))
    assert (moment.hour, moment.minute) == (8, 0)
    assert Calendar.official().is_working_day(moment.date())


def test_a_reminder_counts_working_days_back_over_holidays_and_swapped_saturdays():
    dates = [clock.local(instants.reminder_at(day("2026-09-03"), n)).date() for n in (0, 1, 3, 5, 6)]
    assert [one.isoformat() for one in dates] == [
        "2026-09-03", "2026-08-28", "2026-08-26", "2026-08-24", "2026-08-22",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "due", "unit", "said"),
    [
        ("2026-11-20", "2026-11-26", "wd", "còn 3 ngày làm việc"),
        ("2026-11-20", "2026-11-26", "d", "còn 6 ngày"),
        ("2026-11-26", "2026-11-26", "wd", "hết hạn hôm nay"),
        ("2026-11-28", "2026-11-26", "wd", "quá hạn 2 ngày"),
        ("2026-11-28", "2026-11-27", "wd", "quá hạn 1 ngày"),  # a Saturday is a day of delay too
        ("2026-11-28", "2026-11-26", "d", "quá hạn 2 ngày"),
    ],
)
def test_the_time_left_is_said_in_the_unit_of_the_law(today: str, due: str, unit: str, said: str):
    assert wording.time_left(day(today), day(due), "wd" if unit == "wd" else "d") == said


def test_time_left_speaks_english_and_knows_suspension_and_no_limit():
    assert wording.time_left(day("2026-11-20"), None, "d") == "luật không quy định thời hạn"
    assert wording.time_left(day("2026-11-20"), day("2026-11-21"), "d", paused=True).startswith(
        "đang tạm đình chỉ"
    )
    with language.use("en"):
        assert wording.time_left(day("2026-11-23"), day("2026-11-25"), "wd") == "1 working day left"


def test_why_ends_with_how_sure_the_rule_is():
    sentences = wording.why(reckon("KN1.ACCEPT", base=day("2026-11-02")))
    assert sentences[0].startswith("Ngày nhận đơn: Thứ Hai, 02/11/2026.")
    assert sentences[-1].endswith("chưa chắc chắn, cần kiểm tra văn bản trước khi áp dụng.")
    assert "Luật ghi 10 ngày" in sentences[-2]


@pytest.fixture
def zones() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("zones")
def test_the_machine_s_time_zone_changes_no_date_and_no_moment():
    seen = set()
    for zone in ZONES:
        os.environ["TZ"] = zone
        time.tzset()
        pause = Pause(day("2026-10-01"), day("2026-10-25"))
        due = reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=[pause]).due
        assert due is not None
        with clock.at(dt.datetime(2026, 11, 20, 17, 30, tzinfo=dt.UTC)):
            seen.add((due, instants.breach_at(due), instants.reminder_at(due, 3), clock.today()))
    assert len(seen) == 1
    assert {one[3] for one in seen} == {day("2026-11-21")}


def test_the_command_gives_the_same_answer_in_every_time_zone():
    command = [
        Path(sys.executable).with_name("donthu"),
        "deadline",
        "KN1.SETTLE",
        "--from",
        "2026-01-15",
        "--json",
    ]
    answers = {
        subprocess.run(command, env={**os.environ, "TZ": zone}, capture_output=True, check=True).stdout  # noqa: S603
        for zone in ZONES
    }
    assert len(answers) == 1
