"""The page of what can be begun on a case: what is possible, and what stands in the way of the rest."""

import re

from tests.casework import grown
from tests.casework.complaints import accepted
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

KEY = re.compile(r'name="sending_key" value="([^"]*)"')


def test_what_can_be_begun_is_begun_from_the_page_of_the_case(desk: Desk):
    grown.measure(desk.office)
    case_id = accepted(desk.office)
    kien = desk.browser("kien")
    assert "Biện pháp khẩn cấp" in kien.get(f"/cases/{case_id}/begin").text
    page = kien.get(f"/cases/{case_id}/begin/emergency_measure").text
    known = {"sending_key": KEY.search(page)[1]}
    missing = kien.post(f"/cases/{case_id}/begin/emergency_measure", known)
    assert missing.status_code == 422
    known = {"sending_key": KEY.search(missing.text)[1], "ground_gone_why": "Nhà sắp bị dỡ"}
    assert kien.post(f"/cases/{case_id}/begin/emergency_measure", known).status_code == 303
    again = kien.post(f"/cases/{case_id}/begin/emergency_measure", known)
    assert again.status_code == 303
    assert desk.office.open_steps(case_id).count("m_do") == 1  # sent twice, begun once


def test_what_stands_in_the_way_is_said_in_words(desk: Desk):
    grown.execution(desk.office)
    case_id = accepted(desk.office)
    page = desk.browser("kien").get(f"/cases/{case_id}/begin").text
    assert "Chưa được: Vụ việc chưa được giải quyết." in page
    assert desk.browser("kien").get(f"/cases/{case_id}/begin/complaint_first").status_code == 404


def test_who_only_reads_begins_nothing(desk: Desk):
    case_id = accepted(desk.office)
    assert desk.browser("sau").get(f"/cases/{case_id}/begin").status_code == 403
    assert "Việc có thể bắt đầu" not in desk.browser("sau").get(f"/cases/{case_id}").text
