"""The page of the clock, and what leaders and administrators read while no timer fires."""

import datetime as dt
import re
from html import unescape

import pytest

from app import clock
from app.services import timekeeping
from db.models import Pulse
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]
BANNER = "Đồng hồ đang bị nghi ngờ"


@pytest.fixture
def held(desk: Desk) -> Desk:
    """The office after five weeks without a tick, with limits that ran out meanwhile."""
    clock.forget()
    office = desk.office
    office.classify(office.register().case_id)
    office.register()  # not classified yet, so sealed
    with office.work() as session:
        session.add(Pulse(name="clock", at=office.now))
    office.until(dt.date(2026, 9, 8))
    with clock.at(office.now):
        assert not timekeeping.keep(office.database)
    yield desk
    clock.forget()


def test_leaders_and_administrators_read_it_on_every_page_and_officers_do_not(held: Desk):
    for who, address in (("long", "/desk"), ("long", "/board"), ("an", "/people")):
        assert BANNER in unescape(held.browser(who).get(address).text)
    assert BANNER not in unescape(held.browser("oanh").get("/inbox").text)
    assert "/clock" in held.browser("an").get("/people").text


def test_the_administrator_sees_what_would_fire_and_releases_it_with_a_reason(held: Desk):
    an = held.browser("an")
    page = unescape(an.get("/clock").text)
    assert "Đã hơn mười ngày" in page
    assert "Hẹn giờ đã đến lúc: 0" not in page
    assert re.search(r"<td[^>]*>[^<]*[Kk]iến nghị", page), "by procedure"
    assert an.post("/clock/release", {"reason": " "}).status_code == 422
    assert an.post("/clock/release", {"reason": "Máy tắt nghỉ hè"}).status_code == 303
    page = unescape(an.get("/clock").text)
    assert "Máy tắt nghỉ hè" in page
    assert "Trần Văn An" in page
    assert BANNER not in page


def test_sealed_cases_are_not_counted_on_it(held: Desk):
    page = unescape(held.browser("an").get("/clock").text)
    assert "Không tính các vụ việc niêm phong" in page
    assert not re.search(r"<td[^>]*>[^<]*[Tt]iếp nhận", page), "the petition that nobody has classified yet"
