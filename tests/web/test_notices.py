"""Notices: what the office told me, and nothing about cases that I may not see."""

import datetime as dt
from html import unescape

from app import clock
from app.services import digest
from tests.casework.complaints import accepted
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]


def test_a_missed_limit_is_told_to_the_leader_and_the_head_until_they_have_read_it(desk: Desk):
    case_id = accepted(desk.office)
    desk.office.until(desk.office.deadline("KN1.SETTLE", case_id).due_on + dt.timedelta(days=1))
    desk.office.sweep()
    for who in ("long", "hoa"):
        person = desk.browser(who)
        text = unescape(person.get("/notices").text)
        assert "Đã lỡ hạn: Giải quyết khiếu nại lần đầu" in text
        assert "Khiếu nại quyết định bồi thường" in text
        assert "is-new" in text
        assert person.post("/notices/read").status_code == 303
        assert "is-new" not in person.get("/notices").text
    assert "Chưa có thông báo nào" in unescape(desk.browser("tam").get("/notices").text)


def test_a_sealed_case_is_named_only_to_who_may_see_it(desk: Desk):
    case_id = desk.office.register().case_id
    desk.office.until(desk.office.deadline("INTAKE", case_id).due_on + dt.timedelta(days=1))
    desk.office.sweep()
    assert str(case_id) in desk.browser("long").get("/notices").text
    for who in ("hoa", "tam", "van"):
        assert str(case_id) not in desk.browser(who).get("/notices").text


def test_the_numbers_of_the_day_stand_above(desk: Desk):
    desk.office.register()
    with clock.at(desk.office.now):
        digest.write_due(desk.office.database, by_mail=False)
    text = unescape(desk.browser("oanh").get("/notices").text)
    assert "Hôm nay, Thứ Hai, 03/08/2026" in text
    assert "việc phải làm" in text
