"""The pages around sealed identities: asking without a right, deciding, going through the looks."""

from html import unescape

import pytest

from tests.sealed import PASSWORD, with_passwords
from tests.web.deskwork import Desk, desk
from tests.web.filed import CANARY, denunciation

__all__ = ["desk"]

FORM = {"number": "NP1/2026", "kind": "verify", "reason": "Người giữ quyền đang nghỉ", "password": PASSWORD}


def shown(person) -> str:
    answer = person.get("/identities")
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_the_leader_agrees_to_a_request_with_a_click_and_the_officer_then_sees_the_matter(desk: Desk):
    with_passwords(desk.office)
    case_id = denunciation(desk).case_id
    hoa, long = desk.browser("hoa"), desk.browser("long")
    assert hoa.get("/identities/apply").status_code == 200
    assert hoa.post("/identities/apply", FORM).status_code == 303
    assert hoa.get(f"/cases/{case_id}").status_code == 404
    page = shown(long)
    assert "Phan Thị Hòa" in page
    assert "Người giữ quyền đang nghỉ" in page
    look = page.partition("/decide")[0].rpartition("/identities/")[2]
    assert long.post(f"/identities/{look}/decide", {"agreed": "yes"}).status_code == 303
    assert hoa.get(f"/cases/{case_id}").status_code == 200
    assert "trong một ngày" in unescape(hoa.get("/notices").text)


def test_the_answer_to_a_request_tells_nothing_about_the_number(desk: Desk):
    with_passwords(desk.office)
    denunciation(desk)
    hoa = desk.browser("hoa")
    told = []
    for number in ("NP1/2026", "NP77/2026", "5/2026"):
        answer = hoa.post("/identities/apply", {**FORM, "number": number})
        told.append((answer.status_code, answer.headers["Location"]))
    assert len(set(told)) == 1


@pytest.mark.parametrize("who", ["kien", "hoa", "tam", "van", "sau"])
def test_a_page_of_looks_never_tells_a_word_of_the_petition(desk: Desk, who):
    with_passwords(desk.office)
    case_id = denunciation(desk).case_id
    form = {"kind": "meet", "reason": "Mời làm việc tại trụ sở", "password": PASSWORD}
    assert desk.browser("oanh").post(f"/cases/{case_id}/identity", form).status_code == 303
    page = shown(desk.browser(who))
    assert [word for word in (*CANARY, "NP1/2026", "Mời làm việc") if word in page] == []
    assert ("Nguyễn Thị Oanh" in page) == (who == "sau")


def test_the_auditor_marks_a_look_as_gone_through(desk: Desk):
    with_passwords(desk.office)
    case_id = denunciation(desk).case_id
    form = {"kind": "meet", "reason": "Mời làm việc tại trụ sở", "password": PASSWORD}
    desk.browser("long").post(f"/cases/{case_id}/identity", form)
    sau = desk.browser("sau")
    look = shown(sau).partition('/look"')[0].rpartition("/identities/")[2]
    assert sau.post(f"/identities/{look}/look").status_code == 303
    assert "Vũ Văn Sáu đã rà soát" in shown(sau)
