"""A browser, and a page in it that fails the test when the page complains."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from app.settings import from_environment
from app.web import create_app
from tests.browser import wards
from tests.browser.gallery import create_app as create_gallery
from tests.browser.serving import served
from tests.browser.wards import Ward
from tests.machine import chromium_options
from tests.once import once

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_options())
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser, empty; open a second one for a second person."""
    with _window(browser) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; what it complains of (a script's error, a breach of the security policy) fails the test."""
    with watched(context) as page:
        yield page


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the gallery of parts."""
    with served(create_gallery()) as address:
        yield address


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real office without people or cases, on a database of its own."""
    folder = tmp_path_factory.mktemp("office")
    with served(create_app(from_environment({"DATA": str(folder)}))) as address:
        yield address


@pytest.fixture(scope="session")
def founded_wards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's wards without cases, founded once."""
    return once(tmp_path_factory, "founded-wards", wards.found)


@pytest.fixture
def ward(founded_wards: Path, tmp_path: Path) -> Iterator[Ward]:
    """A ward of its own for one story; its clock stands on a Monday morning and can be turned."""
    with wards.turned_back(), wards.opened(founded_wards, tmp_path) as ward:
        wards.turn_to(wards.MONDAY)
        yield ward


@pytest.fixture(scope="module")
def studio(founded_wards: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One ward for all stories of a file: each draws or edits a draft of its own."""
    with wards.turned_back(), wards.opened(founded_wards, tmp_path_factory.mktemp("studio")) as ward:
        wards.turn_to(wards.MONDAY)
        yield ward


@pytest.fixture(scope="session")
def town(founded_wards: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A small town in the middle of its work, played once; each process serves a copy."""

    def play(folder: Path) -> None:
        with wards.opened(founded_wards, folder) as ward:
            wards.populate(ward)

    played = once(tmp_path_factory, "played-town", play)
    with wards.opened(played, tmp_path_factory.mktemp("town")) as ward:
        yield ward


@contextmanager
def signed_in(
    browser: Browser, ward: Ward, who: str, *, height: int = 768, patience: int = 10_000
) -> Iterator[BrowserContext]:
    """Open the browser of somebody who is signed in; ``patience`` in milliseconds, ``height`` in pixels."""
    with _window(browser, height, patience) as context:
        context.add_cookies([{"name": "sid", "value": ward.secret(who), "url": ward.address}])
        yield context


@contextmanager
def _window(browser: Browser, height: int = 768, patience: int = 10_000) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1366, "height": height}, locale="vi-VN", reduced_motion="reduce"
    )
    context.set_default_timeout(patience)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """Open a page; what it complains of fails the test."""
    page = context.new_page()
    with heard(page):
        yield page
    page.close()


@contextmanager
def heard(page: Page) -> Iterator[None]:
    """Listen to an open page for a while; what it complains of fails the test."""
    complaints: list[str] = []

    def fail(error: object) -> None:
        complaints.append(str(error))

    def read(message: ConsoleMessage) -> None:
        if _is_complaint(message):
            complaints.append(message.text)

    page.on("pageerror", fail)
    page.on("console", read)
    yield
    page.remove_listener("pageerror", fail)
    page.remove_listener("console", read)
    assert not complaints


def _is_complaint(message: ConsoleMessage) -> bool:
    refused_form = (
        "status of 4" in message.text
    )  # a form that came back with errors is an answer, not a fault
    return message.type == "error" and not refused_form
