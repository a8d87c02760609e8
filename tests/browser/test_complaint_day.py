"""A complaint from the counter to the archive, as its people do it: real pages, no script, a moving clock."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from app import clock
from app.casework.audit import first_broken
from db.models import Case, Milestone
from tests.browser.paper import printed, sheets, sizes
from tests.browser.story import Story, told

CONTESTED = "Quyết định số 12/QĐ-UBND"
PETITION = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0900000118",
    "identity_number": "040161000118",
    "address": "Số 15, đường Hồ Tùng Mậu, Khối 3, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Khiếu nại quyết định bồi thường khi thu hồi đất tại Khối 3",
    "content_items.0.text": "Đơn giá đất áp sai vị trí",
    "content_items.0.request": "Tính lại theo vị trí 1",
    "documents.0.title": CONTESTED,
    "documents.0.pages": "3",
    "documents.0.form": "copy",
    "parcel": "thửa số 12, tờ bản đồ số 45",
    "respondent_position": "commune_chair",
    "respondent_name": "Chủ tịch Ủy ban nhân dân phường",
    "contests_decision": True,
    "affects_own_right": True,
    "field": "clearance_compensation",
}
FILLED = "theo hồ sơ vụ việc"
RIGHTS = "Khiếu nại lần hai trong 30 ngày hoặc khởi kiện vụ án hành chính."


def test_a_complaint_goes_from_the_counter_to_the_archive_past_two_missed_limits(browser, ward):
    speakers = {"oanh": "vi", "kien": "vi", "long": "en", "van": "en", "hoa": "en", "citizen": "vi"}
    with told(browser, ward, **speakers) as story:
        code = _lodged(story)
        assert "Cơ quan đã nhận đơn của ông/bà" in _status(story, code)
        _accepted_late(story)
        _verification_overdue(story)
        _verified(story)
        assert "nay đã chậm, lãnh đạo đã được báo" in _status(story, code)
        _dialogued(story)
        _decided(story)
        _archived(story)
        assert "việc giải quyết đã kết thúc" in _status(story, code)
        _everything_is_on_record(story)


def _lodged(story: Story) -> str:
    oanh = story.lodge(PETITION, contested_document=CONTESTED, contested_known_on=clock.today())
    code = oanh.page.locator(".code-word").inner_text()
    oanh.go_to(oanh.page.locator("main a", has_text="biên nhận").first.get_attribute("href"))
    receipt = printed(oanh.page)
    assert (sheets(receipt), sizes(receipt)) == (1, {(148, 210)})
    return code


def _status(story: Story, code: str) -> str:
    """Ask as the citizen does: with the code on the receipt, on a page that knows no names."""
    citizen = story.citizen
    citizen.go_to("/status")
    citizen.fill(code=code.lower())
    citizen.press("Xem tình trạng")
    told = citizen.text()
    assert "Nguyễn Thị Chi" not in told
    citizen.shoot(f"day-status-{len(citizen.posts)}")
    return told


def _letter_goes_out(story: Story, subject: str) -> None:
    """Kiên drafts and submits, Long signs it beside the file, Vân numbers and sends it from her tray."""
    story.step("kien", "Soạn và trình ký", "submit", gaps=FILLED)
    _signed(story, subject)
    van = story.van
    van.go("Letters")
    van.open(subject)
    van.press("Number and send")
    van.expect_no_errors()


def _signed(story: Story, subject: str) -> None:
    long = story.long
    long.go("To sign")
    long.open(subject)
    long.press("Sign")
    long.expect_no_errors()


def _accepted_late(story: Story) -> None:
    """The leader lets the ten working days for accepting run out; the case is late before it begins."""
    story.passes(story.due("KN1.ACCEPT") + dt.timedelta(days=1))
    story.long.go("For direction")
    assert story.case in story.long.text()
    story.step(
        "long", "Quyết định thụ lý hoặc không thụ lý",
        acceptance="accept", accepted_on=clock.today(), variant="normal", accepted_items=True,
    )  # fmt: skip
    _letter_goes_out(story, "thụ lý")


def _verification_overdue(story: Story) -> None:
    """The unit misses the limit of the law; the leader urges it and its head by letter."""
    story.step(
        "long", "Chỉ đạo giải quyết, giao xác minh",
        settle_by="unit", verifying_unit="Economy, Infrastructure and Urban Division",
        verify_content="Xác minh vị trí thửa đất", verify_days=10,
        report_due_on=clock.today() + dt.timedelta(days=14),
    )  # fmt: skip
    _letter_goes_out(story, "xác minh")
    story.passes(story.due("KN1.SETTLE") + dt.timedelta(days=1))
    _urged(story)


def _urged(story: Story) -> None:
    long = story.long
    long.go("For direction")
    long.open(story.case)
    long.page.locator("[name=measure][value=urge]").check()
    long.fill(**{"urge.instruction": "Báo cáo ngay", "urge.done_by": clock.today() + dt.timedelta(days=5)})
    long.shoot("day-desk-long")
    long.press("Direct")
    long.expect_no_errors()
    van = story.van
    van.go("Letters")
    van.open("To be sent")
    van.open("đôn đốc")
    to = van.page.locator(".receivers").inner_text()
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in to
    assert "Phan Thị Hòa" in to
    van.press("Record as sent")
    van.expect_no_errors()


def _verified(story: Story) -> None:
    story.step(
        "kien", "Làm việc với các bên, thu thập chứng cứ",
        **{
            "plan": "Làm việc với các bên, đo đạc", "complainant_heard": True,
            "sessions.0.on": clock.today(), "sessions.0.kind": "site",
            "sessions.0.summary": "Đã đo lại thửa đất",
        },
    )  # fmt: skip
    story.step(
        "kien", "Báo cáo kết quả xác minh",
        **{
            "findings.0.finding": "partly", "findings.0.reasons": "Thửa đất ở vị trí 1 theo bản đồ địa chính",
            "relied_on": True, "laws": ["31/2024/QH15"], "proposal": "amend",
            "conclusion": "Đơn giá áp sai vị trí", "verify_outcome": "differs", "verified_on": clock.today(),
        },
    )  # fmt: skip
    story.step("hoa", "Soát xét báo cáo", review="agree")


def _dialogued(story: Story) -> None:
    story.step(
        "kien", "Chuẩn bị đối thoại, ghi giấy mời",
        meeting_on=clock.today() + dt.timedelta(days=3), meeting_hour="09:00",
        meeting_place="Trụ sở Ủy ban nhân dân phường", topics="Đơn giá đất", invited=True,
    )  # fmt: skip
    _letter_goes_out(story, "đối thoại")
    story.passes(clock.today() + dt.timedelta(days=3))
    story.step(
        "kien", "Đối thoại, lập biên bản",
        **{
            "dialogue_outcome": "held", "dialogued_on": clock.today(), "chaired_in_person": True,
            "read_back": True,
            "points.0.opinion": "Tính lại theo vị trí 1", "points.0.state": "agreed",
            "points.0.treatment": "Tiếp thu",
        },
    )  # fmt: skip


def _decided(story: Story) -> None:
    story.step(
        "kien", "Lập phương án giải quyết",
        ruling_kind="amend", result="partly", facts="Thửa đất ở vị trí 1", laws=["31/2024/QH15"],
        conclusion="Khiếu nại đúng một phần", orders="Sửa đơn giá bồi thường", money_dong="125.000.000",
        rights=RIGHTS,
    )  # fmt: skip
    story.step("kien", "Soạn quyết định, trình ký", "submit", gaps=FILLED)
    long = story.long
    long.go("To sign")
    long.open("Decision")
    long.fill(decided_on=clock.today())
    long.press("Sign")
    long.expect_no_errors()
    van = story.step(
        "van", "Gửi quyết định", "Record as sent",
        sent_on=clock.today(), via="post", sent_to=["complainant", "respondent", "inspectorate"],
    )  # fmt: skip
    van.go("Letters")
    van.open("Proof awaited")
    van.open("Về việc giải quyết khiếu nại")
    van.go_to(van.page.get_by_role("link", name="Print sheet").get_attribute("href"))
    ruling = printed(van.page)
    assert (sheets(ruling), sizes(ruling)) == (2, {(210, 297)})
    van.go_to("/")
    story.step(
        "kien", "Công khai quyết định",
        mode="posting", published_on=clock.today(), published_until=clock.today() + dt.timedelta(days=16),
        publication_place="Trụ sở Ủy ban nhân dân phường",
    )  # fmt: skip


def _archived(story: Story) -> None:
    story.passes(story.due("KN.EFFECT") + dt.timedelta(days=1))
    story.step(
        "kien", "Lập mục lục, lưu hồ sơ", "Đưa vào lưu trữ",
        archive_code="KN-01/2026", archived_on=clock.today(), indexed=True, pages=40,
    )  # fmt: skip


def _everything_is_on_record(story: Story) -> None:
    with story.ward.database.reading() as session:
        case = session.get_one(Case, story.case_id(session))
        assert (case.state, case.closed_as) == ("closed", "settled")
        steps = session.scalars(select(Milestone.name).where(Milestone.case_id == case.id))
        assert set(steps) >= {
            "accepted", "assigned", "verified", "dialogued", "decided", "sent", "published",
            "effective", "archived",
        }  # fmt: skip
        assert first_broken(session, case.id) is None
