"""What is drawn is never lost: on saving, while saving, when a window dies; what would be is said before."""

from __future__ import annotations

import json
import re
from uuid import UUID

from lxml import etree
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.casework.definitions import files_of
from app.gate import shelf
from app.services import drafting
from tests.browser.conftest import watched
from tests.browser.drawing_boards import (
    BPMN,
    Board,
    draft_of,
    drawing,
    lan,
    named,
    page,
    parts,
    recommendation,
)
from tests.browser.wards import Ward

__all__ = ["lan", "page", "recommendation"]

EXTENSIONS = "<bpmn:extensionElements>"
STRANGE = (
    '<spiffworkflow:widget xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" kind="a&lt;b"'
    ' xmlns:q="urn:other"><spiffworkflow:deep q:of="1">text &amp; more</spiffworkflow:deep>'
    '</spiffworkflow:widget><camunda:io xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    '<camunda:in name="x">1</camunda:in></camunda:io>'
)


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
    assert named(drawing(studio, version_id), "Xem xét thật kỹ").get("id") == "rc_answer"


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
