"""The desk of the leader: what stands first; each choice does to the clock exactly what it said before."""

import datetime as dt
import re
from html import unescape

import pytest

from app import clock
from app.language import short_date
from app.listings import desk as listing
from app.listings import desk_choices, desk_item
from app.listings import late_reasons as owed_listing
from db.base import NEVER
from db.models import AuditEntry, LateReason, Letter, Measure, Suspension, Task
from tests.casework.complaints import accepted
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

KEY = re.compile(r'name="key" value="([^"]+)"')
REVISION = re.compile(r'name="revision" value="([^"]+)"')
FIELDS = {
    "urge": {"instruction": "Giải quyết dứt điểm"},
    "remind": {},
    "rectify": {"instruction": "Chấn chỉnh ngay"},
    "criticise": {"instruction": "Kiểm điểm, giải quyết dứt điểm"},
    "reassign": {"instruction": "Tiếp nhận, giải quyết"},
    "take_over": {},
    "record_reason": {"late_reason": "land_records", "late_reason_text": "Thiếu bản đồ địa chính"},
    "extend": {"reason": "Nhiều thửa đất phải đo lại"},
    "suspend": {"ground": "force_majeure", "reason": "Bão số 5"},
}


def overdue(desk: Desk):
    """Bring a complaint over its limit and give its desk item."""
    case_id = accepted(desk.office)
    desk.office.until(desk.office.deadline("KN1.SETTLE", case_id).due_on + dt.timedelta(days=3))
    desk.office.sweep()
    return case_id, desk.office.task("es_direct", case_id)


def before_expiry(desk: Desk):
    """Let the leader take a complaint onto the desk on the last day of its limit."""
    case_id = accepted(desk.office)
    deadline = desk.office.deadline("KN1.SETTLE", case_id)
    desk.office.until(deadline.due_on)
    long = desk.browser("long")
    answer = long.post("/desk/take", {"case": str(case_id), "deadline": str(deadline.id)})
    assert answer.status_code == 303
    return case_id, desk.office.task("es_direct", case_id)


def said(desk: Desk, task) -> dict[str, desk_choices.Option]:
    with desk.office.look() as session:
        found = desk_item.find(session, task.id, actor=desk.office.long)
        choices = desk_choices.of(session, found, actor=desk.office.long)
    return {option.value: option for option in choices.options}


def direct(desk: Desk, task, measure: str, **changed: str):
    long = desk.browser("long")
    page = long.get(f"/desk/{task.id}").text
    fields = {f"{measure}.{name}": value for name, value in {**FIELDS[measure], **changed}.items()}
    form = {**_as_it_stands(desk, task, measure), **fields}
    known = {"key": KEY.search(page)[1], "revision": REVISION.search(page)[1]}
    return long.post(f"/desk/{task.id}", {**known, "measure": measure, **form})


def _as_it_stands(desk: Desk, task, measure: str) -> dict[str, str]:
    option = said(desk, task).get(measure)
    return {field.name: field.value for field in option.fields} if option else {}


def page(desk: Desk, address: str, who: str = "long") -> str:
    answer = desk.browser(who).get(address)
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.parametrize(
    "measure", ["urge", "remind", "rectify", "criticise", "reassign", "take_over", "record_reason"]
)
def test_after_the_limit_each_measure_leaves_the_clock_and_comes_back_on_the_day_it_said(desk: Desk, measure):
    case_id, task = overdue(desk)
    promised = said(desk, task)[measure].foreseen
    before = desk.office.deadline("KN1.SETTLE", case_id).due_on
    more = {"unit": str(desk.office.units["culture"])} if measure == "reassign" else {}
    assert direct(desk, task, measure, **more).status_code == 303

    after = desk.office.deadline("KN1.SETTLE", case_id)
    assert (promised.due_before, promised.due_after) == (before, after.due_on)
    assert after.state == "running"
    desk.office.until(promised.look_on - dt.timedelta(days=1))
    desk.office.sweep()
    assert "es_direct" not in desk.office.open_steps(case_id)
    desk.office.until(promised.look_on, hour=8)
    desk.office.sweep()
    assert "es_direct" in desk.office.open_steps(case_id)


def test_the_day_that_the_leader_names_is_the_day_on_which_it_comes_back(desk: Desk):
    case_id, task = overdue(desk)
    named = clock.local(desk.office.now).date() + dt.timedelta(days=20)
    direct(desk, task, "remind", followup_on=short_date(named))
    desk.office.until(named - dt.timedelta(days=1))
    desk.office.sweep()
    assert "es_direct" not in desk.office.open_steps(case_id)
    desk.office.until(named + dt.timedelta(days=3))
    desk.office.sweep()
    assert "es_direct" in desk.office.open_steps(case_id)


def test_an_extension_moves_the_limit_to_the_very_day_that_was_shown(desk: Desk):
    case_id, task = before_expiry(desk)
    option = said(desk, task)["extend"]
    before = desk.office.deadline("KN1.SETTLE", case_id)
    assert option.foreseen.due_before == before.due_on
    assert direct(desk, task, "extend").status_code == 303

    after = desk.office.deadline("KN1.SETTLE", case_id)
    assert after.due_on == option.foreseen.due_after > before.due_on
    assert tuple(step["text"]["vi"] for step in after.steps) == option.why
    assert "es_direct" not in desk.office.open_steps(case_id)
    assert [letter.template for letter in desk.office.letters(case_id)][-1] == "extension_decision"


def test_a_suspension_stops_the_clock_as_it_said(desk: Desk):
    case_id, task = before_expiry(desk)
    option = said(desk, task)["suspend"]
    assert option.foreseen.due_after == NEVER
    today = short_date(clock.local(desk.office.now).date())
    assert direct(desk, task, "suspend", from_on=today).status_code == 303

    assert desk.office.case(case_id).state == "suspended"
    assert desk.office.deadline("KN1.SETTLE", case_id).due_on == NEVER
    assert [row.to_on for row in desk.office.all(Suspension, case_id)] == [None]


def test_looking_at_the_choices_changes_nothing(desk: Desk):
    case_id, task = before_expiry(desk)
    before = desk.office.deadline("KN1.SETTLE", case_id)
    page(desk, f"/desk/{task.id}")
    after = desk.office.deadline("KN1.SETTLE", case_id)
    assert (after.due_on, after.extended, after.steps) == (before.due_on, before.extended, before.steps)


def test_after_the_limit_neither_extension_nor_suspension_is_offered_or_accepted(desk: Desk):
    case_id, task = overdue(desk)
    assert set(said(desk, task)) == {
        "urge", "remind", "rectify", "criticise", "reassign", "take_over", "record_reason",
    }  # fmt: skip
    assert "Đã hết hạn: chỉ được gia hạn, tạm đình chỉ khi còn trong hạn" in page(desk, f"/desk/{task.id}")
    for measure in ("extend", "suspend"):
        answer = direct(desk, task, measure, from_on="03/08/2026")
        assert answer.status_code == 422
        assert FIELDS[measure]["reason"] in unescape(answer.text), "what was typed is kept"
    assert desk.office.all(Measure, case_id) == []


def test_the_clock_of_a_local_promise_cannot_be_moved_even_by_a_form_nobody_drew(desk: Desk):
    case_id = desk.office.register().case_id
    desk.office.classify(case_id)
    promised = desk.office.deadline("KNPA.ANSWER", case_id)
    long = desk.browser("long")
    assert long.post("/desk/take", {"case": str(case_id), "deadline": str(promised.id)}).status_code == 303
    task = desk.office.task("es_direct", case_id)
    assert not {"extend", "suspend"} & set(said(desk, task))

    today = short_date(clock.local(desk.office.now).date())
    assert direct(desk, task, "suspend", from_on=today).status_code in {409, 422}
    assert desk.office.case(case_id).state == "open"
    assert desk.office.all(Measure, case_id) == []


def test_urging_is_a_numbered_letter_to_the_unit_and_its_head_and_stands_on_the_page(desk: Desk):
    case_id, task = overdue(desk)
    assert "Phan Thị Hòa" in said(desk, task)["urge"].does
    direct(desk, task, "urge")
    letter = desk.office.all(Letter, case_id)[-1]
    assert (letter.template, letter.state) == ("urging_letter", "signed") or letter.number
    desk.office.until(dt.date(2026, 10, 12))
    desk.office.sweep()
    again = page(desk, f"/desk/{desk.office.task('es_direct', case_id).id}")
    assert f"{letter.number}/{letter.symbol}" in again
    assert "Giải quyết dứt điểm" in again


def test_urging_takes_the_usual_words_as_they_stand(desk: Desk):
    case_id, task = overdue(desk)
    fields = {field.name: field.value for field in said(desk, task)["urge"].fields}
    long = desk.browser("long")
    text = long.get(f"/desk/{task.id}").text
    known = {"key": KEY.search(text)[1], "revision": REVISION.search(text)[1], "measure": "urge"}
    assert long.post(f"/desk/{task.id}", {**known, **fields}).status_code == 303
    assert [measure.kind for measure in desk.office.all(Measure, case_id)] == ["urge"]


def test_taking_over_and_reassigning_move_the_open_steps(desk: Desk):
    case_id, task = overdue(desk)
    direct(desk, task, "take_over")
    assert desk.office.task("cf_assign", case_id).assignee_id == desk.office.long.person_id


def test_a_missing_answer_is_shown_at_its_field_and_nothing_is_done(desk: Desk):
    case_id, task = overdue(desk)
    answer = direct(desk, task, "reassign", instruction="Nhận việc này")
    text = unescape(answer.text)
    assert answer.status_code == 422
    assert 'href="#f-reassign-unit"' in text
    assert 'id="f-reassign-unit"' in text
    assert "Nhận việc này" in text
    assert "es_direct" in desk.office.open_steps(case_id)


def test_choosing_nothing_is_refused_in_words(desk: Desk):
    _case_id, task = overdue(desk)
    long = desk.browser("long")
    text = long.get(f"/desk/{task.id}").text
    known = {"key": KEY.search(text)[1], "revision": REVISION.search(text)[1]}
    answer = long.post(f"/desk/{task.id}", known)
    assert answer.status_code == 422
    assert 'href="#f-measure"' in answer.text


def test_a_second_click_directs_once(desk: Desk):
    case_id, task = overdue(desk)
    long = desk.browser("long")
    text = long.get(f"/desk/{task.id}").text
    form = {"key": KEY.search(text)[1], "revision": REVISION.search(text)[1], "measure": "remind"}
    assert [long.post(f"/desk/{task.id}", form).status_code for _click in range(2)] == [303, 303]
    assert len(desk.office.all(Measure, case_id)) == 1


def test_the_most_harmful_delay_stands_first(desk: Desk):
    office = desk.office
    promise = office.register().case_id
    office.classify(promise)
    complaint = accepted(office)
    office.until(office.deadline("KN1.SETTLE", complaint).due_on + dt.timedelta(days=8))
    office.sweep()
    with office.look() as session:
        matters = listing.show(session, actor=office.long).matters
    assert [matter.case_id for matter in matters] == [complaint, promise]
    assert matters[0].days_late < matters[1].days_late, "fewer days, but of a complaint"
    assert [m.harm for m in matters] == [3 * matters[0].days_late, matters[1].days_late]


def test_an_empty_desk_says_so_and_what_will_come(desk: Desk):
    assert "Không có việc nào cần chỉ đạo" in page(desk, "/desk")


def test_only_the_leader_has_a_desk(desk: Desk):
    _case_id, task = overdue(desk)
    for who in ("hoa", "kien", "oanh", "sau"):
        assert desk.browser(who).get("/desk").status_code == 403
        assert desk.browser(who).get(f"/desk/{task.id}").status_code == 403


def test_what_two_units_sent_back_lies_on_the_desk_until_the_leader_names_the_unit(desk: Desk):
    office = desk.office
    case_id = office.register().case_id
    given = {"outcome": "assign", "procedure": "", "outcome_reason": "Đúng nhiệm vụ"}
    for unit, who in (("economy", office.kien), ("culture", office.tam)):
        office.classify(case_id, **given, lead_unit=str(office.units[unit]))
        office.does(who, "in_unit_handle", case_id, unit_outcome="not_ours", not_ours_reason="Không phải")
    task = office.task("in_leader_assign", case_id)
    text = page(desk, "/desk")
    assert "Bị đẩy từ đơn vị này sang đơn vị khác" in text
    assert f"/tasks/{task.id}" in text
    office.does(
        office.long, "in_leader_assign", case_id, unit=str(office.units["economy"]), instruction="Làm ngay"
    )
    assert office.task("in_unit_handle", case_id).unit_id == office.units["economy"]
    assert "Bị đẩy từ đơn vị này" not in page(desk, "/desk")


def late_and_done(desk: Desk):
    """Answer a recommendation after its promise, so that only the reason is owed."""
    office = desk.office
    case_id = office.register().case_id
    office.classify(case_id)
    office.until(office.task("rc_answer", case_id).due_on + dt.timedelta(days=2))
    office.sweep()
    words = {"result": "agree", "action_taken": "Đã nạo vét", "title": "Trả lời", "body": "Kính gửi bà Chi."}
    office.does(office.kien, "rc_answer", case_id, **words)
    office.does(office.long, "rc_sign", case_id, letter_outcome="sign")
    assert "es_direct" not in office.open_steps(case_id)
    return case_id, office.all(LateReason, case_id)[0]


def test_a_reason_owed_after_the_work_was_done_is_given_by_the_head_of_the_unit(desk: Desk):
    case_id, owed = late_and_done(desk)
    assert "1 thời hạn bị lỡ mà chưa ai giải trình" in page(desk, "/desk")
    assert "Không có lý do chính đáng" in page(desk, "/desk/reasons", "hoa")
    hoa = desk.browser("hoa")
    bare = hoa.post(f"/desk/reasons/{owed.id}", {"code": "workload", "text": ""})
    assert bare.status_code == 422, "a reason must be explained"
    given = {"code": "workload", "text": "Cùng lúc 40 đơn sau bão"}
    assert hoa.post(f"/desk/reasons/{owed.id}", given).status_code == 303
    row = desk.office.all(LateReason, case_id)[0]
    assert (row.code, row.recorded_by_id) == ("workload", desk.office.hoa.person_id)
    assert "reason.record" in [entry.tag for entry in desk.office.all(AuditEntry, case_id)]
    assert hoa.post(f"/desk/reasons/{owed.id}", given).status_code == 409
    with desk.office.look() as session:
        assert owed_listing.owed(session, actor=desk.office.long) == ()


def test_a_reason_of_another_unit_is_not_the_heads_to_give(desk: Desk):
    _case_id, owed = late_and_done(desk)
    assert desk.browser("kien").get("/desk/reasons").status_code == 403
    with desk.office.work() as session:
        session.get_one(LateReason, owed.id).unit_id = desk.office.units["culture"]
    assert "Không còn lý do nào" in page(desk, "/desk/reasons", "hoa")
    answer = desk.browser("hoa").post(f"/desk/reasons/{owed.id}", {"code": "no_valid_reason", "text": ""})
    assert answer.status_code == 403


def test_while_a_matter_is_on_the_desk_its_reason_is_asked_there_only(desk: Desk):
    overdue(desk)
    with desk.office.look() as session:
        assert owed_listing.owed(session, actor=desk.office.long) == ()
        assert session.query(Task).filter_by(node="es_direct", state="open").count() == 1


def test_pages_are_read_in_english_too(desk: Desk):
    _case_id, task = overdue(desk)
    long = desk.browser("long")
    long.client.set_cookie("language", "en")
    text = unescape(long.get(f"/desk/{task.id}").text)
    assert "What shall be done?" in text
    assert "Urge in writing" in text
    assert "Limit runs" not in text
