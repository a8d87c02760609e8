"""Prolonged cases: the watchlist, the cohort, the committee, the higher authority, the departments."""

import datetime as dt
from uuid import uuid4

import pytest

from app.errors import NotPossibleNow, Unacceptable
from app.listings import committee as body
from app.listings import watchlist as page
from app.services import committees, openings
from app.services.tasks import Sending
from db.models import Consultation, Directive, HigherReport, Watch
from tests.casework.complaints import accepted, letter_goes_out
from tests.casework.test_changes_of_the_clock import tell
from tests.office import Office


def entered(office: Office, case_id, review_on: str = "2026-08-10"):
    posted = {"criteria": ["age"], "reason": ["Kéo dài nhiều năm"], "review_on": [review_on]}
    with office.work() as session:
        sending = Sending(posted=posted, key=uuid4().hex)
        done = openings.begin(session, case_id, "prolonged", sending, actor=office.long)
    assert not done.problems, done.problems
    return case_id


def reviews(office: Office, case_id, step: str, **said: object) -> None:
    office.does(office.long, "pl_review", case_id, situation="Chưa thống nhất", next_step=step, **said)


def listed(office: Office, who=None) -> page.Watchlist:
    with office.look() as session:
        return page.show(session, actor=who or office.long)


def committee(office: Office) -> None:
    with office.work() as session:
        committees.set_up(
            session, decision="Quyết định 15/QĐ-UBND", since=office.now.date(), actor=office.long
        )


def seats(office: Office, **said: str):
    posted = {name: [value] for name, value in said.items()}
    with office.work() as session:
        return committees.add_member(session, posted, actor=office.long)


def test_s46_a_case_is_proposed_by_the_printed_criteria_and_enters_with_a_review_day(office: Office):
    case_id = accepted(office)
    assert listed(office).candidates == ()
    office.until(dt.date(2027, 3, 1))
    assert [(each.case_id, each.criteria) for each in listed(office).candidates] == [(case_id, ("kéo dài",))]
    assert [name for name, _words in listed(office).criteria] == [
        "kéo dài", "nhiều lần quá hạn", "đông người", "gửi đơn nhiều lần",
    ]  # fmt: skip
    entered(office, case_id, "2027-04-01")
    now = listed(office)
    assert (now.candidates, now.watched[0].case_id) == ((), case_id)
    with pytest.raises(NotPossibleNow):
        entered(office, case_id, "2027-04-01")


def test_s46_reviews_come_back_on_their_day_until_the_case_leaves_with_a_reason(office: Office):
    case_id = entered(office, accepted(office))
    reviews(office, case_id, "watch", review_on="2026-09-08")
    assert listed(office).watched[0].review_on == dt.date(2026, 9, 8)
    office.until(dt.date(2026, 9, 7))
    office.sweep()
    assert "pl_review" not in office.open_steps(case_id)
    office.until(dt.date(2026, 9, 8))
    office.sweep()
    assert "pl_review" in office.open_steps(case_id)
    reviews(office, case_id, "leave", left_as="calmed", left_reason="Hai bên đã thống nhất")
    left = office.all(Watch, case_id)[0]
    assert (left.until, left.left_as) == (dt.date(2026, 9, 8), "calmed")
    assert listed(office).watched == ()


def test_s46_a_case_that_ends_leaves_the_list_by_itself(office: Office):
    case_id = entered(office, accepted(office))
    reviews(office, case_id, "direct", review_on="2026-09-08", **_directive(office))
    tell(
        office, office.oanh, case_id, "withdrawal", termination_ground="withdrawn",
        withdrawn_on=office.now.date().isoformat(), withdrawal_form="letter", no_coercion="true",
        reason="Tự nguyện",
    )  # fmt: skip
    letter_goes_out(office, case_id)
    assert office.all(Watch, case_id)[0].left_as == "ended"
    assert {run.status for run in office.runs(case_id).values()} == {"ended"}
    assert office.open_steps(case_id) == []


def test_s47_a_cohort_is_followed_from_its_baseline_day(office: Office):
    first, second, later = (entered(office, accepted(office)) for _case in range(3))
    del later
    office.passes(days=1)
    with office.work() as session:
        committees.set_baseline(session, on=office.now.date(), actor=office.long)
    office.passes(days=1)
    entered(office, accepted(office))
    assert (listed(office).baseline.solved, listed(office).baseline.whole) == (0, 3)
    for case_id in (first, second):
        reviews(office, case_id, "leave", left_as="solved", left_reason="Đã giải quyết dứt điểm")
    assert (listed(office).baseline.solved, listed(office).baseline.whole) == (2, 3)


def test_s48_the_committee_has_one_head_members_with_dates_and_meetings(office: Office):
    committee(office)
    assert seats(
        office, member_name="Nguyễn Đức Danh", member_title="Bí thư Đảng ủy", committee_role="head",
        since="2026-08-03",
    ) == ()  # fmt: skip
    assert seats(
        office, member=str(office.hoa.person_id), committee_role="member", since="2026-08-03"
    ) == ()  # fmt: skip
    with pytest.raises(Unacceptable):
        seats(office, member=str(office.long.person_id), committee_role="head", since="2026-08-03")
    with office.look() as session:
        shown = body.show(session, actor=office.kien)
    assert [(seat.name, seat.title) for seat in shown.seats] == [
        ("Nguyễn Đức Danh", "Bí thư Đảng ủy"), ("Phan Thị Hòa", "Trưởng phòng"),
    ]  # fmt: skip
    with office.work() as session:
        until = dt.date(2026, 8, 3)
        committees.end_member(session, shown.seats[0].member_id, until=until, actor=office.long)
    seats(office, member=str(office.long.person_id), committee_role="head", since="2026-08-04")


def test_s48_what_a_meeting_directs_is_a_task_in_the_units_inbox_until_it_is_done(office: Office):
    committee(office)
    case_id = entered(office, accepted(office))
    case = office.case(case_id)
    posted = {
        "met_on": ["2026-08-03"], "met_at": ["Phòng họp số 1"],
        "directives.0.case_number": [f"{case.number}/{case.year}"],
        "directives.0.unit": [str(office.units["culture"])], "directives.0.due_by": ["2026-08-14"],
        "directives.0.text": ["Gặp gia đình, báo cáo nguyện vọng"],
    }  # fmt: skip
    with office.work() as session:
        assert committees.hold_meeting(session, posted, actor=office.long) == ()
    task = office.task("dr_do", case_id)
    assert (task.unit_id, task.due_on) == (office.units["culture"], dt.date(2026, 8, 14))
    office.until(dt.date(2026, 8, 15))
    office.sweep()
    assert "directive_late" in office.notices(office.long)
    office.does(office.tam, "dr_do", case_id, done_on="2026-08-15", directive_result="Đã gặp")
    office.does(office.long, "dr_check", case_id, directive_outcome="go_on", comment="Ghi biên bản")
    office.does(office.tam, "dr_do", case_id, done_on="2026-08-15", directive_result="Đã gặp, có biên bản")
    office.does(office.long, "dr_check", case_id, directive_outcome="done")
    with office.look() as session:
        done = body.show(session, actor=office.long).directives[0]
    assert (done.text, done.report, done.late) == (
        "Gặp gia đình, báo cáo nguyện vọng", "Đã gặp, có biên bản", True,
    )  # fmt: skip
    assert done.met_on == dt.date(2026, 8, 3)
    assert office.all(Directive, case_id)[0].done_on == dt.date(2026, 8, 15)


def _higher(office: Office, case_id) -> None:
    reviews(
        office, case_id, "higher",
        higher_body="UBND tỉnh", obstacle="Chưa có cơ chế bồi thường nhà tạm", answer_by="2026-08-31",
    )  # fmt: skip
    letter_goes_out(office, case_id)


def test_s49_the_higher_authority_has_its_own_day_and_the_obstacle_is_named(office: Office):
    case_id = entered(office, accepted(office))
    _higher(office, case_id)
    assert office.letters(case_id)[-1].template == "report_to_higher"
    assert office.task("pl_higher", case_id).due_on == dt.date(2026, 8, 31)
    assert listed(office).watched[0].waiting == (("UBND tỉnh", dt.date(2026, 8, 31), False),)
    office.until(dt.date(2026, 8, 20))
    office.does(office.kien, "pl_higher", case_id, higher_on="2026-08-19", higher_text="Cho phép hỗ trợ khác")
    assert "pl_review" in office.open_steps(case_id)
    assert office.all(HigherReport, case_id)[0].answered_on == dt.date(2026, 8, 19)
    assert listed(office).watched[0].waiting == ()


def test_s49_without_an_answer_the_matter_is_back_at_the_leader_who_waits_or_goes_on(office: Office):
    case_id = entered(office, accepted(office))
    _higher(office, case_id)
    office.until(dt.date(2026, 9, 1))
    office.sweep()
    assert listed(office).watched[0].waiting == (("UBND tỉnh", dt.date(2026, 8, 31), True),)
    reviews(office, case_id, "wait", answer_by="2026-09-15")
    assert office.task("pl_higher", case_id).due_on == dt.date(2026, 9, 15)
    office.until(dt.date(2026, 9, 16))
    office.sweep()
    reviews(office, case_id, "leave", left_as="solved", left_reason="Tự tháo gỡ được")
    assert office.all(HigherReport, case_id)[0].given_up_on == dt.date(2026, 9, 16)


def test_s50_departments_are_consulted_and_consensus_or_dissent_is_kept(office: Office):
    case_id = entered(office, accepted(office))
    reviews(
        office, case_id, "consult",
        bodies="Sở Nông nghiệp và Môi trường", question="Áp giá vị trí nào?", answer_days="10",
    )  # fmt: skip
    office.does(
        office.kien, "co_record", case_id, opinion_on="2026-08-03", stance="dissents", opinion_text="Vị trí 2"
    )
    assert "pl_review" in office.open_steps(case_id)
    row = office.all(Consultation, case_id)[0]
    assert (row.purpose, row.stance, row.state) == ("department", "dissents", "answered")


def _directive(office: Office) -> dict[str, str]:
    return {
        "directives.0.unit": str(office.units["culture"]),
        "directives.0.due_by": "2026-08-14",
        "directives.0.text": "Gặp gia đình",
    }
