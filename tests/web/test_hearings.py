"""The pages about hearings, the watchlist and the Steering Committee, as people use them."""

from html import unescape

from db.models import Consultation, HearingRule, Outreach
from tests.casework.complaints import accepted
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]


def page(person, address: str) -> str:
    answer = person.get(address)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_an_officer_logs_outreach_and_asks_a_unit_from_the_case(desk: Desk):
    case_id, kien = accepted(desk.office), desk.browser("kien")
    assert f"/cases/{case_id}/hearings" in page(kien, f"/cases/{case_id}")
    page(kien, f"/cases/{case_id}/hearings/outreach")
    logged = {
        "outreach_kind": "visit",
        "outreach_on": "03/08/2026",
        "outreach_text": "Đến nhà, bà đồng ý chờ",
    }
    assert kien.post(f"/cases/{case_id}/hearings/outreach", {**kien.hidden, **logged}).status_code == 303
    assert len(desk.office.all(Outreach, case_id)) == 1
    page(kien, f"/cases/{case_id}/hearings/consult")
    asked = {
        "purpose": "opinion", "units": str(desk.office.units["culture"]), "question": "Vị trí nào?",
        "answer_days": "5",
    }  # fmt: skip
    assert kien.post(f"/cases/{case_id}/hearings/consult", {**kien.hidden, **asked}).status_code == 303
    shown = page(kien, f"/cases/{case_id}/hearings")
    assert "Đến nhà, bà đồng ý chờ" in shown
    assert "Phòng Văn hóa - Xã hội" in shown
    assert kien.post(f"/cases/{case_id}/round/close", kien.hidden).status_code == 303
    assert [row.state for row in desk.office.all(Consultation, case_id)] == ["silent"]
    assert kien.post(f"/cases/{case_id}/round/close", kien.hidden).status_code == 409


def test_a_form_that_asks_nobody_says_so_and_keeps_what_was_typed(desk: Desk):
    case_id, kien = accepted(desk.office), desk.browser("kien")
    page(kien, f"/cases/{case_id}/hearings/consult")
    empty = {"purpose": "opinion", "question": "Vị trí nào?", "answer_days": "5"}
    answer = kien.post(f"/cases/{case_id}/hearings/consult", {**kien.hidden, **empty})
    assert answer.status_code >= 400
    assert "Vị trí nào?" in unescape(answer.text)


def test_only_the_leader_lets_a_case_pass_or_sets_the_rule(desk: Desk):
    case_id, kien, long = accepted(desk.office), desk.browser("kien"), desk.browser("long")
    assert kien.get(f"/cases/{case_id}/hearings/override").status_code == 403
    assert "Đặt quy định" not in page(kien, "/watchlist")
    page(long, "/watchlist")
    assert long.post("/watchlist/rule", {"required": "yes", "since": "03/08/2026"}).status_code == 303
    with desk.office.look() as session:
        assert [row.required for row in session.query(HearingRule)] == [True]
    assert "còn hiệu lực" in page(long, "/watchlist")
    assert kien.get(f"/cases/{case_id}/hearings/nothing").status_code == 404


def test_the_committee_is_set_up_and_a_meeting_becomes_a_task(desk: Desk):
    case_id, long = accepted(desk.office), desk.browser("long")
    page(long, "/watchlist/committee")
    said = {"decision": "Quyết định 15/QĐ-UBND", "since": "03/08/2026"}
    assert long.post("/watchlist/committee", said).status_code == 303
    page(long, "/watchlist/committee/member")
    head = {"member": str(desk.office.long.person_id), "committee_role": "head", "since": "03/08/2026"}
    assert long.post("/watchlist/committee/member", {**long.hidden, **head}).status_code == 303
    case = desk.office.case(case_id)
    page(long, "/watchlist/committee/meeting")
    met = {
        "met_on": "03/08/2026", "met_at": "Phòng họp",
        "directives.0.case_number": f"{case.number}/{case.year}",
        "directives.0.unit": str(desk.office.units["culture"]), "directives.0.due_by": "14/08/2026",
        "directives.0.text": "Gặp gia đình",
    }  # fmt: skip
    assert long.post("/watchlist/committee/meeting", {**long.hidden, **met}).status_code == 303
    assert "Gặp gia đình" in page(long, "/watchlist/committee")
    tam = desk.browser("tam")
    assert "Gặp gia đình" in tam.open(desk.office.task("dr_do", case_id).id)
