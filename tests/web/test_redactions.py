"""Blacking out at a desk without script: boxes by numbers, page by page; the copy is looked at, then kept."""

import re
from html import unescape

import pytest

from app import clock
from db.models import Document
from tests.files import papers as sheets
from tests.redacting import denunciation, file, grant
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]
NAME = "Pham Kin Dao"


@pytest.fixture
def sealed(desk: Desk):
    """A denunciation with a two-page scan."""
    case_id = denunciation(desk.office)
    paper = file(desk.office, case_id, "đơn viết.pdf", sheets.pdf((NAME, "second")))
    return case_id, paper


def boxes(page: str) -> list[tuple[str, ...]]:
    return re.findall(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', page)


def test_boxes_typed_in_percent_are_kept_page_by_page(desk, sealed):
    case_id, paper = sealed
    oanh, address = desk.browser("oanh"), f"/cases/{case_id}/redact/{paper}"
    assert "Trang 1 trên 2" in unescape(oanh.get(address).text)
    typed = {"page": 1, "x": ["10", ""], "y": ["5,5", ""], "width": ["50", ""], "height": ["10", ""]}
    answer = oanh.post(address, {**typed, "act": "next"})
    assert answer.headers["Location"].endswith("page=2")
    assert boxes(oanh.get(f"{address}?page=1").text) == [("100", "55", "500", "100")]
    assert boxes(oanh.get(f"{address}?page=2").text) == []
    oanh.post(address, {"page": 2, "act": "whole"})
    assert boxes(oanh.get(f"{address}?page=2").text) == [("0", "0", "1000", "1000")]
    oanh.post(address, {**typed, "x": ["1", "2"], "y": ["1", "2"], "width": ["9", "9"], "height": ["9", "9"],
                        "act": "remove:0"})  # fmt: skip
    assert boxes(oanh.get(address).text) == [("20", "20", "90", "90")]
    oanh.post(address, {**typed, "act": "undo"})
    assert boxes(oanh.get(address).text) == []


@pytest.mark.parametrize("number", ["x", "1e400", "-5", "nan", "", "999"])
def test_what_is_no_number_is_no_box(desk, sealed, number):
    case_id, paper = sealed
    oanh, address = desk.browser("oanh"), f"/cases/{case_id}/redact/{paper}"
    answer = oanh.post(
        address, {"page": 1, "x": number, "y": "1", "width": "9", "height": "9", "act": "stay"}
    )
    assert answer.status_code == 303
    assert boxes(oanh.get(address).text) == []


def test_the_copy_is_shown_then_confirmed_then_read_by_the_team(desk, sealed):
    case_id, paper = sealed
    oanh, address = desk.browser("oanh"), f"/cases/{case_id}/redact/{paper}"
    copy = unescape(oanh.get(f"{address}/copy").text)
    assert copy.count("black=1") == 2
    refused = oanh.post(f"{address}/copy", {"title": "Đơn tố cáo"})
    assert refused.status_code == 422
    assert "xem từng trang" in unescape(refused.text)
    telling = oanh.post(f"{address}/copy", {"title": "Đơn của bà Phạm Kín Đáo", "looked": "true"})
    assert telling.status_code == 422
    assert 'id="title-error"' in telling.text or 'aria-invalid="true"' in telling.text
    assert oanh.post(f"{address}/copy", {"title": "Đơn tố cáo", "looked": "true"}).status_code == 303
    grant(desk.office, case_id, desk.office.kien, "team_member")
    kien = desk.browser("kien")
    with clock.at(desk.office.now):
        read = kien.client.get(f"/documents/{paper}?view=1")
    assert (read.status_code, read.mimetype) == (200, "application/pdf")
    assert NAME.encode() not in read.data
    page = unescape(kien.get(f"/cases/{case_id}").text)
    assert "Đơn tố cáo" in page
    assert "Đáo" not in page


def test_pictures_are_given_to_no_cache_and_to_nobody_else(desk, sealed):
    case_id, paper = sealed
    picture = f"/cases/{case_id}/redact/{paper}/pages/1"
    answer = desk.browser("oanh").get(picture)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    grant(desk.office, case_id, desk.office.kien, "team_member")
    for who in ("kien", "hoa", "tam", "van", "an", "sau"):
        assert desk.browser(who).get(picture).status_code in {403, 404}
    assert desk.browser("oanh").get(f"/cases/{case_id}/redact/{paper}/pages/3").status_code == 422


def test_an_open_case_has_no_such_room(desk):
    case_id = desk.office.register().case_id
    desk.office.classify(case_id)
    assert desk.browser("oanh").get(f"/cases/{case_id}/redact").status_code == 404


def test_a_paper_of_another_case_is_not_there(desk, sealed):
    _case_id, paper = sealed
    other = denunciation(desk.office, phone="0933000112")
    assert desk.browser("oanh").get(f"/cases/{other}/redact/{paper}").status_code == 404


def test_a_file_that_cannot_be_drawn_asks_for_a_scan_or_a_reason(desk, sealed):
    case_id, _paper = sealed
    song = file(desk.office, case_id, "ghi âm.mp3", b"ID3" + b"\0" * 300)
    oanh, address = desk.browser("oanh"), f"/cases/{case_id}/redact/{song}"
    page = unescape(oanh.get(address).text)
    assert "Bản quét thay thế" in page
    assert "Không đưa vào bản sao làm việc" in page
    refused = oanh.post(f"{address}/left-out", {"title": "Ghi âm", "reason": "Giọng của bà Đáo"})
    assert refused.status_code == 422
    assert "bà Đáo" in unescape(refused.text)
    done = oanh.post(f"{address}/left-out", {"title": "Ghi âm", "reason": "Giọng nói của người tố cáo"})
    assert done.status_code == 303
    assert "không đưa vào" in unescape(oanh.get(f"/cases/{case_id}/redact").text)


def test_a_text_proposes_the_words_that_tell(desk, sealed):
    case_id, _paper = sealed
    text = file(desk.office, case_id, "lời kể.txt", "Bà Phạm Kín Đáo kể.".encode())
    page = unescape(desk.browser("oanh").get(f"/cases/{case_id}/redact/{text}").text)
    assert re.search(r"<textarea[^>]*>Phạm Kín Đáo</textarea>", page)
    assert "Bà █████ kể." in page


def test_a_paper_without_a_file_is_only_named(desk, sealed):
    case_id, paper = sealed
    stated = next(row.id for row in desk.office.all(Document, case_id) if row.id != paper)
    oanh = desk.browser("oanh")
    page = oanh.get(f"/cases/{case_id}/redact/{stated}/copy")
    assert 'name="title" ' in page.text
    assert 'value="Đơn tố cáo của bà' not in unescape(page.text)
    answer = oanh.post(f"/cases/{case_id}/redact/{stated}/copy", {"title": "Đơn tố cáo", "looked": "true"})
    assert answer.status_code == 303
