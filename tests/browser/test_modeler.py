"""Procedures are drawn in the browser: by mouse or keyboard, in both languages, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app.casework.definitions import files_of
from app.gate import shelf
from app.services import drafting
from tests.browser import wards
from tests.browser.conftest import watched
from tests.browser.drawing_boards import BPMN, SPIFF, Board, draft_of, drawing, parts
from tests.browser.looking import axe, dress
from tests.browser.wards import Ward

LIMIT = "KNPA.ANSWER"
EXTENSIONS = "<bpmn:extensionElements>"
STRANGE = (
    '<spiffworkflow:widget xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" kind="a&lt;b"'
    ' xmlns:q="urn:other"><spiffworkflow:deep q:of="1">text &amp; more</spiffworkflow:deep>'
    '</spiffworkflow:widget><camunda:io xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    '<camunda:in name="x">1</camunda:in></camunda:io>'
)


@pytest.fixture(scope="module")
def studio(founded_wards: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One ward for all stories here: each draws in a draft of its own."""
    with wards.turned_back(), wards.opened(founded_wards, tmp_path_factory.mktemp("studio")) as ward:
        wards.turn_to(wards.MONDAY)
        yield ward


@pytest.fixture
def lan(browser: Browser, studio: Ward) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "sid", "value": studio.secret("lan"), "url": studio.address}])
    yield context
    context.close()


@pytest.fixture
def page(lan: BrowserContext) -> Iterator[Page]:
    with watched(lan) as page:
        yield page


@pytest.fixture
def recommendation(studio: Ward, page: Page) -> tuple[Board, UUID]:
    """The board with a draft of the shortest procedure."""
    version_id = draft_of(studio, "recommendation")
    board = Board(page)
    board.open(f"{studio.address}/procedures/{version_id}/draw")
    return board, version_id


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
    step = _named(xml, "Hỏi ý kiến cơ quan liên quan")
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


def _named(xml: etree._Element, name: str) -> etree._Element:
    return next(each for each in xml.iter(etree.Element) if each.get("name") == name)


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


def test_what_would_be_lost_on_saving_is_named_and_nobody_can_save(
    page: Page, recommendation: tuple[Board, UUID]
):
    board, _version = recommendation
    page.route(re.compile("/draw"), _with_something_unknown)
    board.open(page.url)
    assert "strange" in page.locator(".modeler-lost").inner_text()
    assert page.locator(".djs-palette").count() == 0
    assert page.locator(".panel input").first.is_disabled()


def _with_something_unknown(route: Route) -> None:
    """Hand out a drawing with an element of the standard's namespace that the standard does not know."""
    end = "\\u003c/bpmn:process\\u003e"
    body = route.fetch().text()
    assert end in body
    route.fulfill(
        body=body.replace(end, f"\\u003cbpmn:strange id=\\&#34;s\\&#34;/\\u003e{end}"),
        content_type="text/html",
    )


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
    pasted = _named(drawing(studio, other), "Ký văn bản trả lời")
    told = {each.get("name"): each.get("value") for each in pasted.iter(f"{SPIFF}property")}
    assert told["form"] == "letter_sign"
    assert not pasted.get("id").startswith("rc_")


def test_what_was_drawn_when_the_window_died_is_offered_again(
    studio: Ward, lan: BrowserContext, recommendation: tuple[Board, UUID]
):
    board, version_id = recommendation
    board.pick("rc_answer")
    with board.page.expect_response(re.compile("/autosave$")):
        board.field("Tên").fill("Xem xét thật kỹ")
    board.page.evaluate("onbeforeunload = null")
    board.page.close(run_before_unload=False)
    with watched(lan) as again:
        board = Board(again)
        board.open(f"{studio.address}/procedures/{version_id}/draw")
        again.locator("[data-office=recover]").click()
        board.pick("rc_answer")
        assert board.field("Tên").input_value() == "Xem xét thật kỹ"
        board.save()
    assert _named(drawing(studio, version_id), "Xem xét thật kỹ").get("id") == "rc_answer"


def test_a_condition_is_built_from_the_fields_before_it(studio: Ward, recommendation: tuple[Board, UUID]):
    board, version_id = recommendation
    board.pick("rc_signed")
    board.act("→ Trả lại để sửa: Xem xét và soạn trả lời")
    assert board.field("Trường").input_value() == "letter_outcome"
    board.field("So sánh").select_option("!=")
    board.field("Giá trị").select_option("sign")
    board.save()
    arrow = _named(drawing(studio, version_id), "Trả lại để sửa")
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


def test_no_shipped_drawing_and_nothing_strange_in_one_loses_anything_on_saving(studio: Ward, page: Page):
    drawings = {name: body.decode() for name, body in shelf.drawings().items()}
    drawings["strange"] = drawings["recommendation"].replace(EXTENSIONS, EXTENSIONS + STRANGE)
    stub = Stub()
    page.route(re.compile("/(check|mend|save|autosave)$"), stub.answer)
    board = Board(page)
    board.open(f"{studio.address}/procedures/{draft_of(studio, 'recommendation')}/draw")
    lost = {name: stub.missing(board, xml) for name, xml in drawings.items()}
    assert {name: what for name, what in lost.items() if what} == {}


class Stub:
    """An office that hands out any drawing as a mended one, and keeps what comes back."""

    def __init__(self) -> None:
        self.given = ""
        self.saved = ""

    def answer(self, route: Route) -> None:
        """Offer a mend, give the next drawing as its result, take what is saved."""
        what = route.request.url.rpartition("/")[2]
        if what == "save":
            [self.saved] = json.loads(route.request.post_data or "")["files"].values()
        answers = {
            "check": OFFERED,
            "mend": {"content": self.given},
            "save": {"version_id": "x", "digest": "x"},
        }
        route.fulfill(json=answers.get(what, {"at": ""}))

    def missing(self, board: Board, xml: str) -> dict[str, int]:
        """Open a drawing, change one name in it, save it, and count what is not there any more."""
        self.given = xml
        before = etree.fromstring(xml.encode())
        name = next(before.iter(f"{BPMN}process")).get("name", "")
        board.marks.get_by_role("button", name="next").click()
        field = board.panel.locator("input").first
        expect(field).to_have_value(name)
        field.fill(f"{name}.")
        with board.page.expect_response(re.compile("/save$")):
            board.page.keyboard.press("Control+s")
        gone = parts(before) - parts(etree.fromstring(self.saved.encode()))
        return {what: times for what, times in gone.items() if "}process name=" not in what}


OFFERED = {
    "accepted": True, "publishable": False, "notes": [],
    "refusals": [{"element": "nowhere", "rule": "id", "message": "next"}],
    "mends": [
        {"kind": "id", "at": "nowhere", "said": "next", "element": "nowhere", "rule": "id", "words": "next",
         "property": "", "choices": []},
    ],
}  # fmt: skip


TYPE_AND_SAVE = """(field) => {
  field.value = 'Vừa gõ xong.';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true }));
}"""


def test_what_is_typed_in_the_moment_of_saving_is_saved(studio: Ward, recommendation: tuple[Board, UUID]):
    board, version_id = recommendation
    board.pick("rc_answer")
    board.field("Bằng tiếng Việt").evaluate(TYPE_AND_SAVE)
    board.page.locator("[data-office=board][data-state=saved]").wait_for()
    assert _citizen_reads(studio, version_id, "rc_answer") == "Vừa gõ xong."


def test_english_that_is_written_while_the_drawing_is_being_saved_goes_with_the_next_save(
    studio: Ward, recommendation: tuple[Board, UUID]
):
    board, version_id = recommendation
    under_way: list[Route] = []
    board.pick("rc_answer")
    board.field("Bằng tiếng Việt").fill("Đang xem xét.")
    board.page.route(re.compile("/save$"), lambda route: under_way.append(route), times=1)  # noqa: PLW0108 - it marks it
    board.page.locator("[data-office=save]").click()
    expect(board.page.locator("[data-office=board][data-state=saving]")).to_be_visible()
    board.field("Bằng tiếng Anh").fill("Being looked into.")
    board.field("Bằng tiếng Anh").blur()
    board.page.locator("[data-office=save]").click()
    under_way[0].continue_()
    board.page.locator("[data-office=board][data-state=saved]").wait_for()
    with studio.database.reading() as session:
        newest = drafting.newest(session, version_id)
        written = files_of(session, newest.id)["en.po"].decode()
    assert 'msgid "Đang xem xét."\nmsgstr "Being looked into."' in written


def _citizen_reads(studio: Ward, version_id: UUID, step: str) -> str:
    (found,) = drawing(studio, version_id).xpath(f"//*[@id='{step}']//*[@name='citizen']/@value")
    return str(found)
