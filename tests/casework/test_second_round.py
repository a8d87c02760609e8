"""A complaint goes into its second round: in a case of its own, after the first, and never into a third."""

import datetime as dt
from uuid import UUID

import pytest

from app.casework import prefill
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.services import openings
from db.base import new_id
from db.models import Authority, ContentItem, Milestone, Ruling, Unit
from tests.casework.complaints import DRAFT, accepted, documents
from tests.casework.rounds import (
    SENT_TO,
    begun,
    day,
    dialogue,
    in_force,
    letter,
    linked,
    ruled,
    told,
    why_not,
)
from tests.casework.test_changes_of_the_clock import propose
from tests.office import Office


def second(office: Office, first):
    office.passes(days=10)
    return begun(
        office, first, "complaint_second",
        received_on=day(office), channel="counter", why_again="Không đồng ý với đơn giá",
    )  # fmt: skip


def filed(office: Office, case_id, received_on: dt.date, **changed: object):
    said = {
        "first_state": "decided", "first_ruling_number": "1/QĐ-UBND", "first_ruling_on": received_on,
        "first_settler": "Chủ tịch UBND phường", "first_ruling_received_on": received_on,
        "filed_on": office.case(case_id).received_on, "filing": "in_time",
    }  # fmt: skip
    office.does(office.kien, "c2_filing", case_id, **said | changed)


def accepted_again(office: Office, case_id):
    items = [str(item.id) for item in office.all(ContentItem, case_id)]
    office.does(
        office.long, "c2_acceptance", case_id,
        acceptance="accept", accepted_on=day(office), variant="normal", accepted_items=items,
    )  # fmt: skip
    letter(office, case_id)


def test_a_second_complaint_is_settled_in_a_case_of_its_own_and_the_first_ruling_waits(office: Office):
    first = ruled(office)
    ruled_on = office.now.date()
    case_id = second(office, first)
    assert office.case(case_id).number != office.case(first).number
    assert linked(office, first, "second-of") == case_id
    assert {m.name for m in office.all(Milestone, first)} >= {"contested"}
    assert office.deadline("KN.EFFECT", first).state == "ended"

    filed(office, case_id, ruled_on)
    accepted_again(office, case_id)
    settle = office.deadline("KN2.SETTLE", case_id)
    assert settle.due_on >= settle.base_on + dt.timedelta(days=45)
    office.does(
        office.long, "c2_assign", case_id, settle_by="unit", verifying_unit=str(office.units["culture"]),
        verify_content="Đơn giá", verify_days="10", report_due_on=day(office), council="yes",
        council_members="Phó Chủ tịch UBND; đại diện Mặt trận",
    )  # fmt: skip
    assert office.case(case_id).contested_author_id == office.long.person_id
    assert "li_draft" in office.open_steps(case_id)


def test_the_second_ruling_has_its_dialogue_takes_effect_though_it_is_sued_and_is_executed(office: Office):
    first = ruled(office, money_dong="0")
    ruled_on = office.now.date()
    case_id = second(office, first)
    filed(office, case_id, ruled_on)
    accepted_again(office, case_id)
    _verified_by_who_did_not_settle(office, case_id, documents(office, first))
    dialogue(office, case_id)
    office.does(
        office.kien, "c2_ruling", case_id,
        ruling_kind="amend", result="partly", facts="Sai vị trí", dialogue_summary="Thống nhất một phần",
        laws=["31/2024/QH15"], conclusion="Đúng một phần", orders="Sửa đơn giá", to_execute="yes",
        money_dong="30.000.000", rights="Khởi kiện tại Tòa án",
    )  # fmt: skip
    office.does(office.kien, "c2_ruling_letter", case_id, **DRAFT)
    office.does(office.long, "c2_ruling_sign", case_id, letter_outcome="sign", decided_on=day(office))
    office.does(office.van, "c2_send", case_id, sent_on=day(office), via="post", sent_to=SENT_TO)
    told(
        office, case_id, "lawsuit", sued_on=day(office), court="Tòa án nhân dân khu vực", suit_about="Đơn giá"
    )
    in_force(office, "KN.EFFECT", case_id)
    names = {m.name for m in office.all(Milestone, case_id)}
    assert names >= {"first_ruling_received", "accepted", "dialogued", "decided", "sent", "sued", "effective"}
    execution = office.case(linked(office, case_id, "executes"))
    assert (execution.kind, execution.state) == ("execution", "open")
    assert office.all(Ruling, case_id)[0].kind == "amend"


def _verified_by_who_did_not_settle(office: Office, case_id, papers):
    with office.work() as session:  # who settled the first time has handed his office over since
        session.get_one(type(office.case(case_id)), case_id).contested_author_id = None
    office.does(office.long, "c2_assign", case_id, settle_by="self", council="no")
    items = office.all(ContentItem, case_id)
    findings = {
        f"findings.{n}.{name}": value
        for n, item in enumerate(items)
        for name, value in {"id": item.id, "finding": "right", "reasons": "Theo hồ sơ"}.items()
    }
    office.does(
        office.long, "ve_self_report", case_id,
        **findings, relied_on=papers, laws=["31/2024/QH15"], conclusion="Đúng", proposal="amend",
        verify_outcome="consistent", verified_on=day(office),
    )  # fmt: skip


def test_there_is_no_third_round_and_no_two_second_rounds(office: Office):
    first = ruled(office)
    case_id = second(office, first)
    assert "lần hai" in why_not(office, first, "complaint_second")
    assert "lần ba" in why_not(office, case_id, "complaint_second")
    with pytest.raises(NotPossibleNow):
        begun(office, case_id, "complaint_second", received_on=day(office), channel="post", why_again="Nữa")


def test_it_may_begin_while_the_first_round_is_late_and_not_before(office: Office):
    first = accepted(office)
    assert why_not(office, first, "complaint_second")
    settle = office.deadline("KN1.SETTLE", first)
    office.until(settle.due_on + dt.timedelta(days=1))
    office.sweep()
    case_id = second(office, first)
    assert office.open_steps(case_id) == ["c2_filing"]
    assert "cf_assign" in office.open_steps(first)
    task = office.task("c2_filing", case_id)
    with office.look() as session:
        run = office.runs(case_id)["complaint_second"]
        known = prefill.answers(session, office.case(case_id), run, task, office.now.date())
    assert (known["first_state"], known["filing"]) == ("lapsed", "in_time")
    assert known["first_ruling_received_on"] == settle.due_on.isoformat()


def test_nobody_calls_in_time_what_was_filed_late_but_an_obstacle_excuses_it(office: Office):
    first = ruled(office)
    ruled_on = office.now.date()
    office.passes(days=50)
    case_id = begun(
        office, first, "complaint_second", received_on=day(office), channel="post", why_again="Không đồng ý"
    )
    with pytest.raises(Unacceptable):
        filed(office, case_id, ruled_on)
    excuse = {"filing": "excused", "obstacle": "Nằm viện", "obstacle_from": ruled_on + dt.timedelta(days=5)}
    with pytest.raises(Unacceptable):
        filed(office, case_id, ruled_on, **excuse, obstacle_to=ruled_on + dt.timedelta(days=8))
    filed(office, case_id, ruled_on, **excuse, obstacle_to=ruled_on + dt.timedelta(days=30))
    assert office.open_steps(case_id) == ["c2_acceptance"]


def test_who_settled_the_first_time_does_not_verify_the_second(office: Office):
    first = ruled(office)
    ruled_on = office.now.date()
    case_id = second(office, first)
    filed(office, case_id, ruled_on)
    accepted_again(office, case_id)
    with pytest.raises((Unacceptable, NotAllowed)):
        office.does(office.long, "c2_assign", case_id, settle_by="self", council="no")


def province(office: Office) -> tuple[UUID, UUID]:
    """The province above the ward keeps its cases in this installation too."""
    above = Authority(
        id=new_id(), key="nghe-an", name="Tỉnh Nghệ An", name_en="Nghệ An province", superior="CHÍNH PHỦ",
        place="Vinh", level="province", code="UBND", remote=False,
    )  # fmt: skip
    unit = Unit(
        id=new_id(), authority_id=above.id, key="office", name="Văn phòng UBND tỉnh", name_en="Office",
        kind="office", since=dt.date(2025, 7, 1),
    )  # fmt: skip
    leaders = Unit(
        id=new_id(), authority_id=above.id, key="leadership", name="Lãnh đạo UBND tỉnh", name_en="Leaders",
        kind="leadership", since=dt.date(2025, 7, 1),
    )  # fmt: skip
    with office.work() as session:
        session.add_all([above, unit, leaders])
    return above.id, unit.id


def test_the_second_round_goes_up_to_the_province_where_it_keeps_its_cases_here(office: Office):
    authority_id, unit_id = province(office)
    first = ruled(office)
    assert second(office, first) == first  # the ward stays on its own case
    case = office.case(linked(office, first, "second-of"))
    assert (case.authority_id, case.lead_unit_id, case.number) == (authority_id, unit_id, 1)
    assert office.task("c2_filing", case.id).unit_id == unit_id
    assert office.deadline("KN2.ACCEPT", case.id).authority_id == authority_id
    with office.look() as session, pytest.raises(NotFound):
        openings.possible(session, case.id, actor=office.kien)
    assert {m.name for m in office.all(Milestone, first)} >= {"contested"}


def test_its_limit_is_extended_once_within_the_cap_and_stands_still_while_suspended(office: Office):
    first = ruled(office)
    ruled_on = office.now.date()
    case_id = second(office, first)
    filed(office, case_id, ruled_on)
    accepted_again(office, case_id)
    settle = office.deadline("KN2.SETTLE", case_id)
    propose(office, office.kien, case_id, change="extend", rule="KN2.SETTLE", reason="Phức tạp")
    office.does(office.long, "cc_approve", case_id, approval="approve")
    letter(office, case_id, book="quyet_dinh")
    longer = office.deadline("KN2.SETTLE", case_id)
    assert longer.due_on >= longer.base_on + dt.timedelta(days=60) > settle.due_on
    propose(
        office, office.kien, case_id,
        change="suspend", ground="force_majeure", from_on=day(office), reason="Chờ kết quả giám định",
    )  # fmt: skip
    office.does(office.long, "cc_approve", case_id, approval="approve")
    assert office.deadline("KN2.SETTLE", case_id).state == "suspended"
    office.until(longer.due_on + dt.timedelta(days=5))
    office.sweep()
    assert "es_direct" not in office.open_steps(case_id)
