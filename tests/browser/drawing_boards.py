"""The drawing board in a browser: a draft of a procedure, its editor, and what the saved drawing says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from app.casework.definitions import files_of
from app.demo import cast
from app.demo.wards import WARDS
from app.services import drafting
from db.models import Version
from tests.browser import drafts
from tests.browser.conftest import signed_in, watched
from tests.browser.wards import Ward

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
STOPS = ("cancelActivity", "true")  # which the standard takes for granted
LAYOUT = ("http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/")


def draft_of(ward: Ward, procedure: str) -> UUID:
    """Copy the version in force as a draft of the legal staff."""
    version_id = drafts.in_force(ward.database, procedure)
    with ward.database.transaction() as session:
        lan = cast.gather(session, WARDS[0])["lan"]
        return drafting.copy_of(session, version_id, actor=lan)


def drawing(ward: Ward, version_id: UUID) -> etree._Element:
    """Read the drawing as the newest version of a draft has it."""
    with ward.database.reading() as session:
        newest = drafting.newest(session, version_id)
        procedure = session.get_one(Version, version_id).procedure
        return etree.fromstring(files_of(session, newest.id)[f"{procedure}.bpmn"])


def parts(xml: etree._Element) -> Counter[str]:
    """Count everything in a drawing but where it stands on the sheet: elements, attributes, texts."""
    counted: Counter[str] = Counter()
    for element in xml.iter(etree.Element):
        name = str(element.tag)
        if not name[1:].startswith(LAYOUT):
            values = (
                f"{name} {key}={value}" for key, value in element.attrib.items() if (key, value) != STOPS
            )
            counted.update([name, *values, f"{name}>{_squeezed(element.text)}"])
    return counted


def _squeezed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def named(xml: etree._Element, name: str) -> etree._Element:
    """Find the element of a drawing that has a name."""
    return next(each for each in xml.iter(etree.Element) if each.get("name") == name)


class Board:
    """The drawing board that is open on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.locator(".modeler-side")
        self.marks = page.locator("[data-office=marks]")

    def open(self, address: str) -> None:
        """Open the editor of a draft, and wait until it can be drawn on."""
        self.page.goto(address)
        self.ready()

    def ready(self) -> None:
        """Wait until the drawing can be drawn on."""
        self.page.locator("#modeler[data-ready]").wait_for()

    def pick(self, element: str) -> None:
        """Choose an element by its id, as a click in the list of elements does."""
        self.panel.get_by_role("tab").nth(1).click()
        self.panel.locator(f"[data-element={element}]").click()

    def field(self, label: str) -> Locator:
        """Find a field of the panel by its label."""
        return self.panel.get_by_label(label, exact=True)

    def act(self, word: str) -> None:
        """Press a button of the panel."""
        self.panel.get_by_role("button", name=word, exact=True).click()

    def walk_to(self, wanted: str) -> None:
        """Press Tab until the focus stands on something."""
        for _turn in range(150):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"not reached by Tab: {wanted}")

    def tool(self, word: str) -> None:
        """Press a button above the drawing."""
        self.page.locator(".modeler-bar").get_by_role("button", name=word, exact=True).click()

    def make(self, what: str) -> None:
        """Draw something behind the chosen element, without a mouse."""
        self.page.locator(f".djs-palette [data-action='create.{what}']").focus()
        self.page.keyboard.press("Enter")

    def save(self) -> None:
        """Save, and wait until the office has it."""
        self.page.locator("[data-office=save]").click()
        self.page.locator("[data-office=board][data-state=saved]").wait_for()

    def judged(self) -> list[str]:
        """Wait for the check of what was drawn just now, and read what stands in the way."""
        with self.page.expect_response(re.compile("/check$")) as answer:
            pass
        answer.value.finished()
        self.page.wait_for_timeout(300)  # until the page has read the answer and written it down
        return self.marks.locator(".note-refused, .note-question").all_inner_texts()

    def elements(self) -> int:
        """Count what is drawn."""
        return self.page.locator(".djs-element").count()


@pytest.fixture
def lan(browser: Browser, studio: Ward) -> Iterator[BrowserContext]:
    """The browser of the legal staff, who draw."""
    with signed_in(browser, studio, "lan", patience=20_000) as context:
        yield context


@pytest.fixture
def page(lan: BrowserContext) -> Iterator[Page]:
    """Her page, which fails the test when it complains."""
    with watched(lan) as page:
        yield page


@pytest.fixture
def recommendation(studio: Ward, page: Page) -> tuple[Board, UUID]:
    """The board with a draft of the shortest procedure."""
    version_id = draft_of(studio, "recommendation")
    board = Board(page)
    board.open(f"{studio.address}/procedures/{version_id}/draw")
    return board, version_id
