"""Somebody of the office at their own browser, without script: they follow links, fill in fields, press buttons."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from playwright.sync_api import Locator, Page

from app.demo.founding import PASSWORD
from app.language import short_date
from tests.browser.looking import SHOTS

Value = str | int | bool | dt.date | list[str] | Path

KEEP = "stay"  # the button that keeps a draft; without script it also shows what the answers ask for next


class Person:
    """One person's browser; ``posts`` lists the forms that were sent, by their address."""

    def __init__(self, page: Page, address: str, login: str = "") -> None:
        self.page = page
        self.address = address
        self.login = login
        self.posts: list[str] = []
        page.on("request", lambda sent: self.posts.append(sent.url) if sent.method == "POST" else None)

    def go_to(self, path: str) -> None:
        """Open an address of the office; whoever is asked to sign in does so, and is led on."""
        self.page.goto(self.address + path)
        if self.page.locator("input[name=password]").count():
            self.fill(login=self.login, password=PASSWORD)
            self.page.locator("main form button.btn-primary").click()
            self.page.locator("nav.ways").wait_for()

    def speak(self, language: str) -> None:
        """Choose the language with the button in the top bar."""
        self.page.locator(f".top-language button[value={language}]").click()

    def go(self, way: str) -> None:
        """Follow one of the main ways, by its word."""
        self.page.locator("nav.ways a", has_text=way).click()

    def open(self, words: str, within: str = "main") -> None:
        """Follow the first link that says something."""
        self.page.locator(f"{within} a", has_text=words).first.click()

    def press(self, words: str) -> None:
        """Press the button that says something."""
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()

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
            self.page.locator(f'main button[name="{KEEP}"]').click()
        raise AssertionError(f"never asked for: {', '.join(rest)}")

    def heading(self) -> str:
        """Read the heading of the page."""
        return self.page.locator("h1").first.inner_text().strip()

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
            case "checkbox":
                field.set_checked(bool(value))
            case "select-one":
                field.select_option(str(value))
            case "file":
                field.set_input_files(value if isinstance(value, Path | list) else str(value))
            case _:
                field.fill(short_date(value) if isinstance(value, dt.date) else str(value))

    def shoot(self, name: str) -> None:
        """Photograph the page as it is."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
