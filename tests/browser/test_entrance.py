"""The first page that anybody sees."""

from tests.browser.looking import axe, overflow, shoot


def test_the_entrance_is_open_to_everybody(page, office):
    page.goto(office)
    page.wait_for_url("**/sign-in*")
    shoot(page, "entrance")
    assert axe(page) == []
    assert overflow(page) == 0


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(page, office):
    page.goto(office + "/sign-in")
    page.locator("[name=login]").fill("oanh")
    page.locator("[name=password]").fill("not this one, surely")
    page.locator("main form button:visible").first.click()
    assert page.locator("[name=login]").input_value() == "oanh"
