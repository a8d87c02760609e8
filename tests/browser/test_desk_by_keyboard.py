"""The leader directs what is late without a mouse: walk, open, choose by number, type, send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.demo import complaints
from db.models import Deadline, Measure
from tests.browser import wards
from tests.browser.conftest import signed_in, watched
from tests.browser.wards import Ward


@pytest.fixture
def late(ward: Ward) -> str:
    """Two complaints whose acceptance is overdue; gives the number of the later one."""
    numbers = [wards.played(ward, complaints.to_be_accepted, "complaint", number=each) for each in (1, 2)]
    with ward.database.reading() as session:
        due = session.scalars(select(Deadline.due_on).order_by(Deadline.due_on.desc())).first()
    wards.turn_to(wards.nine_on(due + dt.timedelta(days=1)))
    ward.tick()
    return numbers[-1]


@pytest.fixture
def desk(browser: Browser, ward: Ward) -> Iterator[Page]:
    with signed_in(browser, ward, "long") as context, watched(context) as page:
        yield page


@pytest.mark.usefixtures("late")
def test_the_leader_works_the_desk_by_keyboard(desk: Page, ward: Ward):
    for left in (2, 1):
        desk.goto(f"{ward.address}/desk")
        assert desk.locator(".desk-stack a.stack-item").count() == left
        desk.keyboard.press("j")
        desk.keyboard.press("Enter")
        desk.locator("form.desk-form").wait_for()
        _remind(desk)
    desk.goto(f"{ward.address}/desk")
    assert desk.locator(".desk-stack a.stack-item").count() == 0
    with ward.database.reading() as session:
        assert list(session.scalars(select(Measure.kind))) == ["remind", "remind"]


def test_j_and_k_walk_the_stack_and_stop_at_its_ends(late: str, desk: Page, ward: Ward):
    desk.goto(f"{ward.address}/desk")
    seen = []
    for key in ("j", "j", "j", "k", "k"):
        desk.keyboard.press(key)
        seen.append(late in desk.evaluate("document.activeElement.innerText"))
    assert seen in ([False, True, True, False, False], [True, False, False, True, True])


def _remind(page: Page) -> None:
    """Choose the mildest measure by its number, and send by Enter."""
    page.keyboard.press(page.locator("[name=measure][value=remind]").get_attribute("data-key"))
    page.keyboard.press("Enter")
    page.locator(".flash").first.wait_for()
