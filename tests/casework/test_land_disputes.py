"""A land dispute is conciliated, or fails and is settled by others, and each limit says so."""

import datetime as dt

import pytest

from app.casework import conciliations, prefill
from app.errors import NotPossibleNow, Unacceptable
from db.models import CouncilMember, Milestone
from tests.casework.complaints import DRAFT, parties
from tests.casework.rounds import begun, day, in_force, letter, linked, told, why_not
from tests.office import LAND, RECOMMENDATION, Office

DISPUTE = LAND | {
    "matter": "Tranh chấp ranh giới thửa 12 và thửa 13",
    "content_items": [{"text": "Hàng xóm lấn 20 m²", "request": "Trả lại đất"}],
    "respondent_position": "none",
    "respondent_name": "Ông Trần Văn Bình",
}
CLASSIFIED = RECOMMENDATION | {
    "petition_kind": "land_dispute",
    "field": "land_dispute",
    "statutory_group": "admin_land_housing",
    "procedure": "land_conciliation",
}
AGREED = {
    "meeting": "agreed", "dispute_summary": "Ranh giới", "origin_noted": "Khai hoang 1990",
    "council_view": "Theo mốc cũ", "points_settled": "Trả 20 m²", "minutes_signed": "true",
}  # fmt: skip
FAILED = {
    "meeting": "failed", "dispute_summary": "Ranh giới", "origin_noted": "Khai hoang 1990",
    "council_view": "Theo mốc cũ", "points_open": "Không thống nhất mốc", "minutes_signed": "true",
}  # fmt: skip


def accepted(office: Office):
    case_id = office.register(DISPUTE).case_id
    office.classify(case_id, CLASSIFIED)
    office.does(
        office.long, "lc_acceptance", case_id,
        acceptance="accept", accepted_on=day(office), variant="normal", registry_told="true",
    )  # fmt: skip
    letter(office, case_id)
    return case_id


def council(office: Office, case_id) -> None:
    office.does(
        office.kien, "lc_inquire", case_id,
        land_cause="Lấn ranh", land_origin="Khai hoang 1990", land_state="Có hàng rào", land_papers="none",
        inquiry_sources="Các hộ liền kề",
    )  # fmt: skip
    office.does(office.long, "lc_council", case_id, **_members(office, "chair", "front", "land"))
    letter(office, case_id, book="quyet_dinh")


def _members(office: Office, *capacities: str) -> dict[str, str]:
    known = {
        "chair": {"person": str(office.long.person_id)},
        "front": {"name": "Bà Lê Thị Mai"},
        "land": {"person": str(office.kien.person_id)},
    }
    return {
        f"council.{n}.{name}": value
        for n, capacity in enumerate(capacities)
        for name, value in {"capacity": capacity, **known[capacity]}.items()
    }


def met(office: Office, case_id, who=None, **said: object) -> None:
    who, there = who or office.kien, parties(office, case_id)
    office.does(
        who, "lm_invite", case_id,
        meeting_on=day(office), meeting_hour="08:00", meeting_place="Nhà văn hóa", invited=there,
    )  # fmt: skip
    letter(office, case_id, who, book="giay_moi")
    held = {"met_on": day(office), "present": there} if said["meeting"] in {"agreed", "failed"} else {}
    office.does(who, "lm_hold", case_id, **held | said)


def failed(office: Office):
    """A dispute whose conciliation failed, with its minutes handed over."""
    case_id = accepted(office)
    council(office, case_id)
    met(office, case_id, **FAILED)
    letter(office, case_id)
    return case_id


def names(office: Office, case_id) -> set[str]:
    return {m.name for m in office.all(Milestone, case_id)}


def test_a_dispute_is_conciliated_objected_to_once_and_the_land_register_is_told(office: Office):
    case_id = accepted(office)
    assert office.deadline("DD.HG.NOTIFY", case_id).kept is True
    council(office, case_id)
    assert len(office.all(CouncilMember, case_id)) == 3
    met(office, case_id, **AGREED, boundary_change="yes")
    assert office.deadline("DD.HG.DONE", case_id).kept is True
    letter(office, case_id)
    told(
        office, case_id, "objection", objected_on=day(office), objection_text="Sai diện tích",
        objected_by=parties(office, case_id)[:1],
    )  # fmt: skip
    met(office, case_id, **AGREED, boundary_change="yes")
    letter(office, case_id)
    in_force(office, "DD.HG.OBJECT", case_id)
    office.does(
        office.kien, "lc_register", case_id,
        registered_on=day(office), registry_office="Chi nhánh Vinh", registry_change="Ranh giới thửa 12, 13",
    )  # fmt: skip
    case = office.case(case_id)
    assert (case.state, case.closed_as) == ("closed", "conciliated")
    assert office.deadline("DD.HG.REGISTER", case_id).kept is True


def test_the_council_has_the_composition_of_the_law(office: Office):
    case_id = accepted(office)
    office.does(
        office.kien, "lc_inquire", case_id,
        land_cause="Lấn ranh", land_origin="Khai hoang", land_state="Hàng rào", land_papers="none",
        inquiry_sources="Hộ liền kề",
    )  # fmt: skip
    with pytest.raises(AssertionError, match="Mặt trận"):
        office.does(office.long, "lc_council", case_id, **_members(office, "chair", "land"))


def test_a_party_that_stays_away_twice_lets_the_conciliation_fail_and_not_sooner(office: Office):
    case_id = accepted(office)
    council(office, case_id)
    with pytest.raises(Unacceptable):
        met(office, case_id, meeting="absent_again", absent_note="Ông Bình", met_on=day(office))
    office.does(office.kien, "lm_hold", case_id, meeting="absent", absent_note="Ông Bình ốm")
    with pytest.raises(Unacceptable):
        met(office, case_id, meeting="absent", absent_note="Ông Bình")
    office.does(
        office.kien, "lm_hold", case_id, meeting="absent_again", absent_note="Ông Bình", met_on=day(office)
    )
    letter(office, case_id)
    assert office.case(case_id).closed_as == "not_conciliated"


def test_what_was_not_conciliated_is_settled_by_others_and_executed(office: Office):
    earlier = failed(office)
    case_id = begun(
        office, earlier, "land_settlement", received_on=day(office), settlement_wish="Trả lại 20 m² đất"
    )
    assert linked(office, earlier, "conciliation-of") == case_id
    _routed(office, case_id)
    office.does(office.long, "ls_acceptance", case_id, **_assigned(office, office.tam))
    letter(office, case_id, office.tam)
    assert office.deadline("DD.GQ.NOTIFY", case_id).kept is True
    due = office.deadline("DD.GQ.COMMUNE", case_id)
    assert due.due_on >= due.base_on + dt.timedelta(days=45)
    _inquired(office, case_id)
    office.does(office.long, "ld_sign", case_id, letter_outcome="sign", decided_on=day(office))
    assert office.deadline("DD.GQ.COMMUNE", case_id).kept is True
    office.does(
        office.van, "ls_send", case_id, sent_on=day(office), via="post", ruling_received_on=day(office)
    )
    in_force(office, "DD.CHALLENGE", case_id)
    expected = {"accepted", "notified", "decided", "sent", "ruling_received", "effective"}
    assert names(office, case_id) >= expected
    assert office.case(linked(office, case_id, "executes")).kind == "execution"


def _routed(office: Office, case_id) -> None:
    task = office.task("ls_check", case_id)
    with office.look() as session:
        run = office.runs(case_id)["land_settlement"]
        known = prefill.answers(session, office.case(case_id), run, task, office.now.date())
    assert (known["route"], known["land_papers"]) == ("commune", "none")
    with pytest.raises(NotPossibleNow):
        office.does(office.kien, "ls_check", case_id, **_route(office))
    office.does(office.hoa, "ls_check", case_id, **_route(office))


def _route(office: Office, **changed: str) -> dict[str, str]:
    return {
        "failed_minutes": "UBND phường, 5/BB", "failed_minutes_on": day(office), "land_papers": "none",
        "chosen_body": "committee", "dispute_parties": "households", "route": "commune",
    } | changed  # fmt: skip


def _assigned(office: Office, who) -> dict[str, str]:
    return {
        "acceptance": "accept", "accepted_on": day(office), "variant": "normal", "registry_told": "true",
        "advisory_unit": str(office.units["culture"]), "advisory_officer": str(who.person_id),
    }  # fmt: skip


def _inquired(office: Office, case_id) -> None:
    office.does(
        office.tam, "ld_work", case_id,
        **{"sessions.0.on": day(office), "sessions.0.people": "Các bên", "sessions.0.summary": "Đã làm việc"},
        site_checked_on=day(office), site_found="Rào lấn 20 m²", maps_seen="Bản đồ 299", agencies="no",
    )  # fmt: skip
    met(office, case_id, office.tam, **FAILED)
    office.does(
        office.tam, "ld_dossier", case_id,
        dossier=["request", "commune_minutes", "site_minutes", "conciliation_minutes", "report"],
        ruling_kind="settle", result="right", facts="Lấn 20 m²", laws=["31/2024/QH15"],
        conclusion="Yêu cầu có cơ sở", orders="Ông Bình trả 20 m²", land_m2="20", to_execute="yes",
        rights="Khiếu nại, khởi kiện trong 30 ngày",
    )  # fmt: skip
    office.does(office.tam, "ld_letter", case_id, **DRAFT)


def test_whoever_conciliated_is_not_put_in_charge_of_the_settlement(office: Office):
    earlier = failed(office)
    case_id = begun(
        office, earlier, "land_settlement", received_on=day(office), settlement_wish="Trả lại 20 m² đất"
    )
    with office.look() as session:
        barred = conciliations.conciliators(session, office.case(case_id))
    assert office.kien.person_id in barred
    assert office.long.person_id not in barred
    office.does(office.hoa, "ls_check", case_id, **_route(office))
    with pytest.raises(Unacceptable):
        office.does(office.long, "ls_acceptance", case_id, **_assigned(office, office.kien))


def test_a_dispute_is_not_settled_before_its_conciliation_failed(office: Office):
    case_id = accepted(office)
    assert "không thành" in why_not(office, case_id, "land_settlement")
    with pytest.raises(NotPossibleNow):
        begun(office, case_id, "land_settlement", received_on=day(office), settlement_wish="Trả đất")


def test_the_papers_send_a_dispute_to_court_and_the_parties_to_the_province(office: Office):
    earlier = failed(office)
    case_id = begun(
        office, earlier, "land_settlement", received_on=day(office), settlement_wish="Trả lại 20 m² đất"
    )
    with pytest.raises(AssertionError, match="Tòa án"):
        office.does(office.hoa, "ls_check", case_id, **_route(office, land_papers="certificate"))
    with pytest.raises(AssertionError, match="cấp tỉnh"):
        office.does(office.hoa, "ls_check", case_id, **_route(office, dispute_parties="organisation"))
    office.does(
        office.hoa, "ls_check", case_id,
        **_route(office, land_papers="certificate", route="court", refusal_reason="Khởi kiện tại Tòa án"),
    )  # fmt: skip
    letter(office, case_id)
    assert office.case(case_id).closed_as == "refused"


def test_a_late_conciliation_is_on_the_leaders_desk(office: Office):
    case_id = accepted(office)
    due = office.deadline("DD.HG.DONE", case_id).due_on
    assert due >= office.case(case_id).received_on + dt.timedelta(days=30)
    office.until(due + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert "es_direct" in office.open_steps(case_id)
