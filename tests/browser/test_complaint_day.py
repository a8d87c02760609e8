"""A complaint from the counter to the archive, as its people do it: real pages, no script, a moving clock."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import select

from app import clock
from app.casework.audit import first_broken
from db.models import Case, LateReason, Letter, Milestone
from tests.browser.paper import printed, sheets, sizes
from tests.browser.story import Story, told

PETITION = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0900000118",
    "identity_number": "040161000118",
    "address": "Số 15, đường Hồ Tùng Mậu, Khối 3, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Khiếu nại quyết định bồi thường khi thu hồi đất tại Khối 3",
    "content_items.0.text": "Đơn giá đất áp sai vị trí",
    "content_items.0.request": "Tính lại theo vị trí 1",
    "documents.0.title": "Quyết định số 12/QĐ-UBND",
    "documents.0.pages": "3",
    "documents.0.form": "copy",
    "parcel": "thửa số 12, tờ bản đồ số 45",
    "respondent_position": "commune_chair",
    "respondent_name": "Chủ tịch Ủy ban nhân dân phường",
    "contests_decision": True,
    "affects_own_right": True,
    "field": "clearance_compensation",
}
RIGHTS = "Khiếu nại lần hai trong 30 ngày hoặc khởi kiện vụ án hành chính."


def test_a_complaint_goes_from_the_counter_to_the_archive_past_two_missed_limits(browser, ward):
    speakers = {"oanh": "vi", "kien": "vi", "long": "en", "van": "en", "hoa": "en", "citizen": "vi"}
    with told(browser, ward, **speakers) as story:
        code = _lodged(story)
        assert "Đơn đã được tiếp nhận" in _status(story, code)
        _accepted_late(story)
        _verification_overdue(story)
        _verified(story)
        assert "quá hạn" in _status(story, code)
        _dialogued(story)
        _decided(story)
        _archived(story)
        assert "đã kết thúc" in _status(story, code)
        _everything_is_on_record(story)


def _lodged(story: Story) -> str:
    oanh = story.oanh
    oanh.go("Tiếp nhận")
    oanh.fill(**PETITION)
    oanh.press("Đề xuất")
    oanh.fill(contested_document="Quyết định số 12/QĐ-UBND", contested_known_on=clock.today())
    oanh.shoot("day-00-oanh")
    oanh.press("Ghi nhận và phân loại")
    oanh.expect_no_errors()
    story.case = oanh.fact("Số vụ việc")
    code = oanh.page.locator(".code-word").inner_text()
    oanh.go_to(oanh.page.locator("main a", has_text="biên nhận").first.get_attribute("href"))
    receipt = printed(oanh.page)
    assert (sheets(receipt), sizes(receipt)) == (1, {(148, 210)})
    return code
