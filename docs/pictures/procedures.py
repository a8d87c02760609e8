"""How a procedure changes, as pictures: each walk leads a person to the page that shows it best."""
# ruff: noqa: INP001 - a program beside its pictures, not a package

from __future__ import annotations

from playwright.sync_api import Page

from app import clock

COMPLAINT = "complaint_first"
STEP = "cf_assign"


def open_procedure(page: Page, url: str) -> None:
    """Open the version of the complaint that is in force, from the page that shows how it runs."""
    page.goto(f"{url}/procedures/of/{COMPLAINT}")
    page.get_by_role("link", name="Bảng, biểu mẫu, văn bản").click()
    page.locator("h1").wait_for()


def draw_a_step(page: Page, url: str) -> None:
    """Copy a procedure as a draft, and take away what one of its steps needs."""
    open_procedure(page, url)
    page.get_by_role("button", name="Sửa thành bản nháp mới").click()
    page.locator("#modeler[data-ready]").wait_for()
    page.get_by_role("tab").nth(1).click()
    page.locator(f"[data-element={STEP}]").click()
    page.locator(".modeler-side").get_by_label("Vai trò", exact=True).select_option("")
    page.locator(".gate-mark").wait_for()
    page.locator("#modeler").evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 110)")
    page.wait_for_timeout(500)  # until the drawing has moved


def open_review(page: Page, url: str) -> None:
    """Open the version that waits for its second person."""
    page.goto(f"{url}/changes")
    page.locator("main a[href$='/review']").first.click()
    page.wait_for_url("**/review")


def read_what_changes(page: Page, url: str) -> None:
    """Read the sentences above both drawings."""
    open_review(page, url)
    page.locator("#changes").evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 70)")


def look_at_the_checklist(page: Page, url: str) -> None:
    """Look at what must be so before the version may be put in force."""
    open_review(page, url)
    page.goto(page.url.replace("/review", "/checklist"))


def try_cases_on_copies(page: Page, url: str) -> None:
    """Settle what is open, approve from today with the offer, and try every case with it.

    The demonstration is another one afterwards: this picture is the last.
    """
    open_review(page, url)
    version = page.url.removesuffix("/review")
    for button in page.get_by_role("button", name="Đã giải quyết", exact=True).all():
        with page.expect_navigation():
            button.click()
    page.locator("main [name=on]").fill(clock.today().strftime("%d/%m/%Y"))
    page.locator("main [name=from_today]:visible").check()
    page.locator("[name=transition][value=offer]").check()
    with page.expect_navigation(timeout=120_000):  # every scenario and point is asked once more
        page.get_by_role("button", name="Phê duyệt", exact=True).click()
    page.goto(f"{version}/migration")
    page.get_by_role("button", name="Thử từng vụ việc trên bản sao").click()
    page.wait_for_url("**/migrations/*", timeout=120_000)
    page.goto(page.url)  # without the sentence that is said once
