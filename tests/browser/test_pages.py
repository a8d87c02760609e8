"""Every page of the office in a played town: both languages, both lights, a desk's window and a phone's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app.language import LANGUAGES
from app.web import create_app
from tests.browser import places, wards, words
from tests.browser.conftest import watched
from tests.browser.looking import LIGHTS, SHOTS, SIZES, axe, dress, light, overflow, resize
from tests.browser.places import Place
from tests.browser.wards import Ward

WIDE, NARROW = SIZES


@pytest.fixture(scope="session")
def found(town: Ward) -> dict[str, Place]:
    """The pages of the town by name."""
    return places.of_town(town.database)


@pytest.fixture(scope="session")
def visitor(browser: Browser, town: Ward) -> Iterator:
    """Give the browser of a person of the town, signed in once."""
    known: dict[str, BrowserContext] = {}

    def visit(who: str) -> BrowserContext:
        if who not in known:
            context = known[who] = browser.new_context(locale="vi-VN")
            context.set_default_timeout(10_000)
            if who:
                context.add_cookies([{"name": "sid", "value": town.secret(who), "url": town.address}])
        return known[who]

    yield visit
    for context in known.values():
        context.close()


@pytest.fixture
def town_day():
    with wards.turned_back():
        wards.turn_to(wards.TOWN_DAY)
        yield


def _look(page: Page, name: str, language: str) -> None:
    """Photograph the open page in both lights and windows; let axe look at each light and each window."""
    SHOTS.mkdir(exist_ok=True)
    for theme in LIGHTS:
        light(page, theme)
        for width in (WIDE, NARROW):
            resize(page, width)
            page.screenshot(path=SHOTS / f"{name}-{language}-{theme}-{width}.png", full_page=True)
            if width == NARROW:
                assert overflow(page) == 0
            if (theme == "dark") == (width == NARROW) == (language == "en"):
                assert axe(page) == []


@pytest.mark.parametrize("name", [*places.PLAIN, *places.FOUND])
def test_a_page_speaks_one_language_fits_every_window_and_shuts_nobody_out(
    name, town, town_day, found, visitor
):
    place = found[name]
    with watched(visitor(place.who)) as page:
        for language in LANGUAGES:
            resize(page, WIDE)
            page.goto(town.address)
            dress(page, language=language)
            answer = page.goto(town.address + place.address)
            assert answer.status == (404 if name == "nowhere" else 200)
            assert page.locator("html").get_attribute("lang") == language
            texts = words.said(page)
            if language == "vi":
                assert words.english(texts) == []
            else:
                assert words.vietnamese(words.own(page)) == []
            _look(page, name, language)


def test_no_page_of_the_office_is_left_out(town, found):
    app = create_app(town.settings, database=town.database)
    routes = app.url_map.bind("127.0.0.1")
    shown = {
        routes.match(place.address.partition("?")[0])[0] for name, place in found.items() if name != "nowhere"
    }
    files = {"static", "health.healthz", "register.spreadsheet", "documents.show"}
    ways = {"entrance.home", "counter.index"}  # they only lead on
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert readable - shown == files | ways
