"""The page of a task in a browser without script: drafts, errors, letters, two people on one task."""

import io
from html import unescape

import pytest
from sqlalchemy import select

from db.models import ContentItem, Document, Draft, Letter
from tests.casework.complaints import DRAFT, accepted
from tests.office import COMPLAINT, FLOOD, LAND
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
ANSWER = {
    "result": "agree",
    "action_taken": "Đã nạo vét cống ngày 02/8/2026",
    "title": "trả lời kiến nghị về ngập nước",
}


@pytest.fixture
def answering(desk: Desk):
    """A recommendation that waits for its answer, and the task."""
    case_id = desk.office.register(FLOOD).case_id
    desk.office.classify(case_id)
    return desk.office.task("rc_answer", case_id)


def letters(desk: Desk, task) -> list[Letter]:
    return desk.office.letters(task.case_id)


def test_the_page_tells_the_case_the_deadline_and_why(desk: Desk, answering):
    page = desk.browser("kien").open(answering.id)
    for words in (FLOOD["matter"], "Nguyễn Thị Chi", "Sửa cống thoát nước", "còn 15 ngày làm việc"):
        assert words in page
    assert "cơ quan thực hiện theo cam kết của mình" in page
    assert "Gửi xong: Ký văn bản trả lời (Chủ tịch)." in page
    assert '<details class="why" open' not in page
    assert '<details class="why" open' in desk.browser("kien").get(f"/tasks/{answering.id}?why=1").text


def test_a_refused_form_keeps_everything_typed_and_leads_to_the_errors(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    answer = kien.send(answering.id, action_taken="Đã nạo vét cống", title="", body="Kính gửi bà")
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert 'href="#f-result"' in page
    assert 'href="#f-title"' in page
    assert "Đã nạo vét cống" in page
    assert "Kính gửi bà" in page
    assert desk.office.open_steps(answering.case_id) == ["rc_answer"]


def test_an_answer_goes_to_signature_and_the_next_task_opens(desk: Desk, answering):
    case_id = desk.office.register(FLOOD, matter="Đèn đường hỏng").case_id
    desk.office.classify(case_id)
    following = desk.office.task("rc_answer", case_id)
    kien = desk.browser("kien")
    for task in (answering, following):
        kien.post(f"/tasks/{task.id}/claim")
    kien.open(answering.id)
    answer = kien.send(answering.id, **ANSWER, body="Đã nạo vét cống./.")
    assert answer.status_code == 303
    assert answer.location == f"/tasks/{following.id}"
    assert desk.office.open_steps(answering.case_id) == ["rc_sign"]
    assert letters(desk, answering)[0].state == "submitted"
    kien.open(following.id)
    answer = kien.send(following.id, **ANSWER, body="Đã thay bóng đèn./.")
    assert answer.location == "/inbox"


def test_the_letter_follows_the_answers_until_somebody_writes_in_it(desk: Desk, answering):
    kien = desk.browser("kien")
    assert "Văn bản còn 2 chỗ trống" in kien.open(answering.id)
    body = "1. Kết quả xem xét: Tiếp thu, giải quyết"
    template = unescape(kien.page.partition('name="body"')[2].partition(">")[2].partition("</textarea>")[0])
    shown = unescape(kien.send(answering.id, "/preview", **ANSWER, body=template).text)
    assert "Văn bản không còn chỗ trống" in shown
    assert body in shown
    written = "Bà Chi kính mến, cống đã thông./."
    shown = unescape(kien.send(answering.id, "/preview", **ANSWER, body=written).text)
    assert written in shown
    assert body not in shown


def test_a_letter_with_gaps_is_not_put_before_the_leader(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    answer = kien.send(answering.id, **ANSWER, body="Kết quả: «……»")
    assert answer.status_code == 422
    assert "Hãy điền các chỗ còn trống «……»" in unescape(answer.text)


def test_the_preview_is_the_national_layout_with_draft_mark(desk: Desk, answering):
    page = desk.browser("kien").open(answering.id)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN PHƯỜNG TRƯỜNG VINH",
        "TM. ỦY BAN NHÂN DÂN",
        "DỰ THẢO",
        "Kính gửi: Nguyễn Thị Chi, Khối 3, phường Trường Vinh",
    ):
        assert words in page


def test_a_letter_speaks_vietnamese_to_an_english_reader_too(desk: Desk):
    case_id = desk.office.register(LAND).case_id
    desk.office.classify(case_id, COMPLAINT)
    desk.office.does(
        desk.office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on="2026-08-03", variant="normal", accepted_items=items(desk, case_id),
    )  # fmt: skip
    kien = desk.browser("kien")
    kien.carry("en", "language")
    page = kien.open(desk.office.task("li_draft", case_id).id)
    assert "Subject" in page
    assert "30 ngày" in page
    assert "30 days" not in page


def items(desk: Desk, case_id) -> list[str]:
    return [str(item.id) for item in desk.office.all(ContentItem, case_id)]


def test_a_draft_waits_for_its_writer_alone(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    assert kien.send(answering.id, "/draft", action_taken="Đang chờ báo giá").status_code == 204
    page = kien.open(answering.id)
    assert "Đang chờ báo giá" in page
    assert "Đây là bản nháp của bạn" in page
    assert "Đang chờ báo giá" not in desk.browser("hoa").open(answering.id)


def test_a_draft_kept_by_its_button_leads_back_to_the_form(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    answer = kien.send(answering.id, "/draft", action_taken="Đang chờ báo giá", stay="1")
    assert (answer.status_code, answer.location) == (303, f"/tasks/{answering.id}")
    assert "Đã lưu nháp" in kien.open(answering.id)


def test_a_sent_form_leaves_no_draft_behind(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    kien.send(answering.id, "/draft", action_taken="Đang chờ báo giá")
    kien.open(answering.id)
    kien.send(answering.id, **ANSWER, body="Đã nạo vét./.")
    with desk.office.look() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_returned_letter_says_why_and_nothing_is_typed_twice(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    kien.send(answering.id, **ANSWER, body="Đã nạo vét./.")
    desk.office.does(
        desk.office.long, "rc_sign", answering.case_id, letter_outcome="return", comment="Ghi rõ ngày"
    )
    again = desk.office.task("rc_answer", answering.case_id)
    page = kien.open(again.id)
    assert "Ghi rõ ngày" in page
    assert "Đã nạo vét./." in page
    assert ANSWER["action_taken"] in page
    assert 'value="agree" checked' in page


def test_of_two_people_one_succeeds_and_the_other_learns_who_and_keeps_what_was_typed(desk: Desk, answering):
    kien, hoa = desk.browser("kien"), desk.browser("hoa")
    kien.open(answering.id)
    hoa.open(answering.id)
    assert kien.send(answering.id, **ANSWER, body="Đã nạo vét./.").status_code == 303
    answer = hoa.send(
        answering.id, **{**ANSWER, "action_taken": "Tổ dân phố tự nạo vét"}, body="Thư của Hòa./."
    )
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert "Trần Trung Kiên" in page
    assert "09:00 03/08/2026" in page
    assert "Tổ dân phố tự nạo vét" in page
    assert "Thư của Hòa./." in page
    assert len(letters(desk, answering)) == 1


def test_a_second_click_on_the_same_form_does_nothing_twice(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    sent = {**kien.hidden, **ANSWER, "body": "Đã nạo vét./."}
    assert kien.post(f"/tasks/{answering.id}", sent).status_code == 303
    assert kien.post(f"/tasks/{answering.id}", sent).status_code == 303
    assert desk.office.open_steps(answering.case_id) == ["rc_sign"]


def test_a_case_that_moved_on_asks_to_look_again_and_keeps_the_words(desk: Desk, answering):
    kien = desk.browser("kien")
    kien.open(answering.id)
    old = {**kien.hidden, "sending_revision": "0"}
    answer = kien.post(f"/tasks/{answering.id}", {**old, **ANSWER, "body": "Đã nạo vét./."})
    assert answer.status_code == 409
    assert "Đã nạo vét./." in unescape(answer.text)
    assert kien.send(answering.id, **ANSWER, body="Đã nạo vét./.").status_code == 303


def test_somebody_elses_task_is_read_and_not_filled_in(desk: Desk, answering):
    desk.browser("kien").post(f"/tasks/{answering.id}/claim")
    hoa = desk.browser("hoa")
    page = hoa.open(answering.id)
    assert "Trần Trung Kiên đang giữ việc này" in page
    assert 'name="action_taken"' not in page
    assert hoa.post(f"/tasks/{answering.id}", ANSWER).status_code == 403
    assert hoa.post(f"/tasks/{answering.id}/draft", ANSWER).status_code == 403
    assert hoa.post(f"/tasks/{answering.id}/fields", ANSWER).status_code == 403


def test_a_task_is_given_back_and_taken_by_a_colleague(desk: Desk, answering):
    kien, hoa = desk.browser("kien"), desk.browser("hoa")
    kien.post(f"/tasks/{answering.id}/claim")
    assert hoa.post(f"/tasks/{answering.id}/claim").status_code == 403
    assert kien.post(f"/tasks/{answering.id}/release").status_code == 303
    assert hoa.post(f"/tasks/{answering.id}/claim").status_code == 303
    assert desk.office.task("rc_answer", answering.case_id).assignee_id == desk.office.hoa.person_id


def test_the_head_of_unit_sends_a_task_on_with_a_reason_and_nobody_else_does(desk: Desk, answering):
    culture = str(desk.office.units["culture"])
    hoa, kien = desk.browser("hoa"), desk.browser("kien")
    assert "Chuyển việc này sang đơn vị khác" in hoa.open(answering.id)
    assert "Chuyển việc này sang đơn vị khác" not in kien.open(answering.id)
    address = f"/tasks/{answering.id}/reassign"
    assert kien.post(address, {"unit": culture, "reason": "Đúng việc"}).status_code == 403
    assert hoa.post(address, {"unit": culture, "reason": " "}).status_code == 422
    assert hoa.post(address, {"unit": culture, "reason": "Đúng chức năng"}).status_code == 303
    assert FLOOD["matter"] in unescape(desk.browser("tam").get("/inbox?view=unit").text)


def test_a_sealed_case_is_not_there_for_others(desk: Desk):
    case_id = desk.office.register(FLOOD).case_id
    task = desk.office.task("in_classify", case_id)
    page = desk.browser("oanh").open(task.id)
    assert "Đơn đang niêm phong" in page
    assert "Nguyễn Thị Chi" not in page
    for login in ("kien", "hoa", "van"):
        for way in ("", "/draft", "/fields", "/preview", "/claim", "/release"):
            visitor = desk.browser(login)
            answer = visitor.post(f"/tasks/{task.id}{way}", {}) if way else visitor.get(f"/tasks/{task.id}")
            assert answer.status_code == 404, (login, way)


def test_a_file_is_kept_across_an_error_and_becomes_a_paper_of_the_case(desk: Desk):
    kien, task = desk.browser("kien"), publishing(desk)
    kien.open(task.id)
    answer = kien.send(task.id, publication_file=(io.BytesIO(PNG), "Biên bản niêm yết.png"))
    assert answer.status_code == 422
    assert "Biên bản niêm yết.png" in unescape(answer.text)
    answer = kien.send(
        task.id, mode="posting", published_on="2026-08-03", published_until="2026-09-30",
        publication_place="Trụ sở UBND phường",
    )  # fmt: skip
    assert answer.status_code == 303, unescape(answer.text)
    paper = next(each for each in desk.office.all(Document, task.case_id) if each.digest)
    handed = kien.get(f"/documents/{paper.id}")
    assert handed.mimetype == "image/png"
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in handed.headers["Content-Security-Policy"]
    seen = kien.get(f"/documents/{paper.id}?view=1")
    assert seen.headers["Content-Disposition"].startswith("inline")
    assert desk.browser("an").get(f"/documents/{paper.id}").status_code == 403


def test_a_file_handed_in_by_mistake_is_taken_back(desk: Desk):
    kien, task = desk.browser("kien"), publishing(desk)
    kien.open(task.id)
    kien.send(task.id, publication_file=(io.BytesIO(PNG), "Nhầm.png"))
    button = kien.page.partition('name="file-remove:publication_file" value="')[2].partition('"')[0]
    answer = kien.send(task.id, **{"file-remove:publication_file": button})
    assert answer.status_code == 200
    assert "Nhầm.png" not in unescape(answer.text)


def test_a_file_of_a_kind_that_is_not_taken_in_is_told_at_its_field(desk: Desk):
    kien, task = desk.browser("kien"), publishing(desk)
    kien.open(task.id)
    answer = kien.send(task.id, publication_file=(io.BytesIO(b"MZ\x90\x00\x03"), "anh.exe"))
    assert answer.status_code == 422
    assert 'href="#f-publication_file"' in answer.text


def publishing(desk: Desk):
    """A complaint that was clear from the start, whose ruling waits to be published."""
    office = desk.office
    case_id = accepted(office)
    office.does(
        office.long, "cf_assign", case_id, settle_by="decide_now", clear_reason="Quyết định sai rõ ràng"
    )
    office.does(
        office.kien, "cf_ruling", case_id,
        ruling_kind="amend", result="right", facts="Đất ở vị trí 1", laws=["31/2024/QH15"],
        conclusion="Khiếu nại đúng", orders="Sửa đơn giá", money_dong="125.000.000", land_m2="0",
        rights="Khiếu nại lần hai trong 30 ngày hoặc khởi kiện",
    )  # fmt: skip
    office.does(office.kien, "cf_ruling_letter", case_id, **DRAFT)
    office.does(
        office.long, "cf_ruling_sign", case_id,
        letter_outcome="sign", decided_on=office.now.date().isoformat(),
    )  # fmt: skip
    return office.task("cf_publish", case_id)


def test_the_tables_fill_in_what_the_officer_left_open_and_say_why(desk: Desk):
    task = desk.office.task("in_classify", desk.office.register(FLOOD).case_id)
    oanh = desk.browser("oanh")
    oanh.open(task.id)
    answer = oanh.send(task.id, reports_problem="true", eligibility="eligible")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "Bảng quyết định đề xuất" in page
    assert '<option value="reflection" selected>' in page
    assert 'value="accept" checked' in page
    assert 'name="was.petition_kind" value="reflection"' in page
