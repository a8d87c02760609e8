"""A denunciation from the counter to publication: who does what, what is written, and who never learns."""

import datetime as dt

import pytest
from sqlalchemy import select

from app import decisions
from app.casework import grants, letter_sheet, vault
from app.errors import NotFound, Unacceptable
from app.listings import case_contents, case_facts, case_found
from app.services import case_acts, events
from app.services.tasks import Sending
from db.models import (
    Addressee,
    Case,
    CaseLink,
    Conclusion,
    Deadline,
    Letter,
    Milestone,
    Ruling,
    TaskForceMember,
)
from tests.casework import denunciations as stage
from tests.office import Office
from tests.procedures import bundles

TO_THE_DENOUNCER = {"acceptance_told", "outcome_told", "termination_told"}


def read(office: Office, letter: Letter) -> str:
    """Read a letter as it is printed, with its addressees."""
    with office.look() as session:
        case = session.get_one(Case, letter.case_id)
        sheet = letter_sheet.sheet(session, case, session.get_one(Letter, letter.id))
        rows = session.scalars(select(Addressee).where(Addressee.letter_id == letter.id))
        to = [vault.read(session, vault.key_of(session, case), row.name) for row in rows]
    return "\n".join([sheet.subject, sheet.body, *sheet.addressees, *sheet.recipients, *to])


def tell(office: Office, case_id, message: str, **answers: str) -> None:
    posted = {name: [value] for name, value in answers.items()}
    with office.work() as session:
        sending = Sending(posted=posted, key=f"{message}-{office.now}")
        done = events.tell(session, case_id, message, sending, actor=office.oanh)
    assert not done.problems, done.problems


def kept(office: Office, model: type) -> list:
    with office.look() as session:
        return list(session.scalars(select(model)))


def withdraw(office: Office, case_id) -> None:
    tell(
        office, case_id, "withdrawal", stop_ground="withdrawn", withdrawn_on="2026-08-03",
        withdrawal_form="letter", forced_signs="no", withdrawal_reason="Đã tự giải quyết",
    )  # fmt: skip


def test_a_denunciation_goes_from_the_counter_to_publication(office: Office):
    case_id = stage.accepted(office)
    stage.assigned(office, case_id)
    stage.verified(office, case_id)
    stage.concluded(office, case_id)
    assert office.open_steps(case_id) == ["de_act", "de_publish", "de_send"]
    today = office.now.date().isoformat()
    office.does(office.oanh, "de_send", case_id, sent_on=today, via="hand", sent_to=["denounced", "manager"])
    stage.letter_goes_out(office, case_id)
    office.does(
        office.long, "de_act", case_id,
        actions=["discipline", "recover"], action_summary="Khiển trách", has_orders="true", acted_on=today,
    )  # fmt: skip
    published = {
        "mode": "posting",
        "publication_text": "Kết luận: đúng một phần",
        "no_state_secret": "true",
        "published_on": today,
        "published_until": "2026-08-20",
        "publication_place": "Trụ sở",
    }
    with pytest.raises(Unacceptable, match=stage.NAME):
        office.does(
            office.oanh,
            "de_publish",
            case_id,
            **published | {"publication_text": f"Theo đơn của {stage.NAME}"},
        )
    office.does(office.oanh, "de_publish", case_id, **published)
    assert office.open_steps(case_id) == ["de_archive"]
    rows = {d.rule: d for d in office.all(Deadline, case_id)}
    assert [rule for rule, d in rows.items() if rule.startswith("TC") and not d.kept] == []
    assert {m.name for m in office.all(Milestone, case_id)} >= {
        "checked", "accepted", "notified", "assigned", "verified", "concluded", "sent", "acted", "published",
    }  # fmt: skip
    (ruling,), (figures,) = office.all(Ruling, case_id), kept(office, Conclusion)
    assert (ruling.result, ruling.money_dong, ruling.people_handled) == ("partly", 5_000_000, 1)
    assert (figures.persons, figures.officials_handled, figures.police_cases) == (1, 1, 0)
    with office.look() as session:
        found = case_found.find(session, case_id, actor=office.oanh)
        facts = dict(row for each in case_facts.of_case(session, found) for row in each.rows)
        decision = case_contents.decision(session, found)
    assert facts["Tiền trả lại cho cá nhân"] == "5.000.000 đồng"
    assert decision is not None
    assert (decision.kind, decision.result) == ("Kết luận", "Đúng một phần")
    with office.look() as session:
        executes = session.scalars(select(CaseLink).where(CaseLink.to_id == case_id)).one()
        assert executes.kind == "executes"
        assert session.get_one(Case, executes.from_id).sealed


def test_no_letter_but_those_to_the_denouncer_tells_who_denounced(office: Office):
    case_id = stage.accepted(office)
    stage.assigned(office, case_id)
    stage.verified(office, case_id)
    stage.concluded(office, case_id)
    told = {letter.template: read(office, letter) for letter in office.letters(case_id)}
    assert {"denounced_notice", "denunciation_team", "conclusion"} <= set(told)
    for template, text in told.items():
        found = [secret for secret in stage.SECRETS if secret in text]
        assert bool(found) == (template in TO_THE_DENOUNCER), (template, found)
    assert "bỏ trực ba ngày" in told["denounced_notice"]


def test_an_officer_who_writes_the_name_into_the_notice_to_the_denounced_is_stopped(office: Office):
    case_id = stage.opened(office)
    stage.decided(office, case_id)
    stage.redacted(office, case_id)
    stage.letter_goes_out(office, case_id)
    stage.letter_goes_out(office, case_id)
    with pytest.raises(AssertionError, match="Problem"):
        stage.letter_goes_out(office, case_id, body=f"Bà {stage.NAME} tố cáo ông")


def test_a_team_has_two_or_more_and_never_the_denounced_or_anybody_of_their_unit(office: Office):
    case_id = stage.opened(office)
    tam = office.tam
    stage.decided(office, case_id, checked=stage.CHECKED | {"denounced_person": str(tam.person_id)})
    assert office.case(case_id).contested_unit_id == office.units["culture"]
    stage.redacted(office, case_id)
    for _letter in range(3):
        stage.letter_goes_out(office, case_id)
    with pytest.raises(Unacceptable):
        stage.assigned(office, case_id, members=("tam",))
    with pytest.raises(AssertionError, match="team_members"):
        stage.assigned(office, case_id, members=("kien",))
    assert kept(office, TaskForceMember) == []
    stage.assigned(office, case_id, members=("hoa",))
    with office.look() as session:
        held = {g.person_id: g.level for g in grants.of(session, session.get_one(Case, case_id))}
    assert held[office.kien.person_id] == "identity"
    assert held[office.hoa.person_id] == "redacted"
    assert tam.person_id not in held


def test_a_denounced_receiver_loses_the_case_at_once(office: Office):
    case_id = stage.opened(office)
    checked = stage.CHECKED | {"denounced_unit": str(office.units["office"])}
    office.does(office.oanh, "de_check", case_id, **checked)
    with office.look() as session, pytest.raises(NotFound):
        case_acts.looking(session, case_id, actor=office.oanh)


def test_a_withdrawal_does_not_stop_the_work_until_the_settler_has_decided(office: Office):
    case_id = stage.accepted(office)
    stage.assigned(office, case_id)
    office.does(office.kien, "dv_plan", case_id, plan="Gặp các bên", secrecy="Bí số B1")
    withdraw(office, case_id)
    assert set(office.open_steps(case_id)) == {"dv_meet", "ds_decide"}
    office.does(
        office.long,
        "ds_decide",
        case_id,
        stop_decision="continue",
        continue_ground="violation",
        stop_reason="Có dấu hiệu",
    )
    assert office.open_steps(case_id) == ["dv_meet"]
    stage.verified(office, case_id, after="dv_plan")
    stage.concluded(office, case_id)
    assert office.case(case_id).state == "open"


def test_a_withdrawal_that_ends_the_matter_tells_both_within_five_working_days(office: Office):
    case_id = stage.accepted(office)
    stage.assigned(office, case_id)
    withdraw(office, case_id)
    office.does(office.long, "ds_decide", case_id, stop_decision="terminate", stop_reason="Rút tự nguyện")
    assert office.open_steps(case_id) == ["sl_draft"]
    assert office.deadline("TC.SUSP_NOTIFY", case_id).due_on == dt.date(2026, 8, 10)
    for _letter in ("to the denounced", "to the denouncer"):
        stage.letter_goes_out(office, case_id)
    case = office.case(case_id)
    assert (case.state, case.closed_as) == ("closed", "withdrawn")


@pytest.mark.parametrize(
    ("checked", "proposed"),
    [
        ({}, "accept"),
        ({"identity_state": "anonymous", "evidence_state": "none"}, "file"),
        ({"identity_state": "anonymous"}, "manage"),
        ({"check_signs": ["settled_complaint"]}, "refuse"),
        ({"check_signs": ["settled_complaint"], "settler_breach": "true"}, "accept"),
        ({"check_signs": ["crime"]}, "transfer"),
        ({"check_signs": ["party"]}, "transfer"),
        ({"within_competence": "other"}, "transfer"),
        ({"denunciation_round": "continued"}, "review"),
        ({"denunciation_round": "overdue"}, "overdue"),
    ],
)
def test_the_table_proposes_the_way_with_its_article(checked, proposed):
    facts = {**stage.CHECKED, **checked}
    signs = facts.pop("check_signs", [])
    facts |= {sign: sign in signs for sign in ("crime", "party", "settled_complaint")}
    facts["settler_breach"] = checked.get("settler_breach") == "true"
    table = bundles.ROOT / "processes" / "denunciation" / "denunciation_way.dmn"
    said = decisions.decide(decisions.read(table.read_bytes()), "denunciation_way", facts)
    assert said.outputs["check_outcome"] == proposed
    assert "Luật Tố cáo" in said.rows[0].article


def test_what_is_transferred_is_redacted_first_and_the_denouncer_is_told(office: Office):
    case_id = stage.opened(office)
    stage.decided(
        office, case_id, "transfer",
        transfer_kind="body", transfer_to="Thanh tra tỉnh", decision_reason="Không thuộc thẩm quyền",
    )  # fmt: skip
    assert office.open_steps(case_id) == ["de_transfer_redact"]
    stage.redacted(office, case_id, "de_transfer_redact")
    slip = stage.letter_goes_out(office, case_id)
    assert stage.NAME not in read(office, slip)
    stage.letter_goes_out(office, case_id)
    case = office.case(case_id)
    assert (case.closed_as, office.deadline("TC.TRANSFER", case_id).kept) == ("transferred", True)


def test_the_superior_asks_for_a_report_within_five_working_days_and_may_take_over(office: Office):
    case_id = stage.accepted(office)
    tell(
        office, case_id, "report_asked",
        asked_on="2026-08-03", asked_by="UBND tỉnh", delay_account="Chờ giám định",
    )  # fmt: skip
    assert office.deadline("TC.OVERDUE.REPORT", case_id).due_on == dt.date(2026, 8, 10)
    report = stage.letter_goes_out(office, case_id)
    assert (report.template, office.deadline("TC.OVERDUE.REPORT", case_id).kept) == ("overdue_report", True)
    tell(
        office, case_id, "taken_over",
        taken_on="2026-08-03", taken_by="UBND tỉnh", taken_number="12/QĐ-UBND",
    )  # fmt: skip
    handover = stage.letter_goes_out(office, case_id)
    assert stage.NAME not in read(office, handover)
    case = office.case(case_id)
    assert (case.state, case.closed_as) == ("closed", "transferred")


def test_a_settlement_that_is_late_reaches_the_leader_and_the_work_goes_on(office: Office):
    case_id = stage.accepted(office)
    due = office.deadline("TC.SETTLE", case_id).due_on
    office.until(due + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert office.deadline("TC.SETTLE", case_id).breached_at is not None
    assert set(office.open_steps(case_id)) == {"de_assign", "es_direct"}
