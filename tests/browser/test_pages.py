"""Every page of the office in a played town: both languages, both lights, a desk's window and a phone's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from app.language import LANGUAGES
from app.web import create_app
from tests.browser import places, wards, words
from tests.browser.conftest import heard
from tests.browser.looking import RULES, SEEN_ANEW, SIZES, axe, light, overflow, photograph, resize
from tests.browser.places import Place
from tests.browser.wards import Ward

WIDE, NARROW = SIZES
LOOKS = {  # of the eight ways to look at a page, four in which each language meets each window and each light
    "vi": {WIDE: "light", NARROW: "dark"},
    "en": {WIDE: "dark", NARROW: "light"},
}
# There stands what is edited, in its own language and by its keys; the editors' own tests read their words.
EDITORS = {"draw", "draw-form", "draw-letter", "draw-table"}


@pytest.fixture(scope="session")
def found(town: Ward) -> dict[str, Place]:
    """The pages of the town by name."""
    return places.of_town(town.database)


@pytest.fixture(scope="session")
def visitor(browser: Browser, town: Ward) -> Iterator:
    """Give the page of a person of the town, signed in once: opening another costs more than looking."""
    known: dict[str, Page] = {}

    def visit(who: str) -> Page:
        if who not in known:
            context = browser.new_context(locale="vi-VN", reduced_motion="reduce")
            context.set_default_timeout(10_000)
            if who:
                context.add_cookies([{"name": "sid", "value": town.secret(who), "url": town.address}])
            known[who] = context.new_page()
        return known[who]

    yield visit
    for page in known.values():
        page.context.close()


@pytest.fixture
def _town_day():
    with wards.turned_back():
        wards.turn_to(wards.TOWN_DAY)
        yield


def _look(page: Page, name: str, language: str) -> Iterator[str]:
    """Photograph the open page, wide and narrow, each by another light; tell what is wrong."""
    paper = page.locator("body.paper").count()  # what is printed is always light
    for width, theme in LOOKS[language].items():
        resize(page, width)
        if not paper:
            light(page, theme)
        photograph(page, f"{name}-{language}-{theme}-{width}")
        if language == "vi":  # the parts are the same in English, and both lights and windows are met
            yield from axe(page, RULES if width == WIDE else SEEN_ANEW)
    if sticking_out := overflow(page):
        yield f"{sticking_out} pixels stick out of a window of {NARROW}"


@pytest.mark.usefixtures("_town_day")
@pytest.mark.parametrize("name", [*places.PLAIN, *places.FOUND])
def test_a_page_speaks_one_language_fits_every_window_and_shuts_nobody_out(name, town, found, visitor):
    place = found[name]
    wrong: list[str] = []
    page = visitor(place.who)
    with heard(page):
        for language in LANGUAGES:
            page.context.add_cookies([{"name": "language", "value": language, "url": town.address}])
            resize(page, WIDE)
            answer = page.goto(town.address + place.address)
            assert answer.status == (404 if name == "nowhere" else 200)
            assert page.locator("html").get_attribute("lang") == language
            if name not in EDITORS:
                wrong += _misspoken(page, language)
            wrong += _look(page, name, language)
    assert not wrong, "\n".join(wrong)


def _misspoken(page: Page, language: str) -> list[str]:
    return words.english(words.said(page)) if language == "vi" else words.vietnamese(words.own(page))


@pytest.mark.usefixtures("_town_day")
def test_the_citizen_is_told_in_every_language_and_light(town, found, visitor):
    wrong: list[str] = []
    with heard(page := visitor("oanh")):
        page.goto(town.address + found["registered"].address)
        code = page.locator(".code-word").inner_text()
    with heard(page := visitor("")):
        for language in LANGUAGES:
            page.context.add_cookies([{"name": "language", "value": language, "url": town.address}])
            resize(page, WIDE)
            page.goto(town.address + "/status")
            page.locator("[name=code]").fill(code)
            page.locator("main .btn-primary").click()
            page.locator("main h1").first.wait_for()
            wrong += (
                words.english(words.said(page)) if language == "vi" else words.vietnamese(words.said(page))
            )
            wrong += _look(page, "status-told", language)
    assert not wrong, "\n".join(wrong)


def test_no_page_of_the_office_is_left_out(town, found):
    app = create_app(town.settings, database=town.database)
    routes = app.url_map.bind("127.0.0.1")
    shown = {
        routes.match(place.address.partition("?")[0])[0] for name, place in found.items() if name != "nowhere"
    }
    files = {"static", "health.healthz", "register.spreadsheet", "documents.show", "procedures.file"}
    files |= {"receptions.spreadsheet", "redactions.picture", "drafting.package", "drafting.catalogue"}
    files |= {"health.readyz", "metrics.show"}
    ways = {"entrance.home", "counter.index"}  # they only lead on
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert readable - shown == files | ways
