"""The parts that every page is made of, in a real browser."""

import re

import pytest

from tests.browser.looking import LIGHTS, SIZES, axe, dress, light, overflow, photograph, resize

PAGES = {
    "inbox": "/",
    "empty": "/?empty=1",
    "form": "/form?wrong=1",
    "case": "/case",
    "public": "/public",
    "paper": "/paper",
}


@pytest.mark.parametrize("theme", LIGHTS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_nothing_sticks_out(page, gallery, name, theme):
    page.goto(gallery + PAGES[name])
    light(page, theme)
    for width in SIZES:
        resize(page, width)
        photograph(page, f"parts-{name}-{theme}-{width}")
        assert axe(page) == []
        assert overflow(page) == 0


def test_the_slash_leads_to_the_search_and_is_typed_elsewhere(page, gallery):
    page.goto(gallery)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("a/b")
    assert page.locator("[data-search]").input_value() == "a/b"


def test_j_and_k_walk_the_rows_and_enter_opens_one(page, gallery):
    page.goto(gallery)
    for key in "jjk":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.rowIndex") == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/case")


def test_only_one_row_is_reached_by_tab(page, gallery):
    page.goto(gallery)
    assert page.locator("tr[tabindex='0']").count() == 1


def test_c_takes_the_focused_task_on(page, gallery):
    page.goto(gallery)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/form")


def test_the_bar_for_chosen_rows_appears_and_counts(page, gallery):
    page.goto(gallery)
    bar = page.locator("[data-bulk]")
    assert bar.is_hidden()
    page.locator("[data-all]").check()
    assert bar.locator("[data-chosen]").inner_text() == "6"


def test_the_light_changes_at_once_and_stays(page, gallery):
    page.goto(gallery)
    dress(page, theme="light")
    page.goto(gallery)
    page.locator(".top-light button").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(gallery + "/case")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_language_changes_without_script_and_leads_back(browser, gallery):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(gallery + "/case?of=1")
    assert page.get_by_text("Vì sao là ngày này?").count() == 1
    page.locator("button[value=en]").first.click()
    assert page.url.endswith("/case?of=1")
    assert page.get_by_text("Why this date?").count() == 1
    context.close()


def test_a_row_is_added_without_script(browser, gallery):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(gallery + "/form")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Thêm dòng").click()
    assert "row-add:people" in (sent.value.post_data or "")
    context.close()


def test_enter_in_a_field_sends_the_form_and_never_removes_a_row(page, gallery):
    page.goto(gallery + "/form")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("[id=f-people-0-name]").press("Enter")
    assert "row-remove" not in sent.value.post_data
    assert 'name="act"' in sent.value.post_data


def test_a_refused_form_starts_at_its_errors_and_a_link_leads_to_the_field(page, gallery):
    page.goto(gallery + "/form?wrong=1")
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    page.get_by_role("link", name=re.compile("Nội dung chính")).click()
    assert page.evaluate("document.activeElement.id") == "f-matter"
    assert page.locator("#f-matter").get_attribute("aria-invalid") == "true"


def test_what_is_typed_is_kept_as_a_draft(page, gallery):
    page.goto(gallery + "/form")
    with page.expect_response("**/draft") as kept:
        page.locator("#f-matter").fill("Bồi thường khi thu hồi đất")
    assert kept.value.status == 204
    page.get_by_text("Đã giữ nháp lúc").wait_for()


def test_dates_and_money_are_written_out_as_typed(page, gallery):
    page.goto(gallery + "/form")
    for typed, written in {"261126": "26/11/2026", "5/9/26": "05/09/2026", "chưa rõ": "chưa rõ"}.items():
        page.locator("#f-lodged").fill(typed)
        page.locator("#f-lodged").blur()
        assert page.locator("#f-lodged").input_value() == written
    page.locator("#f-claim").fill("1250000")
    page.locator("#f-claim").blur()
    assert page.locator("#f-claim").input_value() == "1.250.000"


def test_a_form_is_sent_once_however_often_it_is_clicked(page, gallery):
    page.goto(gallery + "/form")
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        "() => { const b = document.querySelector('.action-bar .btn-primary'); b.click(); b.click(); }"
    )
    page.wait_for_load_state("networkidle")
    assert len([url for url in posts if url.endswith("/form")]) == 1


def test_a_letter_keeps_its_two_columns_on_paper(page, gallery):
    page.goto(gallery + "/paper")
    page.set_viewport_size({"width": 620, "height": 877})  # what A4 leaves between the margins
    page.emulate_media(media="print")
    left, right = (page.locator(f".letter .letter-{part}").bounding_box() for part in ("issuer", "nation"))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
