"""What is recorded about a case beside its steps: withdrawals, supplements, changes of its limits."""

from html import unescape

from app.casework.audit import first_broken
from db.base import NEVER
from db.models import CasePetition
from tests.casework.complaints import accepted
from tests.office import FLOOD, RECOMMENDATION
from tests.web.deskwork import Desk, desk
from tests.web.filed import recommendation, seen

__all__ = ["desk"]


def test_an_extension_is_proposed_after_its_effect_was_shown_and_then_does_exactly_that(desk: Desk):
    case_id = accepted(desk.office)
    office, kien = desk.office, desk.browser("kien")
    page = seen(kien, case_id, "/record/change?change=extend")
    before = office.deadline("KN1.SETTLE", case_id).due_on
    assert f"{before:%d/%m/%Y} →" in page
    shown = page.partition(f"{before:%d/%m/%Y} → <b>")[2][:10]
    sent = kien.post(
        f"/cases/{case_id}/record/change",
        {**kien.hidden, "change": "extend", "rule": "KN1.SETTLE", "reason": "Nhiều thửa đất"},
    )
    assert sent.status_code == 303
    assert office.deadline("KN1.SETTLE", case_id).due_on == before
    office.does(office.long, "cc_approve", case_id, approval="approve")
    assert f"{office.deadline('KN1.SETTLE', case_id).due_on:%d/%m/%Y}" == shown


def test_what_is_not_possible_now_is_not_offered(desk: Desk):
    complaint, other = accepted(desk.office), recommendation(desk)
    page = seen(desk.browser("kien"), complaint, "/record/change")
    assert 'value="extend"' in page
    assert 'value="resume"' not in page
    page = seen(desk.browser("kien"), other, "/record/change")
    assert 'value="extend"' not in page  # a promise is not extended
    assert 'value="reclassify"' in page
    assert "Ghi nhận bổ sung" not in seen(desk.browser("kien"), complaint)
    assert "Ghi nhận việc rút đơn" not in seen(desk.browser("sau"), complaint)


def test_the_leader_suspends_at_once_and_sees_that_the_clock_stands_still(desk: Desk):
    case_id = accepted(desk.office)
    long = desk.browser("long")
    assert "thời hạn ngừng tính" in seen(long, case_id, "/record/change")
    sent = long.post(
        f"/cases/{case_id}/record/change",
        {
            **long.hidden, "change": "suspend", "ground": "force_majeure", "from_on": "03/08/2026",
            "reason": "Bão lớn",
        },
    )  # fmt: skip
    assert sent.status_code == 303
    assert desk.office.deadline("KN1.SETTLE", case_id).due_on == NEVER
    page = seen(long, case_id)
    assert "Tạm đình chỉ từ 03/08/2026" in page
    assert "Bão lớn" in page
    assert 'value="resume"' in seen(long, case_id, "/record/change")


def test_a_withdrawal_with_a_gap_comes_back_with_what_was_typed(desk: Desk):
    case_id = accepted(desk.office)
    kien = desk.browser("kien")
    seen(kien, case_id, "/record/withdrawal")
    answer = kien.post(f"/cases/{case_id}/record/withdrawal", {**kien.hidden, "reason": "Đã được đền bù"})
    assert answer.status_code == 422
    assert "Đã được đền bù" in unescape(answer.text)
    done = kien.post(
        f"/cases/{case_id}/record/withdrawal",
        {
            **kien.hidden, "termination_ground": "withdrawn", "withdrawn_on": "03/08/2026",
            "withdrawal_form": "letter", "no_coercion": "true", "reason": "Đã được đền bù",
        },
    )  # fmt: skip
    assert done.status_code == 303
    assert "Người gửi rút đơn" in seen(kien, case_id)


def test_sending_a_withdrawal_twice_records_it_once(desk: Desk):
    case_id = recommendation(desk)
    kien = desk.browser("kien")
    seen(kien, case_id, "/record/withdrawal")
    form = dict(kien.hidden)
    first = kien.post(f"/cases/{case_id}/record/withdrawal", form)
    second = kien.post(f"/cases/{case_id}/record/withdrawal", form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert desk.office.case(case_id).closed_as == "withdrawn"


def test_the_leader_takes_a_matter_onto_the_desk_from_its_file(desk: Desk):
    case_id = accepted(desk.office)
    deadline = desk.office.deadline("KN1.SETTLE", case_id)
    assert (
        desk.browser("kien").post(f"/cases/{case_id}/desk", {"deadline": str(deadline.id)}).status_code == 403
    )
    long = desk.browser("long")
    assert long.post(f"/cases/{case_id}/desk", {"deadline": str(deadline.id)}).status_code == 303
    assert "es_direct" in desk.office.open_steps(case_id)
    assert str(deadline.id) not in seen(long, case_id)


def test_a_duplicate_taken_out_goes_back_to_its_own_classification(desk: Desk):
    office = desk.office
    first = recommendation(desk)
    case = office.case(first)
    second = office.register(FLOOD, matter="Đơn thứ hai").case_id
    office.classify(
        second,
        RECOMMENDATION,
        outcome="duplicate",
        duplicate="true",
        duplicate_of=f"{case.number}/{case.year}",
    )
    assert office.case(second).closed_as == "duplicate"
    oanh = desk.browser("oanh")
    assert "Đơn trùng" in seen(oanh, first)
    link = next(each for each in office.all(CasePetition, first) if each.kind == "duplicate")
    kien = desk.browser("van")
    assert (
        kien.post(f"/cases/{first}/unlink", {"link": str(link.id), "reason": "Khác việc"}).status_code == 403
    )
    assert oanh.post(f"/cases/{first}/unlink", {"link": str(link.id), "reason": ""}).status_code == 422
    assert (
        oanh.post(f"/cases/{first}/unlink", {"link": str(link.id), "reason": "Khác việc"}).status_code == 303
    )
    assert "đưa ra ngày 03/08/2026" in seen(oanh, first)
    assert (office.case(second).state, office.open_steps(second)) == ("open", ["in_classify"])
    office.classify(second)
    assert office.open_steps(second) == ["rc_answer"]
    with office.look() as session:
        assert (first_broken(session, first), first_broken(session, second)) == (None, None)
