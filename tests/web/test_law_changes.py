"""The law as data behind its pages: proposed by one, confirmed by another, and what a text touches."""

import datetime as dt
import re
from html import unescape

import pytest
from sqlalchemy import select

from app.legaltime import book, limits
from db.models import LawEntry
from tests.reviewing import with_two_legal_staff
from tests.web.deskwork import Desk, Person, desk

__all__ = ["desk"]

ACCEPT = "/law/changes/new/limit/KN1.ACCEPT"
KEY = re.compile(r'name="sending_key" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    book.install(None)


@pytest.fixture
def legal(desk: Desk) -> Desk:
    """The office with two of the legal staff."""
    with_two_legal_staff(desk.office)
    return desk


def fields(page: str) -> dict[str, str]:
    """Read what a form shows, as a browser would send it."""
    sent = {}
    for tag in re.findall(r"<input[^>]*>", page):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = said.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if "name" in said and ticked:
            sent[said["name"]] = unescape(said.get("value", ""))
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        sent[name] = unescape(body.strip())
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        sent[name] = unescape(chosen[1]) if chosen else ""
    return sent


def proposed(desk: Desk, who: str = "lan", path: str = ACCEPT, **typed: str) -> tuple[Person, str]:
    """Fill in the form and send it; gives the browser and the address it led to."""
    browser = desk.browser(who)
    page = browser.get(path).text
    sent = fields(page) | {"reason": "Theo nghị định mới", **typed}
    answer = browser.post(path, sent)
    return browser, answer.headers.get("Location", "")


def test_two_people_change_a_limit_and_everybody_reads_the_new_one(legal: Desk):
    _browser, address = proposed(legal, days_normal="7", effective_from="01/01/2027", confidence="confirmed")
    leader = legal.browser("long")
    page = unescape(leader.get(address).text)
    assert "7" in page
    assert "<ins>" in page
    assert leader.post(f"{address}/confirm", {"comment": ""}).status_code == 303
    text = unescape(legal.browser("oanh").get("/law/of/limit/KN1.ACCEPT").text)
    assert "Từ 01/01/2027" in text
    assert "sắp áp dụng" in text
    assert "đang áp dụng" in text, "the version of today stands beside it"
    assert limits.find("KN1.ACCEPT", dt.date(2027, 1, 1)).normal == 7


def test_before_it_is_sent_the_form_says_what_happens_to_cases_under_way(legal: Desk):
    legal.office.register()
    browser = legal.browser("lan")
    sent = fields(browser.get("/law/changes/new/limit/KN1.SETTLE").text)
    sent |= {"reason": "Luật mới", "effective_from": "01/01/2027", "days_normal": "20", "look": "1"}
    page = unescape(browser.post("/law/changes/new/limit/KN1.SETTLE", sent).text)
    assert "đang chạy giữ hạn đã tính" in page
    assert re.search(r"<del>30</del>.*?<ins>20</ins>", page, re.DOTALL), "what differs stands side by side"
    assert "01/01/2027" in page
    with legal.office.look() as session:
        assert session.scalars(select(LawEntry.id).where(LawEntry.state == "proposed")).all() == []


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(legal: Desk):
    browser = legal.browser("lan")
    sent = fields(browser.get(ACCEPT).text) | {"reason": "", "remark": "Ghi chú dài", "days_normal": "9"}
    answer = browser.post(ACCEPT, sent | {"effective_from": ""})
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "Ghi chú dài" in page
    assert 'value="9"' in page
    assert page.count("field-error") >= 2


def test_an_extension_that_leads_nowhere_is_told_at_its_field(legal: Desk):
    browser = legal.browser("lan")
    path = "/law/changes/new/limit/KN1.SETTLE"
    sent = fields(browser.get(path).text) | {"reason": "x", "effective_from": "01/01/2027"}
    answer = browser.post(path, sent | {"extend_normal": "20"})
    assert answer.status_code == 422
    assert "30" in unescape(answer.text)


def test_the_author_is_offered_no_confirmation_and_the_server_refuses_it(legal: Desk):
    browser, address = proposed(legal, effective_from="01/01/2027")
    assert f"{address}/confirm" not in browser.get(address).text
    assert browser.post(f"{address}/confirm", {}).status_code == 403


def test_returned_with_a_comment_it_is_written_anew(legal: Desk):
    author, address = proposed(legal, effective_from="01/01/2027", days_normal="7")
    second = legal.browser("quy")
    second.get(address)
    assert second.post(f"{address}/return", {"comment": ""}).status_code in {400, 409, 422}
    assert second.post(f"{address}/return", {"comment": "Thiếu số điều"}).status_code == 303
    page = unescape(author.get(address).text)
    assert "Thiếu số điều" in page
    redo = re.search(r'href="([^"]*redo=[^"]+)"', page)[1]
    assert fields(author.get(redo).text)["days_normal"] == "7"
    _browser, again = proposed(legal, path=redo, days_normal="8")
    with legal.office.look() as session:
        states = sorted(session.scalars(select(LawEntry.state).where(LawEntry.origin == "local")))
    assert states == ["proposed", "withdrawn"]
    assert again != address


def test_sent_twice_it_is_proposed_once(legal: Desk):
    browser = legal.browser("lan")
    sent = fields(browser.get(ACCEPT).text) | {"reason": "x", "effective_from": "01/01/2027"}
    first, second = (browser.post(ACCEPT, sent).headers["Location"] for _turn in range(2))
    assert first == second


def test_an_uncertain_number_is_compared_by_the_same_two(legal: Desk):
    page = legal.browser("lan").get("/law/of/limit/KN1.ACCEPT").text
    path = unescape(re.search(r'href="([^"]*compared=yes)"', page)[1])
    _browser, address = proposed(legal, path=path)
    legal.browser("quy").get(address)
    assert legal.browser("quy").post(f"{address}/confirm", {}).status_code == 303
    assert "đã đối chiếu" in unescape(legal.browser("oanh").get("/law/of/limit/KN1.ACCEPT").text).lower()
    assert limits.find("KN1.ACCEPT").confidence == "confirmed"


def test_a_text_that_ends_lists_what_it_touches_and_warns_on_the_legal_page(legal: Desk):
    legal.office.until(dt.date(2026, 12, 1))
    text = unescape(legal.browser("oanh").get("/law").text)
    assert "151/2025/NĐ-CP" in text
    assert "02/2021/TT-TTCP" not in text, "nothing cites it any more"
    page = unescape(legal.browser("lan").get("/law/of/text/02/2011/QH13").text)
    assert "Điều 28" in page
    assert "Giải quyết khiếu nại lần đầu" in page
    assert "Bước của quy trình" in page
    assert "Dòng của bảng quyết định" in page


def test_a_text_counts_the_open_cases_that_its_limits_run_in(legal: Desk):
    before = opened(legal)
    legal.office.classify(legal.office.register().case_id)
    assert opened(legal) == before + 1


def opened(desk: Desk) -> int:
    page = unescape(desk.browser("oanh").get("/law/of/text/42/2013/QH13").text)
    return int(re.search(r"Vụ việc đang mở bị động đến: (\d+)", page)[1])


def test_a_new_text_and_a_new_ground_are_added_by_two(legal: Desk):
    _browser, address = proposed(
        legal, path="/law/changes/new/text", number="200/2026/NĐ-CP", title="Nghị định mới",
        status="in_force", confidence="confirmed", effective_from="01/09/2026",
    )  # fmt: skip
    legal.browser("quy").get(address)
    assert legal.browser("quy").post(f"{address}/confirm", {}).status_code == 303
    assert "200/2026/NĐ-CP" in unescape(legal.browser("oanh").get("/law/texts").text)


def test_officers_read_and_change_nothing(legal: Desk):
    browser = legal.browser("oanh")
    assert "Đề xuất" not in unescape(browser.get("/law/of/limit/KN1.ACCEPT").text)
    assert browser.get(ACCEPT).status_code == 403
    assert browser.get("/law/changes").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/law", "/law/texts", "/law/data", "/law/competence", "/law/of/ground/KN.REFUSE/court", "/law/changes"],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_legal_page_is_read_in_both_languages(legal: Desk, path: str, language: str):
    browser = legal.browser("lan")
    browser.client.set_cookie("language", language)
    assert browser.get(path).status_code == 200


def test_the_competence_of_a_day_is_shown_with_its_article(legal: Desk):
    two = unescape(legal.browser("oanh").get("/law/competence?on=01/07/2025").text)
    assert "hai cấp" in two
    assert "Luật Khiếu nại" in two
    three = unescape(legal.browser("oanh").get("/law/competence?on=30/06/2025").text)
    assert "ba cấp" in three
    assert three.count("Chủ tịch UBND cấp huyện") > two.count("Chủ tịch UBND cấp huyện")


def test_a_day_that_cannot_be_read_is_said_beside_what_was_typed(legal: Desk):
    page = unescape(legal.browser("oanh").get("/law/competence?on=hôm qua").text)
    assert 'value="hôm qua"' in page
    assert "error-summary" in page
