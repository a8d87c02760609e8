"""A drawing borrowed from another program, brought on a telephone without script and played to its end."""

from __future__ import annotations

from sqlalchemy import func, select

from db.models import Case, Letter, Rehearsal, Run
from tests.browser.drafts import BORROWED
from tests.browser.person import Person
from tests.browser.story import told

MOST_STEPS = 12


def test_a_borrowed_drawing_is_brought_read_and_played_on_a_telephone(browser, ward):
    with told(browser, ward, lan="vi") as story:
        lan = story.lan
        lan.page.set_viewport_size({"width": 390, "height": 844})
        lan.go_to("/procedures")
        lan.page.locator("[name=files]").set_input_files(BORROWED)
        lan.press("Nhận làm bản nháp")
        assert lan.heading() == "Cấp phép sửa chữa nhà ở"
        _follow_a_note(lan)
        lan.shoot("rehearsal-1-draft")
        lan.press("Diễn tập")
        assert "Không đụng đến hồ sơ thật" in lan.text()
        _let_time_pass(lan)
        _play(lan)
        lan.shoot("rehearsal-3-ended")
    with ward.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Rehearsal)) == 1
        assert [session.scalar(select(func.count()).select_from(each)) for each in (Case, Run, Letter)] == [
            0
        ] * 3


def _follow_a_note(lan: Person) -> None:
    """A note leads to its element on the drawing, and the number there back to the note."""
    lan.page.get_by_role("link", name="Tra cứu dữ liệu dân cư", exact=True).and_(
        lan.page.locator(".note-place")
    ).first.click()
    assert lan.page.url.endswith("#at-tra_cuu")
    lan.page.locator("svg a[id='at-tra_cuu']").click()
    assert "#note-" in lan.page.url


def _let_time_pass(lan: Person) -> None:
    lan.press("+1 tuần")
    assert "Ngày 7" in lan.page.locator(".clock-now").inner_text()
    lan.page.locator("#to").fill("01/01/2020")
    lan.press("Vặn đồng hồ")
    assert lan.page.locator(".error-summary").is_visible()
    lan.shoot("rehearsal-2-clock")


def _play(lan: Person) -> None:
    """Do the first open step, by its first choice, until the procedure has come to its end."""
    for _step in range(MOST_STEPS):
        if "Quy trình đã kết thúc." in lan.text():
            return
        lan.page.locator(".rehearsal-act button").first.click()
    raise AssertionError(lan.text())
