"""Somebody of the office at their own browser: they follow links, fill in fields, press buttons."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from playwright.sync_api import Locator, Page

from app.demo.founding import PASSWORD
from app.language import short_date
from app.letters.merge import GAP
from tests.browser.looking import photograph

Value = str | int | bool | dt.date | list[str] | Path

# The buttons by which a form is drawn again as its answers make it: a task's draft, the counter's proposals.
AGAIN = "main button[name=stay], main button.without-script[value=propose]"


class Person:
    """One person's browser; ``posts`` lists the forms that were sent, by their address."""

    def __init__(self, page: Page, address: str, login: str = "") -> None:
        self.page = page
        self.address = address
        self.login = login
        self.posts: list[str] = []
        page.on("request", lambda sent: self.posts.append(sent.url) if sent.method == "POST" else None)

    def go_to(self, path: str) -> None:
        """Open an address of the office."""
        self.page.goto(self.address + path)
        self._sign_in_if_asked()

    def _sign_in_if_asked(self) -> None:
        """Come in through the entrance, which leads on to the page that was wanted."""
        if self.page.locator("input[name=password]").count():
            self.fill(login=self.login, password=PASSWORD)
            self.page.locator("main form button.btn-primary").click()
            self.page.locator("nav.ways").wait_for()

    def speak(self, language: str) -> None:
        """Choose the language with the button in the top bar."""
        if self.page.locator("html").get_attribute("lang") != language:
            self.page.locator(f"button[name=language][value={language}]:visible").first.click()

    def go(self, way: str) -> None:
        """Follow one of the main ways, by its word."""
        self.page.locator("nav.ways a", has_text=way).click()
        self._sign_in_if_asked()

    def open(self, words: str, within: str = "main") -> None:
        """Follow the first link that says something."""
        self.page.locator(f"{within} a", has_text=words).first.click()
        self.page.wait_for_load_state("domcontentloaded")

    def press(self, words: str) -> None:
        """Press the button that says something; a page that comes of it is read when it is whole."""
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state("domcontentloaded")

    def open_task(self, case: str, step: str) -> None:
        """Find the open step of a case in the inbox, take it on where it waits for the unit, and open it."""
        self.go_to("/inbox?view=mine")
        row = self._row(case, step)
        if not row.count():
            self.go_to("/inbox?view=unit")
            row = self._row(case, step)
        row.locator("a.row-link").click()
        assert self.heading() == step

    def fill(self, **answers: Value) -> None:
        """Fill in the fields of the open form; one that only appears after another is filled in after it."""
        rest = dict(answers)
        for _turn in range(4):
            for name in [name for name in rest if self._shown(name, rest[name])]:
                self._enter(name, rest.pop(name))
            if not rest:
                return
            self.page.locator(AGAIN).click()
        raise AssertionError(f"never asked for: {', '.join(rest)}")

    def fill_gaps(self, words: str) -> None:
        """Write something wherever the letter's template leaves a gap."""
        for field in self.page.locator("main textarea, main input[type=text]").all():
            written = field.input_value()
            if GAP in written:
                field.fill(written.replace(GAP, words))

    def expect_no_errors(self) -> None:
        """Fail where the page came back with errors instead of going on."""
        refused = self.page.locator(".error-summary")
        assert not refused.count(), refused.first.inner_text()

    def heading(self) -> str:
        """Read the heading of the page."""
        return self.page.locator("h1").first.inner_text().strip()

    def fact(self, term: str) -> str:
        """Read what stands beside a term in a list of facts."""
        return (
            self.page.locator("dt", has_text=term)
            .first.locator("xpath=following-sibling::dd[1]")
            .inner_text()
        )

    def text(self) -> str:
        """Read the page."""
        return self.page.locator("main").inner_text()

    def _row(self, case: str, step: str) -> Locator:
        row = self.page.locator("table.sheet tbody tr")
        return row.filter(has_text=case).filter(has_text=step)

    def _shown(self, name: str, value: Value) -> bool:
        field = self._field(name, value)
        return field.count() > 0 and field.first.is_visible()

    def _field(self, name: str, value: Value) -> Locator:
        named = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
        kind = named.first.get_attribute("type") if named.count() else ""
        if kind == "radio" or (kind == "checkbox" and not isinstance(value, bool)):
            first = value[0] if isinstance(value, list) else value
            return self.page.locator(f'main [name="{name}"][value="{first}"]')
        return named

    def _enter(self, name: str, value: Value) -> None:
        field = self._field(name, value).first
        match field.evaluate("each => each.type"):
            case "radio":
                field.check()
            case "checkbox" if isinstance(value, list):
                for each in value:
                    self.page.locator(f'main [name="{name}"][value="{each}"]').check()
            case "checkbox" if value is True:  # of several, all
                for each in self.page.locator(f'main [name="{name}"]:not([type=hidden])').all():
                    each.check()
            case "checkbox":
                field.set_checked(bool(value))
            case "select-one":
                known = field.locator(f'option[value="{value}"]').count()
                field.select_option(**{"value" if known else "label": str(value)})
            case "file":
                field.set_input_files(value if isinstance(value, Path | list) else str(value))
            case _:
                field.fill(short_date(value) if isinstance(value, dt.date) else str(value))

    def shoot(self, name: str) -> None:
        """Photograph the page as it is."""
        photograph(self.page, name)
