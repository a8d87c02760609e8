"""A list of days off behind its pages: entered row by row, seen deadline by deadline, then confirmed."""

import datetime as dt
from html import unescape

from app import clock
from app.listings.recounts import KEPT
from app.services import recounts
from tests.casework.complaints import accepted
from tests.web.deskwork import Desk, desk
from tests.web.test_law_changes import _shipped_again, fields, legal, proposed

__all__ = ["_shipped_again", "desk", "legal"]
FORM = "/law/changes/new/calendar/2026?version=2026-01-01"
MORE = {"from": "03/09/2026", "to": "04/09/2026", "name": "Nghỉ thêm Quốc khánh"}


def rows(page: str) -> int:
    return page.count('name="off.') // 3


def typed(desk: Desk, **more: str) -> tuple[dict[str, str], object]:
    """Open the list of 2026, add a row, and fill it in."""
    lan = desk.browser("lan")
    page = lan.get(FORM).text
    longer = lan.post(FORM, fields(page) | {"row-add:off": "1"})
    assert longer.status_code == 200
    last = rows(longer.text) - 1
    sent = fields(longer.text) | {f"off.{last}.{name}": value for name, value in MORE.items()}
    return sent | {"article": "Thông báo 99/TB-BNV", "reason": "Đã công bố", **more}, lan


def test_a_list_is_entered_seen_and_confirmed_by_another(legal: Desk):
    case_id = accepted(legal.office)
    sent, lan = typed(legal)
    looked = unescape(lan.post(FORM, sent | {"look": "1"}).text)
    assert "thời hạn đang chạy chuyển sang ngày khác" in looked
    address = lan.post(FORM, sent).headers["Location"]
    page = unescape(lan.get(f"{address}/deadlines").text)
    assert "03/09/2026" in page
    assert "07/09/2026" in page
    assert f"/cases/{case_id}" not in page, "she reads no cases"
    leader = legal.browser("long")
    assert f"/cases/{case_id}" in leader.get(f"{address}/deadlines").text
    assert leader.post(f"{address}/confirm", {"comment": ""}).status_code == 303
    with clock.at(legal.office.now):
        recounts.carry_on(legal.office.database)
    assert "thời hạn đã chuyển" in unescape(leader.get(f"{address}/deadlines").text)
    assert legal.office.deadline("KN1.SETTLE", case_id).due_on == dt.date(2026, 9, 7)
    assert "99/TB-BNV" in unescape(legal.browser("oanh").get("/law").text)
    told = unescape(legal.browser("hoa").get("/notices").text)
    assert "Một hạn cuối đã chuyển theo lịch nghỉ" in told
    history = unescape(leader.get(f"/cases/{case_id}").text)
    assert "không phải ngày 03/09/2026" in history


def test_what_cannot_be_is_said_beside_its_row_and_nothing_typed_is_lost(legal: Desk):
    sent, lan = typed(legal)
    wrong = {name: value.replace("04/09/2026", "04/09/2027") for name, value in sent.items()}
    answer = lan.post(FORM, wrong)
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert "không thuộc năm 2026" in page
    assert "Nghỉ thêm Quốc khánh" in page


def test_a_year_is_listed_for_the_first_time(legal: Desk):
    lan = legal.browser("lan")
    path = "/law/changes/new/calendar"
    sent = fields(lan.get(path).text)
    sent |= {"year": "2028", "off.0.from": "01/01/2028", "off.0.to": "03/01/2028", "off.0.name": "Tết"}
    sent |= {"article": "Thông báo", "confidence": "confirmed", "reason": "Đã công bố"}
    address = lan.post(path, sent).headers["Location"]
    leader = legal.browser("long")
    leader.get(address)
    assert leader.post(f"{address}/confirm", {"comment": ""}).status_code == 303
    assert "2028" in unescape(legal.browser("oanh").get("/law").text)


def test_of_another_proposal_there_is_no_such_page(legal: Desk):
    lan, address = proposed(legal, days_normal="7", effective_from="01/01/2027", confidence="confirmed")
    assert lan.get(f"{address}/deadlines").status_code == 404


def test_every_reason_to_keep_a_day_is_said():
    assert set(KEPT) == {"by_hand", "decided", "too_late", "failed"}
