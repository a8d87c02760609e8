"""Who verifies, who is heard and who is asked before a ruling; each test is named after what it shows."""

import datetime as dt

import pytest

from app import decisions
from app.casework import heard
from app.casework.audit import Tag, first_broken
from app.casework.heard import NotHeardYet
from app.errors import NotAllowed, Unacceptable
from app.services import hearings
from db.models import AuditEntry, ContentItem, Evidence, Hearing, Milestone, Opinion, Outreach
from tests.capabilities.hearing import (
    accepted,
    assigned,
    dialogue,
    reports,
    rule,
    ruling,
    sends,
    shown,
    signs,
    stands,
    surveys,
    today,
    works,
)
from tests.casework.complaints import letter_goes_out
from tests.office import COMPLAINT, LAND, Office
from tests.procedures import bundles


def test_s31_a_task_force_has_mandate_members_dates_and_its_report(office: Office):
    case_id = accepted(office)
    assigned(office, case_id, members=(office.kien, office.tam))
    force = shown(office, case_id).forces[0]
    assert (force.mandate, force.since, force.report_due_on) == (
        "Xác minh vị trí đất", office.now.date(), dt.date(2026, 8, 20),
    )  # fmt: skip
    assert [role for role, _name in force.members] == ["Tổ trưởng", "Thành viên", "Thành viên"]
    assert office.task("ve_work", case_id).assignee_id == office.hoa.person_id
    works(office, case_id)
    reports(office, case_id)
    assert "verified" in {row.name for row in office.all(Milestone, case_id)}


def test_s32_the_unit_of_the_field_and_its_head_are_proposed(office: Office):
    case_id = accepted(office, respondent_position="commune_staff")
    standing = stands(office, "cf_assign", case_id)
    assert (standing["settle_by"], standing["verifying_unit"]) == ("task_force", str(office.units["economy"]))
    assert standing["task_force_head"] == str(office.hoa.person_id)


@pytest.mark.parametrize(("level", "head"), [("province", "inspectorate"), ("commune", "assigned_unit")])
def test_s33_where_several_fields_are_concerned_the_inspectorate_or_the_assigned_unit_is_head(level, head):
    table = bundles.ROOT / "processes" / "verification" / "task_force_head.dmn"
    facts = {"several_fields": True, "authority_level": level, "complex": True, "signers": 1}
    said = decisions.decide(decisions.read(table.read_bytes()), "task_force_head", facts)
    assert (said.outputs["settle_by"], said.outputs["head_unit"]) == ("task_force", head)


def test_s31_whoever_made_the_contested_decision_or_works_there_does_not_verify(office: Office):
    case_id = office.register(LAND).case_id
    office.classify(case_id, COMPLAINT, contested_unit=str(office.units["culture"]))
    office.does(
        office.long, "cf_acceptance", case_id, acceptance="accept", accepted_on=today(office),
        variant="normal", accepted_items=[str(item.id) for item in office.all(ContentItem, case_id)],
    )  # fmt: skip
    letter_goes_out(office, case_id)
    with pytest.raises(Unacceptable):
        assigned(office, case_id, unit="culture")
    with pytest.raises(Unacceptable):
        assigned(office, case_id, members=(office.tam,))
    assigned(office, case_id, members=(office.kien,))


def test_s31_papers_and_experts_are_asked_and_what_came_is_kept(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    for step, ask, receive, template in (
        ("papers", "ve_ask_papers", "ve_papers", "evidence_request"),
        ("expertise", "ve_ask_expert", "ve_expert", "expertise_decision"),
    ):
        works(office, case_id, step)
        office.does(
            office.hoa, ask, case_id, holder="Văn phòng Đăng ký đất đai", papers="Bản đồ số 45",
            evidence_due="2026-08-14",
        )  # fmt: skip
        letter_goes_out(office, case_id)
        assert office.letters(case_id)[-1].template == template
        assert office.task(receive, case_id).due_on == dt.date(2026, 8, 14)
        office.does(
            office.hoa, receive, case_id, receipt="received", evidence_on=today(office), evidence_pages="3",
            evidence_result="Bản đồ có xác nhận",
        )  # fmt: skip
    assert [row.kind for row in office.all(Evidence, case_id)] == ["papers", "expertise"]
    assert [paper.result for paper in shown(office, case_id).papers] == ["Bản đồ có xác nhận"] * 2
    works(office, case_id)
    assert len([row for row in office.all(Hearing, case_id) if row.kind == "session"]) == 1


def test_s31_what_was_written_before_stands_there_when_the_work_goes_on(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id, "survey")
    surveys(office, case_id)
    standing = stands(office, "ve_work", case_id)
    assert standing["plan"] == "Làm việc với các bên"
    assert standing["sessions"][0]["summary"] == "Đã làm việc"
    assert "next_step" not in standing


def test_s34_the_leader_surveys_in_person_with_date_place_and_findings(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id, "survey")
    assert office.task("ve_survey", case_id).role == "chairman"
    surveys(office, case_id)
    survey = next(each for each in shown(office, case_id).meetings if each.led_by)
    assert (survey.led_by, survey.place, survey.on) == ("Hồ Đức Long", "Thửa 12, khối 3", office.now.date())
    assert "Đất ở mặt đường" in survey.findings
    assert "surveyed" in {row.name for row in office.all(Milestone, case_id)}


def test_s35_s37_a_dialogue_keeps_who_came_and_how_each_opinion_was_treated(office: Office):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id)
    reports(office, case_id)
    dialogue(office, case_id)
    held = shown(office, case_id).meetings[-1]
    assert (held.read_back, held.led_by) == (True, "Hồ Đức Long")
    assert held.attended == (
        ("Nguyễn Thị Chi", "người khiếu nại", "có mặt"),
        ("Mặt trận Tổ quốc phường", "cơ quan khác", "có mặt"),
    )
    assert held.opinions == (
        ("Tính lại theo vị trí 1", "Thống nhất", "Tiếp thu"),
        ("Bồi thường nhà tạm", "Chưa thống nhất", "Giải thích: không đủ điều kiện"),
    )
    assert len(office.all(Opinion, case_id)) == 2


def test_s35_who_stays_away_with_good_reason_is_invited_again_and_without_one_does_not_stop_it(
    office: Office,
):
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id)
    reports(office, case_id)
    dialogue(office, case_id, "absent_excused")
    assert "di_invite" in office.open_steps(case_id)
    dialogue(office, case_id, "absent")
    assert "cf_ruling" in office.open_steps(case_id)
    kept = [(row.topic, row.kind) for row in office.all(Hearing, case_id) if row.kind == "dialogue"]
    assert kept == [("absent_excused", "dialogue"), ("absent", "dialogue")]


def test_s36_a_complicated_case_is_not_ruled_on_before_survey_and_dialogue(office: Office):
    rule(office)
    case_id = accepted(office)
    assigned(office, case_id)
    works(office, case_id)
    reports(office, case_id)
    dialogue(office, case_id)
    ruling(office, case_id)
    with pytest.raises(NotHeardYet) as refused:
        signs(office, case_id)
    assert "khảo sát" in refused.value.sentence
    signs(office, case_id, "return", return_to="verification", comment="Khảo sát thực tế trước")
    works(office, case_id, "survey")
    surveys(office, case_id)
    works(office, case_id)
    reports(office, case_id)
    dialogue(office, case_id)
    ruling(office, case_id)
    signs(office, case_id)
    assert "decided" in {row.name for row in office.all(Milestone, case_id)}


def test_s36_the_rule_is_a_local_setting_with_a_day_and_asks_nothing_of_a_plain_case(office: Office):
    plain = accepted(office, "normal")
    rule(office)
    with office.look() as session:
        today, case = office.now.date(), office.case(plain)
        assert heard.in_force(session, office.authority_id, today)
        assert not heard.in_force(session, office.authority_id, today - dt.timedelta(days=1))
        assert heard.standing(session, case, today).is_open
    with pytest.raises(NotAllowed), office.work() as session:
        hearings.set_rule(
            session, required=False, since=office.now.date(), today=office.now.date(), actor=office.kien
        )
    office.passes(seconds=1)
    rule(office, required=False)
    with office.look() as session:
        assert not heard.in_force(session, office.authority_id, office.now.date())


def test_s36_the_chairman_lets_a_case_pass_with_a_reason_that_is_audited_and_shown(office: Office):
    rule(office)
    case_id = accepted(office)
    office.does(
        office.long, "cf_assign", case_id, settle_by="decide_now", clear_reason="Quyết định sai rõ ràng"
    )
    ruling(office, case_id)
    with pytest.raises(NotHeardYet):
        signs(office, case_id)
    because = "Quyết định đã bị hủy, người dân đồng ý bằng văn bản"
    with pytest.raises(NotAllowed):
        sends(office, case_id, "override", office.kien, override_because=because)
    sends(office, case_id, "override", office.long, override_because=because)
    signs(office, case_id)
    assert shown(office, case_id).overrides[0].text == because
    tags = [row.tag for row in office.all(AuditEntry, case_id)]
    assert Tag.HEARING_OVERRIDE in tags
    with office.look() as session:
        assert first_broken(session, case_id) is None


def test_s38_a_ruling_needs_facts_law_and_the_citizens_rights(office: Office):
    case_id = accepted(office, "normal")
    office.does(
        office.long, "cf_assign", case_id, settle_by="decide_now", clear_reason="Quyết định sai rõ ràng"
    )
    for missing, empty in (("facts", ""), ("laws", []), ("rights", ""), ("conclusion", ""), ("orders", "")):
        with pytest.raises(AssertionError, match=missing):
            ruling(office, case_id, **{missing: empty})


def test_s40_outreach_is_logged_on_the_case_with_who_when_and_what_came_of_it(office: Office):
    case_id = accepted(office)
    sends(
        office, case_id, "outreach", office.kien,
        outreach_kind="persuasion", outreach_on=today(office),
        outreach_text="Khối trưởng và Mặt trận đến nhà bà Chi giải thích; bà đồng ý chờ kết quả",
    )  # fmt: skip
    done = shown(office, case_id).outreach[0]
    assert (done.title, done.who, done.on) == ("Vận động, thuyết phục", "Trần Trung Kiên", office.now.date())
    assert "bà đồng ý chờ" in done.text
    row = office.all(Outreach, case_id)[0]
    assert "bà đồng ý".encode() not in row.text


def test_s34_the_leader_records_a_survey_from_any_case_and_it_counts(office: Office):
    rule(office)
    case_id = accepted(office)
    sends(
        office, case_id, "survey", office.long,
        surveyed_on=today(office), survey_place="Khối 3", survey_findings="Nước ngập nửa mét",
    )  # fmt: skip
    standing = shown(office, case_id).standing
    assert (standing.required, standing.surveyed, standing.heard) == (True, True, False)
    with pytest.raises(NotAllowed):
        sends(office, case_id, "survey", office.kien, surveyed_on=today(office), survey_place="Khối 3")
