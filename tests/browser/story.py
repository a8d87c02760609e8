"""A story of the ward: its people at their browsers, the clock between their steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.language import content, use
from db.models import Case, Deadline
from tests.browser.person import Person, Value
from tests.browser.wards import Ward, nine_on, turn_to

WORDS = {
    "vi": {"done": "Hoàn thành bước này", "submit": "Trình ký", "sign": "Ký", "number": "Vào sổ và gửi"},
    "en": {
        "done": "Finish this step",
        "submit": "Submit for signature",
        "sign": "Sign",
        "number": "Number and send",
    },
}


class Story:
    """One case and its people; everybody works without script, each in a language of their own."""

    def __init__(self, browser: Browser, ward: Ward, languages: dict[str, str]) -> None:
        self.ward = ward
        self.languages = languages
        self.case = ""  # its number, as the pages write it
        self._browser = browser
        self._people: dict[str, Person] = {}
        self._stack = ExitStack()
        self._steps = 0

    def __getattr__(self, login: str) -> Person:
        """Let somebody come to their desk."""
        if login not in self.languages:
            raise AttributeError(login)
        if login not in self._people:
            self._people[login] = self._arrive(login)
        return self._people[login]

    def step(self, login: str, name: str, button: str = "done", gaps: str = "", **answers: Value) -> Person:
        """Let somebody find a step in their inbox, fill it in and finish it; ``name`` is Vietnamese.

        ``gaps`` is written where a letter's template leaves something open.
        """
        person, language = getattr(self, login), self.languages[login]
        with use(language):
            person.open_task(self.case, content(name))
        person.fill(**answers)
        if gaps:
            person.fill_gaps(gaps)
        self._steps += 1
        person.shoot(f"day-{self._steps:02}-{login}")
        person.press(WORDS[language].get(button, button))
        person.expect_no_errors()
        return person

    def lodge(self, petition: dict[str, Value], **asked: Value) -> Person:
        """Let Oanh take in a petition at the counter, whose case the story then follows.

        ``asked`` is what the counter asks for once it has proposed what the petition is.
        """
        oanh = self.oanh
        oanh.go("Tiếp nhận")
        oanh.fill(**petition)
        oanh.press("Đề xuất")
        oanh.fill(**asked)
        oanh.shoot("day-00-oanh")
        oanh.press("Ghi nhận và phân loại")
        oanh.expect_no_errors()
        self.case = oanh.fact("Số vụ việc")
        return oanh

    def letter_goes_out(self, writer: str) -> None:
        """Let a letter of the case be drafted, signed by the Chairman, numbered and sent by the clerk."""
        self.step(writer, "Soạn và trình ký", "submit", gaps="theo hồ sơ vụ việc")
        self.step("long", "Ký văn bản", letter_outcome="sign")
        self.step("van", "Vào sổ, đóng dấu và gửi", "number", sent_on=clock.today(), via="post")

    def passes(self, day: dt.date) -> None:
        """Let time pass until nine o'clock of a day; the clock sees to what became due."""
        turn_to(nine_on(day))
        self.ward.tick()

    def due(self, rule: str) -> dt.date:
        """Say when the newest limit of a rule ends."""
        with self.ward.database.reading() as session:
            rows = select(Deadline.due_on).where(
                Deadline.case_id == self.case_id(session), Deadline.rule == rule
            )
            return session.scalars(rows.order_by(Deadline.id.desc())).first()

    def case_id(self, session: Session) -> UUID:
        """Find the case by its number."""
        number, year = self.case.split("/")
        return session.scalars(
            select(Case.id).where(Case.number == int(number), Case.year == int(year))
        ).one()

    def _arrive(self, login: str) -> Person:
        context = self._browser.new_context(
            java_script_enabled=False, viewport={"width": 1366, "height": 768}, locale="vi-VN"
        )
        context.set_default_timeout(10_000)
        self._stack.callback(context.close)
        person = Person(context.new_page(), self.ward.address, login)
        person.go_to("/status" if login == "citizen" else "/")
        person.speak(self.languages[login])
        return person


@contextmanager
def told(browser: Browser, ward: Ward, **languages: str) -> Iterator[Story]:
    """Tell a story; everybody goes home at its end."""
    story = Story(browser, ward, languages)
    with story._stack:  # noqa: SLF001 - its own
        yield story
