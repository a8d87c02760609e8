"""Two people on one task, a telephone's photo at the counter: nothing typed or handed in is lost."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from app.demo import recommendations
from db.models import Task
from tests.browser.story import told
from tests.browser.test_recommendation_three_forms import PETITION
from tests.browser.wards import played
from tests.files.corpus import jpeg

WORDS = "Đức đã hẹn công dân thứ Năm để cùng xem cống."


def test_the_second_of_two_people_learns_who_was_first_and_when_and_keeps_the_words(browser, ward):
    case = played(ward, recommendations.working)
    with told(browser, ward, kien="vi", duc="vi") as story:
        story.case = case
        story.duc.open_task(case, "Xem xét và soạn trả lời")
        story.duc.fill(result="agree", action_taken=WORDS)
        story.step(
            "kien", "Xem xét và soạn trả lời", "submit",
            gaps="đã nêu ở trên", result="agree", action_taken="Đã nạo vét xong.",
        )  # fmt: skip
        story.duc.press("Trình ký")
        refused = story.duc.page.locator(".error-summary").inner_text()
        assert "Trần Trung Kiên" in refused
        assert "09:" in refused
        assert "03/08/2026" in refused
        assert WORDS in refused
        assert "Tiếp thu, giải quyết" in refused  # in words, not as the form sends it
        story.duc.shoot("desk-second")
        with ward.database.reading() as session:
            done = session.scalars(select(Task).where(Task.node == "rc_answer")).one()
            assert done.closed_by_id == ward.person_id("kien")


def test_a_phone_photo_survives_an_error_at_the_counter_and_enters_the_case_without_its_place(browser, ward):
    photo = {"name": "anh-hien-truong.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    with told(browser, ward, oanh="vi") as story:
        oanh = story.oanh
        oanh.go("Tiếp nhận")
        oanh.fill(**PETITION | {"address": ""})
        oanh.page.locator("[name=scans]").set_input_files(photo)
        oanh.press("Ghi nhận và phân loại")
        assert "Địa chỉ" in oanh.page.locator(".error-summary").inner_text()
        assert "anh-hien-truong.jpg" in oanh.text()
        oanh.shoot("counter-refused")
        oanh.fill(address=PETITION["address"])
        oanh.press("Ghi nhận và phân loại")
        if oanh.page.get_by_text("Các bảng quyết định đã điền đề xuất").count():
            oanh.press("Ghi nhận và phân loại")
        oanh.expect_no_errors()
        oanh.open("Hồ sơ vụ việc")
        shown = oanh.page.get_by_role("link", name="anh-hien-truong.jpg")
        kept = oanh.page.context.request.get(ward.address + shown.get_attribute("href")).body()
        assert dict(Image.open(BytesIO(kept)).getexif()) == {}
        assert b"Canary" not in kept
