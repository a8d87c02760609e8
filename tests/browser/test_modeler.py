"""Procedures are drawn in the browser, by mouse or keyboard, in both languages."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawing_boards import (
    BPMN,
    SPIFF,
    Board,
    draft_of,
    drawing,
    lan,
    named,
    page,
    recommendation,
)
from tests.browser.looking import axe, dress
from tests.browser.wards import Ward

__all__ = ["lan", "page", "recommendation"]

LIMIT = "KNPA.ANSWER"


def test_a_step_with_form_limit_and_letter_is_drawn_without_a_mouse_and_the_gate_finds_nothing(
    studio: Ward, recommendation: tuple[Board, UUID]
):
    board, version_id = recommendation
    board.pick("rc_answer")
    board.make("step")
    board.field("Tên").fill("Hỏi ý kiến cơ quan liên quan")
    board.field("Biểu mẫu").select_option("answer")
    board.field("Văn bản").select_option("answer")
    board.field("Bằng tiếng Việt").fill("Đang hỏi ý kiến cơ quan liên quan.")
    board.field("Thời hạn theo luật cần thêm").select_option(LIMIT)
    board.act("Thêm thời hạn")
    board.act("Thêm nhắc việc")
    board.page.locator(".djs-context-pad.open [data-action='set-color']").click()
    board.page.locator(".djs-popup [data-id='teal-color']").click()
    assert board.judged() == []
    board.save()
    xml = drawing(studio, version_id)
    step = named(xml, "Hỏi ý kiến cơ quan liên quan")
    assert step.get("id").startswith("rc_step_")
    told = {each.get("name"): each.get("value") for each in step.iter(f"{SPIFF}property")}
    assert (told["form"], told["letter"], told["role"]) == ("answer", "answer", "officer")
    events = [
        each for each in xml.iter(f"{BPMN}boundaryEvent") if each.get("attachedToRef") == step.get("id")
    ]
    assert sorted("".join(each.itertext()).split("(")[0].split()[-1] for each in events) == [
        "deadline",
        "reminder",
    ]
    assert {each.get("cancelActivity") for each in events} == {"false"}
    scripts = [each.text for each in xml.iter(f"{BPMN}script")]
    assert scripts.count(f'escalate("{LIMIT}")') == scripts.count(f'remind("{LIMIT}")') == 2


def test_a_step_is_added_by_keyboard_alone(recommendation: tuple[Board, UUID]):
    board, _version = recommendation
    before = board.elements()
    board.walk_to("#tab-outline")
    board.page.keyboard.press("Enter")
    board.walk_to("[data-element=rc_answer]")
    board.page.keyboard.press("Enter")
    board.walk_to("[data-action='create.step']")
    board.page.keyboard.press("Enter")
    expect(board.field("Tên")).to_have_value("Bước mới")
    assert board.elements() > before
    board.walk_to(".panel textarea")
    board.page.keyboard.press("Control+a")
    board.page.keyboard.type("Hỏi ý kiến")
    board.page.keyboard.press("Tab")
    expect(board.page.locator(".djs-element", has_text="Hỏi ý kiến").first).to_be_visible()


def test_a_step_behind_an_event_on_a_border_stands_outside_the_frame(recommendation: tuple[Board, UUID]):
    board, _version = recommendation
    board.pick("rc_withdrawal")
    board.make("step")
    frame, step = (
        board.page.locator(f".djs-shape[data-element-id={each}] > .djs-visual").bounding_box()
        for each in ("rc_phase", "rc_step_1")
    )
    assert step["y"] >= frame["y"] + frame["height"]


def test_a_step_that_moves_to_another_lane_belongs_to_it(studio: Ward, recommendation: tuple[Board, UUID]):
    board, version_id = recommendation
    board.pick("rc_number")
    board.page.locator(".djs-container svg").first.focus()
    for _turn in range(26):
        board.page.keyboard.press("Shift+ArrowDown")
    board.save()
    lanes = {each.get("id"): set(each.itertext()) for each in drawing(studio, version_id).iter(f"{BPMN}lane")}
    assert [lane for lane, within in lanes.items() if "rc_number" in within] == ["rc_lane_leader"]


def test_a_limit_with_all_that_it_draws_is_undone_in_one_step(recommendation: tuple[Board, UUID]):
    board, _version = recommendation
    before = board.elements()
    board.pick("rc_answer")
    board.field("Thời hạn theo luật cần thêm").select_option(LIMIT)
    board.act("Thêm thời hạn")
    assert board.elements() > before + 3
    board.tool("Hoàn tác")
    assert board.elements() == before
    board.tool("Làm lại")
    assert board.elements() > before + 3


def test_what_is_broken_is_marked_on_the_drawing_and_leads_to_where_it_is_mended(
    recommendation: tuple[Board, UUID],
):
    board, _version = recommendation
    board.pick("rc_answer")
    board.field("Biểu mẫu").select_option("")
    [told] = board.judged()
    assert "Bước chưa có biểu mẫu" in told
    expect(board.page.locator(".gate-mark")).to_have_text("1")
    board.pick("rc_sign")
    board.page.locator(".gate-mark").press("Enter")
    assert board.page.evaluate("document.activeElement.dataset.rule") == "user-task"
    board.marks.get_by_role("button", name="Chọn: Biểu mẫu").click()
    expect(board.field("Biểu mẫu")).to_be_focused()
    board.field("Biểu mẫu").select_option("answer")
    expect(board.page.locator(".gate-mark")).to_have_count(0)
    assert axe(board.page) == []


def test_search_finds_without_accents(recommendation: tuple[Board, UUID]):
    board, _version = recommendation
    board.page.locator(".djs-container svg").first.focus()
    board.page.keyboard.press("Control+f")
    board.page.keyboard.type("dong da tra loi")
    found = board.page.locator(".djs-search-result")
    assert "Đóng: đã trả lời" in found.first.inner_text()
    board.page.keyboard.press("Enter")
    assert board.field("Tên").input_value() == "Đóng: đã trả lời"


def test_what_is_copied_in_one_draft_is_pasted_in_another_with_all_that_is_known_of_it(
    studio: Ward, recommendation: tuple[Board, UUID]
):
    board, _version = recommendation
    board.pick("rc_sign")
    board.tool("Sao chép")
    other = draft_of(studio, "consultation")
    board.open(f"{studio.address}/procedures/{other}/draw")
    before = board.elements()
    board.tool("Dán")
    assert board.elements() > before
    board.save()
    pasted = named(drawing(studio, other), "Ký văn bản trả lời")
    told = {each.get("name"): each.get("value") for each in pasted.iter(f"{SPIFF}property")}
    assert told["form"] == "letter_sign"
    assert not pasted.get("id").startswith("rc_")


def test_a_condition_is_built_from_the_fields_before_it(studio: Ward, recommendation: tuple[Board, UUID]):
    board, version_id = recommendation
    board.pick("rc_signed")
    board.act("→ Trả lại để sửa: Xem xét và soạn trả lời")
    assert board.field("Trường").input_value() == "letter_outcome"
    board.field("So sánh").select_option("!=")
    board.field("Giá trị").select_option("sign")
    board.save()
    arrow = named(drawing(studio, version_id), "Trả lại để sửa")
    assert "".join(arrow.itertext()).strip() == 'letter_outcome != "sign"'


def test_the_mark_of_bpmn_io_is_seen_and_nothing_lies_over_it(recommendation: tuple[Board, UUID]):
    board, _version = recommendation
    board.pick("rc_answer")
    for state in ("panel", "keys", "search", "dark", "list"):
        if state == "keys":
            board.tool("Phím tắt")
            board.page.locator(".modeler-keys").get_by_role("button").click()
        if state == "search":
            board.tool("Tìm")
        if state == "dark":
            board.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        if state == "list":
            board.panel.get_by_role("tab").nth(1).click()
        board.page.locator(".bjs-powered-by").scroll_into_view_if_needed()
        assert board.page.evaluate(UNCOVERED), state


UNCOVERED = """() => {
  const mark = document.querySelector('.bjs-powered-by'), box = mark.getBoundingClientRect();
  const points = [[0.1, 0.1], [0.9, 0.1], [0.5, 0.5], [0.1, 0.9], [0.9, 0.9]];
  const at = (x, y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
  const seen = ([x, y]) => mark.contains(at(x, y));
  return box.width > 40 && box.height > 15 && getComputedStyle(mark).opacity === '1' && points.every(seen);
}"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_menu_speaks_the_language_of_the_page_and_asks_nobody_else(
    studio: Ward, page: Page, language: str
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    version_id = draft_of(studio, "complaint_first")
    page.goto(f"{studio.address}/healthz")
    dress(page, language=language)
    board = Board(page)
    board.open(f"{studio.address}/procedures/{version_id}/draw")
    _use_every_menu(page, board)
    assert page.evaluate("[...wordsMissing]") == []
    assert [each for each in asked if not each.startswith((studio.address, "data:", "blob:"))] == []


def _use_every_menu(page: Page, board: Board) -> None:
    """Choose one element of every kind, and open everything that can be opened on it."""
    board.panel.get_by_role("tab").nth(1).click()
    kinds = page.evaluate(ONE_OF_EACH)
    for element in kinds:
        board.pick(element)
        page.evaluate("document.querySelectorAll('.panel details').forEach((each) => { each.open = true })")
        page.locator(".djs-container svg").first.focus()
        page.keyboard.press("r")
        page.keyboard.press("Escape")
        if page.locator(".djs-context-pad.open [data-action='set-color']").count():
            page.locator(".djs-context-pad.open [data-action='set-color']").first.dispatch_event("click")
            page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.locator(".modeler-arrange > summary").click()
    page.keyboard.press("?")


ONE_OF_EACH = """() => {
  const one = new Map();
  for (const each of document.querySelectorAll('[data-element]')) {
    const kind = each.querySelector('.meta').textContent.split(';')[0];
    if (!one.has(kind)) one.set(kind, each.dataset.element);
  }
  return [...one.values()];
}"""
