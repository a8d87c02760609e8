"""Incidents on the pages: a sentence for whoever met it, a page with the drawing for who mends it."""

from __future__ import annotations

import re
from html import unescape

from sqlalchemy import select

from db.models import Answer, Case, Draft, Incident, IncidentAct
from tests.casework.complaints import accepted
from tests.casework.stuck import RAISES
from tests.casework.takeovers import comes
from tests.casework.test_incidents import overdue
from tests.office import RECOMMENDATION
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]


def only(desk: Desk, model: type):
    with desk.office.look() as session:
        return session.scalars(select(model)).one()


def sentence(answer) -> str:
    return unescape(answer.text)


def test_who_clicked_reads_a_sentence_and_the_administrator_mends_it_by_its_drawing(desk: Desk):
    office = desk.office
    case_id = office.register().case_id
    comes(office, RAISES, procedure="recommendation")
    oanh, an = desk.browser("oanh"), desk.browser("an")
    task = office.task("in_classify", case_id)
    oanh.open(task.id)
    posted = {**RECOMMENDATION, "lead_unit": str(office.units["economy"]), **oanh.hidden}
    answer = oanh.post(f"/tasks/{task.id}", posted)
    assert answer.status_code == 422
    assert "Quy trình chưa thể đi tiếp" in sentence(answer)
    assert "Cán bộ xác nhận theo nội dung đơn" in sentence(answer)
    assert only(desk, Draft).person_id == office.oanh.person_id

    assert "Có việc chưa thực hiện được" in sentence(an.get("/notices"))
    listed = sentence(an.get("/incidents"))
    address = re.search(r'href="(/incidents/[0-9a-f-]+)"', listed)[1]
    assert "chỉ thấy số" in sentence(an.get(address))  # what is not classified yet is sealed
    page = sentence(desk.browser("long").get(address))
    assert "<svg" in page
    assert "Ghi ngày thụ lý" in page
    assert "đang dừng tại đây" in page
    assert "Nguyễn Thị Chi" not in page
    assert "ngập" not in page
    again = an.post(address, {"act": "retry", "reason": "Đã xem"})
    assert (again.status_code, "Vẫn chưa thực hiện được" in sentence(again)) == (422, True)

    comes(office, RAISES[::-1], procedure="recommendation")
    assert an.post(address, {"act": "retry", "reason": "Đã sửa sơ đồ"}).status_code == 303
    assert "Đã đi tiếp" in sentence(an.get(address))
    assert any(a.task_id == task.id for a in office.all(Answer, case_id))


def test_two_people_put_a_value_right_on_the_page(desk: Desk):
    overdue(desk.office)
    desk.office.sweep()
    address = f"/incidents/{only(desk, Incident).id}"
    an, long = desk.browser("an"), desk.browser("long")
    assert 'name="value-acceptance"' in sentence(an.get(address))
    wanted = {"act": "correct", "field": "acceptance", "value-acceptance": "refuse", "reason": "Nhập nhầm"}
    assert an.post(address, {**wanted, "value-acceptance": "perhaps"}).status_code == 422
    assert an.post(address, wanted).status_code == 303
    decided = f"{address}/acts/{only(desk, IncidentAct).id}"
    own = an.post(decided, {"agreed": "yes", "reason": "x"})
    assert "Chính ông/bà đã đề xuất" in sentence(own)
    assert "Nhập nhầm" in sentence(long.get(address))
    assert long.post(decided, {"agreed": "yes", "reason": "Đúng"}).status_code == 303
    assert only(desk, Incident).resolved_at is not None


def test_of_a_sealed_case_the_administrator_reads_its_number_and_no_more(desk: Desk):
    office = desk.office
    overdue(office)
    office.sweep()
    incident = only(desk, Incident)
    with office.work() as session:
        case = session.get_one(Case, incident.case_id)
        case.sealed, case.matter = True, ""
    for who, seen in (("an", False), ("sau", False), ("long", True)):
        person = desk.browser(who)
        for page in ("/incidents", f"/incidents/{incident.id}"):
            said = sentence(person.get(page))
            assert ("Giải quyết khiếu nại lần đầu" in said) is seen
            assert ("<svg" in said and "đang dừng tại đây" in said) is (seen and page != "/incidents")


def test_dates_ahead_are_moved_on_their_page(desk: Desk):
    case_id = accepted(desk.office)
    long = desk.browser("long")
    address = f"/cases/{case_id}/timers"
    page = sentence(long.get(address))
    assert "Luật" in page
    timer = re.search(r'name="timer" value="([^"]+)"', page)[1]
    wanted = {"timer": timer, "day": "10/08/2026", "basis": "Điều 28", "reason": "Theo đề nghị"}
    refused = long.post(address, {**wanted, "reason": ""})
    assert (refused.status_code, "hãy nêu lý do" in sentence(refused)) == (422, True)
    assert long.post(address, wanted).status_code == 303
    assert "10/08/2026" in sentence(long.get(address)) or "10 tháng 8" in sentence(long.get(address))
    assert desk.browser("an").get(address).status_code == 200
    assert desk.browser("oanh").get(address).status_code == 403
