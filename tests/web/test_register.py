"""The register of petitions: official columns, one's own authority, sealed petitions for who may see them."""

import io
import re
import zipfile
from html import unescape

import pytest
from sqlalchemy import text as sql

from app.listings import book_pages
from app.listings.register_lines import COLUMNS
from db.models import Authority
from tests.office import COMPLAINT, FLOOD, LAND, RECOMMENDATION
from tests.web.deskwork import Desk, desk
from tests.web.filed import CANARY, denunciation, readable, recommendation

__all__ = ["desk"]


def page(person, query: str = "") -> str:
    answer = person.get(f"/register{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def numbers(text: str) -> list[str]:
    return re.findall(r'<b class="number">((?:NP)?\d+/\d+)</b>', text)


def test_each_petition_has_a_line_in_the_official_columns(desk: Desk):
    registered = desk.office.register(LAND, channel="forwarded", forwarder="Báo Nghệ An", reply_owed=True)
    desk.office.classify(registered.case_id, COMPLAINT)
    text = page(desk.browser("kien"))
    for _name, heading, _width in COLUMNS:
        assert heading
    for words in (
        "1/2026", "Báo Nghệ An", "03/08/2026", "Nguyễn Thị Chi, Khối 3", "Khiếu nại", "Bồi thường, hỗ trợ",
        "Chủ tịch UBND phường", "Khiếu nại quyết định bồi thường", "Đủ điều kiện", "Thuộc thẩm quyền",
        "Thụ lý để giải quyết", "phải trả lời nơi chuyển đơn",
    ):  # fmt: skip
        assert words in text, words


def test_a_petition_that_was_not_eligible_says_why(desk: Desk):
    registered = desk.office.register(FLOOD)
    desk.office.classify(
        registered.case_id, RECOMMENDATION,
        eligibility="ineligible", ineligible_ground="illegible", illegible="true", outcome="file",
    )  # fmt: skip
    assert "Không đủ điều kiện: Không đọc được" in page(desk.browser("kien"))


@pytest.mark.parametrize("who", ["long", "oanh"])
def test_who_sees_a_sealed_petition_reads_that_it_came_and_nothing_of_it(desk: Desk, who):
    denunciation(desk)
    desk.office.register(FLOOD)
    recommendation(desk)
    person = desk.browser(who)
    for path in ("/register", "/register/print", "/register.xlsx"):
        body = readable(person.get(path, buffered=True))
        assert [word for word in CANARY if word in body] == []
        assert "Tố cáo</td>" not in body
        assert body.count("Đang được niêm phong") >= 2
    assert numbers(page(person)) == ["1/2026", "NP2/2026", "NP1/2026"]


@pytest.mark.parametrize("who", ["kien", "van", "sau"])
def test_the_register_of_the_others_has_no_line_and_no_gap_where_something_is_sealed(desk: Desk, who):
    recommendation(desk)
    denunciation(desk)
    desk.office.register(FLOOD)
    recommendation(desk)
    person = desk.browser(who)
    assert numbers(page(person)) == ["2/2026", "1/2026"]
    assert "2 trong 2" in page(person)
    assert "Đang được niêm phong" not in page(person)


@pytest.mark.parametrize("query", ["?kind=denunciation", "?state=open", "?state=late", "?unit={office}"])
def test_no_filter_tells_what_is_sealed(desk: Desk, query):
    denunciation(desk)
    asked = query.format(office=desk.office.units["office"])
    assert "Đang được niêm phong" not in page(desk.browser("kien"), asked)


def test_filters_in_the_address_narrow_and_wrong_ones_are_ignored(desk: Desk):
    recommendation(desk, channel="post")
    recommendation(desk, received_on="2026-07-20", backdating_reason="Nhận qua bưu điện")
    kien = desk.browser("kien")
    assert numbers(page(kien, "?channel=post")) == ["1/2026"]
    assert numbers(page(kien, "?to=31/07/2026")) == ["2/2026"]
    assert numbers(page(kien, "?from=2026-08-01")) == ["1/2026"]
    assert numbers(page(kien, "?kind=complaint")) == []
    assert numbers(page(kien, "?kind=nonsense&from=x&unit=x&after=x")) == ["1/2026", "2/2026"]


def test_pages_follow_one_another_without_gap_or_repetition(desk: Desk, monkeypatch):
    monkeypatch.setattr(book_pages, "PAGE", 2)
    for turn in range(5):
        recommendation(desk, matter=f"Việc thứ {turn}")
    kien, found, query = desk.browser("kien"), [], ""
    while True:
        text = page(kien, query)
        found += numbers(text)
        after = re.search(r'href="/register(\?[^"]*after=[^"]+)" rel="next"', text)
        if after is None:
            break
        query = after[1]
    assert found == ["5/2026", "4/2026", "3/2026", "2/2026", "1/2026"]


def test_a_page_costs_the_same_statements_however_many_lines_it_has(desk: Desk):
    kien, counts = desk.browser("kien"), []
    for _turn in range(3):
        recommendation(desk)
        page(kien)
        with desk.counted() as statements:
            page(kien)
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts


def test_no_line_of_another_authority_ever_appears(desk: Desk):
    recommendation(desk)
    with desk.office.work() as session:
        other = Authority(
            key="cam-pha", name="Phường Cẩm Phả", name_en="", superior="", place="Cẩm Phả", level="commune",
            code="UBND", remote=False,
        )  # fmt: skip
        session.add(other)
        session.flush()
        session.execute(sql("UPDATE petition SET authority_id = :other"), {"other": other.id.hex})
    assert numbers(page(desk.browser("kien"))) == []


def test_the_spreadsheet_has_the_heading_the_columns_and_no_formula(desk: Desk):
    recommendation(desk, matter="=1+1 đường hỏng")
    answer = desk.browser("kien").get("/register.xlsx", buffered=True)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "ỦY BAN NHÂN DÂN PHƯỜNG TRƯỜNG VINH", "SỔ THEO DÕI",
        "Người gửi đơn, địa chỉ", "=1+1 đường hỏng", "landscape",
    ):  # fmt: skip
        assert words in sheet, words
    assert "<f>" not in sheet


def test_paper_goes_in_the_order_of_the_book(desk: Desk):
    for turn in range(3):
        recommendation(desk, matter=f"Việc thứ {turn}")
    text = unescape(desk.browser("kien").get("/register/print").text)
    assert text.index("Việc thứ 0") < text.index("Việc thứ 1") < text.index("Việc thứ 2")
    assert "Tổng cộng 3 đơn" in text
