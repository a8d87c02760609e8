"""The page of a review with script: a sentence leads to its mark, and both drawings move together."""

import pytest
from playwright.sync_api import Page

from tests.browser import places, wards
from tests.browser.wards import Ward

SEEN = "frames => frames.map(f => [Math.round(f.scrollLeft), Math.round(f.scrollTop)])"


@pytest.fixture
def review(page: Page, town: Ward) -> Page:
    with wards.turned_back():
        wards.turn_to(wards.TOWN_DAY)
        found = places.of_town(town.database)["procedure-review"]
        page.context.add_cookies([{"name": "sid", "value": town.secret(found.who), "url": town.address}])
        page.goto(town.address + found.address, timeout=60_000)  # the checklist is worked out once
        yield page


def seen(page: Page) -> list[list[int]]:
    """Tell how far both drawings are moved, once they rest: a wheel moves them bit by bit."""
    moved: list[list[int]] = []
    while moved != (moved := page.locator("[data-side]").evaluate_all(SEEN)):
        page.wait_for_timeout(150)
    return moved


def test_a_sentence_brings_its_mark_into_sight_on_both_drawings(review: Page):
    review.locator("#change-1 [data-mark]").click()
    mark = review.locator('[data-side="new"] .is-found')
    frame, box = review.locator('[data-side="new"]').bounding_box(), mark.bounding_box()
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    old, new = seen(review)
    assert old == new, "the same part of both drawings is seen"


def test_both_drawings_move_together_until_somebody_parts_them(review: Page):
    frame = review.locator('[data-side="old"]')
    frame.hover()
    review.mouse.wheel(150, 0)
    review.wait_for_function("document.querySelector('[data-side=new]').scrollLeft > 0")
    old, new = seen(review)
    assert old == new
    review.locator(".compare-tools input").uncheck()
    frame.hover()
    review.mouse.wheel(120, 0)
    assert seen(review)[1] == new


def test_the_whole_drawing_and_closer(review: Page):
    widths = "svgs => svgs.map(s => Math.round(s.getBoundingClientRect().width))"
    drawings = review.locator("[data-side] > svg")
    before = drawings.evaluate_all(widths)
    review.locator(".compare-tools button").nth(2).click()
    whole = drawings.evaluate_all(widths)
    review.locator(".compare-tools button").nth(0).click()
    assert whole[0] < before[0]
    assert drawings.evaluate_all(widths)[0] > whole[0]
