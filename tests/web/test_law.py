"""The legal page: every limit with its source, the days of eight years, and a calculator that says why."""

import datetime as dt
from html import unescape

import pytest

from app import language
from app.language import content, long_date
from app.legaltime import limits, texts
from app.legaltime.reckoning import Pause, reckon
from app.listings import law
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]


def page(desk: Desk, who: str = "kien", **asked: str) -> str:
    answer = desk.browser(who).get("/law", query_string=asked)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_every_limit_stands_on_the_page_with_its_article(desk: Desk):
    text = page(desk)
    for limit in limits.all_limits():
        assert limit.name in text
        assert limit.article in text
        assert limit.event_name in text
        assert limit.remark in text
    shown = [row.rule for _group, rows in law.groups() for row in rows]
    assert sorted(shown) == sorted(limit.rule for limit in limits.all_limits())


def test_every_text_of_the_register_stands_on_its_page(desk: Desk):
    text = unescape(desk.browser("kien").get("/law/texts").text)
    assert all(each.number in text and each.title in text for each in texts.all_texts())


def test_every_year_stands_on_the_page(desk: Desk):
    text = page(desk)
    assert [year.number for year in law.years()] == list(range(2027, 2019, -1))
    assert "Tết Nguyên đán" in text
    assert "22/08/2026" in text, "a Saturday worked in exchange"


def test_a_block_of_days_off_is_one_line():
    year = next(each for each in law.years() if each.number == 2021)
    assert ("Từ 10/02/2021 đến 16/02/2021", "Tết Nguyên đán", "off") in year.days


def test_the_calculator_gives_what_the_deadlines_of_cases_get(desk: Desk):
    asked = {
        "rule": "KN1.SETTLE",
        "from": "03/08/2026",
        "variant": "normal",
        "suspended_from": "10/08/2026",
        "suspended_to": "14/08/2026",
        "extended": "true",
    }
    text = page(desk, **asked)
    pause = Pause(dt.date(2026, 8, 10), dt.date(2026, 8, 14))
    same = reckon("KN1.SETTLE", base=dt.date(2026, 8, 3), pauses=[pause], extended=1)
    assert f"<h3>{long_date(same.due)}</h3>" in text
    for step in same.steps:
        assert step.text in text
    assert 'value="10/08/2026"' in text


def test_a_promise_without_a_limit_of_the_law_is_said_so(desk: Desk):
    rule = next(each.rule for each in limits.all_limits() if each.normal is None and each.promise)
    text = page(desk, **{"rule": rule, "from": "2026-08-03"})
    assert "Luật không đặt thời hạn" in text
    assert "Hẹn với công dân" in text


@pytest.mark.parametrize(
    "asked",
    [
        {"rule": "KN1.SETTLE", "from": "hôm qua"},
        {"rule": "KN1.SETTLE", "from": ""},
        {"rule": "KN9", "from": "03/08/2026"},
        {"rule": "KN1.SETTLE", "from": "03/08/2026", "variant": "easy"},
        {
            "rule": "KN1.SETTLE",
            "from": "03/08/2026",
            "suspended_from": "10/08/2026",
            "suspended_to": "1/8/2026",
        },
        {"rule": "KN1.SETTLE", "from": "03/08/1950"},
    ],
)
def test_what_cannot_be_counted_is_said_and_what_was_typed_stays(desk: Desk, asked):
    text = page(desk, **asked)
    assert 'id="law-error"' in text
    assert asked["from"] in text


def test_everybody_signed_in_reads_it_and_nobody_else(desk: Desk):
    assert "Thời hạn kết thúc ngày nào?" in page(desk, "an")
    assert desk.app.test_client().get("/law").status_code == 303


def test_it_is_read_in_english_too(desk: Desk):
    browser = desk.browser("kien")
    browser.client.set_cookie("language", "en")
    text = unescape(browser.get("/law").text)
    with language.use("en"):
        for limit in limits.all_limits():
            assert content(limit.name) in text
    assert "When does a limit end?" in text
