"""What the two cities ask of intake, classification and routing, each shown as a person does it."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.decisions import decide
from app.decisions import read as read_table
from app.errors import Unacceptable
from app.listings import figures
from app.services import tasks
from app.services.tasks import Sending
from db.base import new_id
from db.models import (
    Authority,
    AuthoritySuccession,
    CaseLink,
    CaseUnit,
    Classification,
    Consultation,
    Deadline,
    Handover,
)
from tests.casework.complaints import accepted
from tests.office import COMPLAINT, FLOOD, LAND, RECOMMENDATION, Office
from tests.procedures import bundles
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

DENUNCIATION = RECOMMENDATION | {
    "petition_kind": "denunciation",
    "accuses_person_of_violation": "true",
    "outcome": "leader",
    "field": "official_conduct",
    "statutory_group": "admin_official_conduct",
}
DISPUTE = RECOMMENDATION | {
    "petition_kind": "land_dispute",
    "land_dispute_between_parties": "true",
    "dispute_parties": "individuals",
    "field": "land_dispute",
    "statutory_group": "land",
    "procedure": "land_conciliation",
}
SECOND = COMPLAINT | {
    "round": "second",
    "competent_body": "provincial_chair",
    "procedure": "complaint_second",
}
GIVEN = RECOMMENDATION | {"outcome": "assign", "procedure": "", "outcome_reason": "Đúng nhiệm vụ của đơn vị"}


def classified(office: Office, answers: dict, said: dict | None = None, **more: str):
    case_id = office.register(said or FLOOD).case_id
    office.classify(case_id, answers, **more)
    return case_id


def rows(office: Office, model, case_id) -> list:
    with office.look() as session:
        return list(session.scalars(select(model).where(model.case_id == case_id).order_by(model.id)))


def figure(office: Office, key: str):
    with office.look() as session:
        sheet = figures.of_office(session, first=None, last=None, authority=None)[0]
    return next(each for each in sheet.figures if each.key == key)


def of_level(office: Office, level: str) -> None:
    with office.work() as session:
        session.get_one(Authority, office.authority_id).level = level


@pytest.mark.parametrize(
    ("answers", "procedure"),
    [
        (COMPLAINT, "complaint_first"),
        (DENUNCIATION, "denunciation"),
        (RECOMMENDATION, "recommendation"),
        (RECOMMENDATION | {"petition_kind": "reflection"}, "recommendation"),
        (DISPUTE, "land_conciliation"),
    ],
)
def test_s10_each_kind_of_petition_has_a_procedure_of_its_own(office: Office, answers, procedure):
    case_id = classified(office, answers, LAND)
    case = office.case(case_id)
    assert office.runs(case_id)[procedure].status == "running"
    assert case.kind == answers["petition_kind"]
    assert case.sealed == (procedure == "denunciation")
    assert "in_classify" not in office.open_steps(case_id)


def test_s11_classification_is_a_step_with_its_reason_and_who_did_it(office: Office):
    case_id = classified(office, GIVEN)
    [row] = rows(office, Classification, case_id)
    assert (row.by_id, row.unit_id) == (office.oanh.person_id, office.units["office"])
    assert row.reason == GIVEN["outcome_reason"]
    assert row.override_reason == RECOMMENDATION["override_reason"]
    assert row.proposed["petition_kind"]["article"]


def test_s12_what_is_clear_goes_straight_to_the_unit(office: Office):
    case_id = classified(office, GIVEN, lead_unit=str(office.units["culture"]))
    assert office.task("in_unit_handle", case_id).unit_id == office.units["culture"]


def test_s13_general_content_is_clarified_before_it_is_forwarded(desk: Desk):
    office = desk.office
    units = [str(office.units["economy"]), str(office.units["culture"])]
    case_id = office.register().case_id
    asks = RECOMMENDATION | {"general_content": "true", "outcome": "clarify", "procedure": ""}
    office.classify(
        case_id, asks, clarify_units=units, clarify_question="Cống thuộc đơn vị nào?", clarify_days="3"
    )  # fmt: skip
    assert office.open_steps(case_id) == ["co_answer", "co_answer"]
    assert "Trả lời bằng văn bản" in desk.browser("oanh").get(f"/cases/{case_id}").text
    answered = {"stance": "consents", "opinion_text": "Thuộc phòng Kinh tế"}
    first, second = (task for task in office.all(tasks.Task, case_id) if task.node == "co_answer")
    for task in (first, second):
        assert "in_classify" not in office.open_steps(case_id)  # nothing is forwarded before all are heard
        who = office.kien if task.unit_id == office.units["economy"] else office.tam
        with office.work() as session:
            fields = {name: [value] for name, value in answered.items()}
            tasks.complete(session, task.id, Sending(posted=fields, key=uuid4().hex), actor=who)
    assert office.open_steps(case_id) == ["in_classify"]
    assert {row.state for row in rows(office, Consultation, case_id)} == {"answered"}
    office.classify(case_id, GIVEN)
    assert office.open_steps(case_id) == ["in_unit_handle"]


def test_s14_a_case_has_one_lead_unit_and_the_units_that_coordinate(desk: Desk):
    office = desk.office
    case_id = office.register().case_id
    office.classify(case_id, coordinating_units=[str(office.units["culture"]), str(office.units["office"])])
    case = office.case(case_id)
    assert case.lead_unit_id == office.units["economy"]
    assert {row.unit_id for row in rows(office, CaseUnit, case_id)} == {
        office.units["culture"], office.units["office"],
    }  # fmt: skip
    page = desk.browser("kien").get(f"/cases/{case_id}").text
    assert "Chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị" in page
    assert "Phối hợp: Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND" in page


def test_s14_nobody_leads_and_coordinates_at_once(office: Office):
    case_id = office.register().case_id
    office.classify(case_id, coordinating_units=[str(office.units["economy"])])
    assert rows(office, CaseUnit, case_id) == []


@pytest.mark.parametrize(
    ("day", "second_round"), [("2025-06-30", "district_chair"), ("2026-08-03", "provincial_chair")]
)
def test_s15_the_matrix_says_who_is_competent_on_a_day(day, second_round):
    table = read_table((bundles.ROOT / "processes/intake/competence.dmn").read_bytes())
    facts = {"petition_kind": "complaint", "respondent_position": "commune_chair", "round": "second"}
    said = decide(table, "competent", facts | {"received_on": day})
    assert said.outputs["competent_body"] == second_round
    assert said.rows[0].article


def test_s15_what_a_district_received_goes_on_with_the_commune_that_succeeds_it(office: Office):
    with office.work() as session:
        district = Authority(
            id=new_id(), key="vinh-city", name="Thành phố Vinh", name_en="Vinh city", superior="UBND TỈNH",
            place="Vinh", level="district", code="UBND", remote=False, since=None, until=dt.date(2025, 6, 30),
        )  # fmt: skip
        session.add(district)
        session.add(
            AuthoritySuccession(
                predecessor_id=district.id, successor_id=office.authority_id, since=dt.date(2025, 7, 1)
            )
        )
    said = LAND | {
        "respondent_position": "former_district_chair",
        "received_on": "2025-06-20",
        "backdating_reason": "Nhận bàn giao hồ sơ của thành phố",
    }
    case_id = classified(office, COMPLAINT | {"competent_body": "district_chair"}, said)
    [row] = rows(office, Classification, case_id)
    assert row.proposed["competent_body"]["value"] == "district_chair"
    assert row.proposed["competence"]["value"] == "within"
    assert office.case(case_id).received_on == dt.date(2025, 6, 20)


def test_s16_a_matter_goes_to_the_level_where_it_arose(office: Office):
    of_level(office, "province")
    above = COMPLAINT | {
        "outcome": "guide", "procedure": "", "competence": "outside", "over_level": "true",
        "guidance_body": "UBND phường Trường Vinh", "outcome_reason": "Vụ việc phát sinh tại phường",
    }  # fmt: skip
    case_id = classified(office, above, LAND)
    [row] = rows(office, Classification, case_id)
    assert row.proposed["over_level"]["value"] is True
    assert row.proposed["outcome"]["value"] == "guide"
    assert office.open_steps(case_id) == ["li_draft"]  # the letter that guides back


def test_s17_over_level_petitions_are_flagged_guided_back_and_counted(office: Office):
    test_s16_a_matter_goes_to_the_level_where_it_arose(office)
    found = figure(office, "over_level")
    assert (found.value, found.parts["outcome"]) == (1, {"guide": 1})


@pytest.mark.parametrize(
    "field", ["land_dispute", "clearance_compensation", "collective_housing", "public_investment", "other"]
)
def test_s18_the_fields_of_the_city_lead_to_the_groups_of_the_report(field):
    table = read_table((bundles.ROOT / "processes/intake/field.dmn").read_bytes())
    said = decide(table, "field", {"petition_kind": "complaint", "field": field})
    assert said.outputs["statutory_group"] in {"admin_land_housing", "admin_other"}


def test_s19_petitions_and_cases_are_counted_apart(office: Office):
    first = classified(office, RECOMMENDATION)
    again = RECOMMENDATION | {
        "outcome": "duplicate", "procedure": "", "duplicate": "true",
        "duplicate_of": f"{office.case(first).number}/{office.case(first).year}",
    }  # fmt: skip
    classified(office, again)
    assert figure(office, "petitions_received").value == 2
    assert figure(office, "cases_opened").value == 1


def test_s20_rates_use_only_what_is_within_the_offices_competence(office: Office):
    outside = RECOMMENDATION | {
        "outcome": "transfer", "procedure": "", "matter_level": "province",
        "competent_body": "provincial_chair", "competence": "outside",
        "guidance_body": "UBND tỉnh", "outcome_reason": "Thuộc thẩm quyền tỉnh",
    }  # fmt: skip
    classified(office, outside)
    assert figure(office, "settlement_rate").denominator == 0
    classified(office, RECOMMENDATION)
    assert figure(office, "settlement_rate").denominator == 1


def test_s70_a_transfer_inside_needs_a_reason(office: Office):
    case_id = classified(office, GIVEN)
    task = office.task("in_unit_handle", case_id)
    with office.work() as session, pytest.raises(Unacceptable):
        tasks.reassign(session, task.id, unit_id=office.units["culture"], reason=" ", actor=office.hoa)


def test_s70_what_a_unit_pushes_on_a_second_time_goes_to_the_leaders_desk(office: Office):
    case_id = accepted(office)
    office.does(
        office.long, "cf_assign", case_id,
        settle_by="unit", verifying_unit=str(office.units["economy"]), verify_content="Xác minh vị trí",
        verify_days="10", report_due_on=office.now.date().isoformat(),
    )  # fmt: skip
    pushed(office, "li_draft", case_id, office.hoa, "culture")
    assert office.task("li_draft", case_id).unit_id == office.units["culture"]
    head = replace(office.hoa, unit_id=office.units["culture"])
    pushed(office, "li_draft", case_id, head, "economy")
    assert office.task("li_draft", case_id).unit_id == office.units["culture"]  # it stays where it lies
    assert "es_direct" in office.open_steps(case_id)


def pushed(office: Office, node: str, case_id, who, to: str) -> None:
    task = office.task(node, case_id)
    with office.work() as session:
        tasks.reassign(session, task.id, unit_id=office.units[to], reason="Không đúng việc", actor=who)


def test_s70_units_that_send_back_twice_bring_it_to_the_leader(office: Office):
    case_id = classified(office, GIVEN)
    office.does(
        office.kien, "in_unit_handle", case_id, unit_outcome="not_ours", not_ours_reason="Việc của VHXH"
    )
    assert office.open_steps(case_id) == ["in_classify"]
    office.classify(case_id, GIVEN, lead_unit=str(office.units["culture"]))
    office.does(office.tam, "in_unit_handle", case_id, unit_outcome="not_ours", not_ours_reason="Việc của KT")
    assert office.open_steps(case_id) == ["in_leader_assign"]
    assert figure(office, "pushed_on").parts["how"] == {"back": 2}
    office.does(
        office.long,
        "in_leader_assign",
        case_id,
        unit=str(office.units["economy"]),
        instruction="Làm trong tuần",
    )
    assert office.task("in_unit_handle", case_id).unit_id == office.units["economy"]
    assert [row.kind for row in rows(office, Handover, case_id)] == ["back", "back", "leader"]


def test_a_second_complaint_is_tied_to_the_first_round_and_the_first_round_hears_of_it(office: Office):
    of_level(office, "province")
    first = classified(office, COMPLAINT | {"competence": "within"}, LAND)
    number = f"{office.case(first).number}/{office.case(first).year}"
    second = classified(office, SECOND, LAND, earlier_case=number)
    with office.look() as session:
        link = session.scalars(select(CaseLink).where(CaseLink.from_id == second)).one()
        assert (link.to_id, link.kind) == (first, "second-of")
    assert office.runs(second)["complaint_second"].status == "running"
    assert [row.rule for row in office.all(Deadline, second) if row.rule.startswith("KN2")]
