from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app import language, letters
from app.letters.merge import Value

Lays = Callable[..., letters.Sheet]

CSS = Path(__file__).parents[2] / "app" / "web" / "assets" / "css" / "letter.css"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def receipt(**more: object) -> letters.ReceiptSheet:
    words: dict[str, object] = {
        "superior": "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ THÀNH",
        "authority": "Ủy ban nhân dân phường Bình Minh",
        "place": "Bình Minh",
        "number": "125/2026",
        "received": dt.date(2026, 8, 3),
        "petitioner": "bà Nguyễn Thị Chi",
        "matter": "Khiếu nại quyết định xử phạt vi phạm hành chính",
        "items": tuple(
            letters.ReceiptItem(name=f"Tài liệu {n}", pages=n, original=n == 1) for n in range(1, 7)
        ),
        "citizen_code": "7KQ2-M9XD-4TRW-8HNP-C",
        "status_address": "https://donthu.example.vn/tra-cuu",
        "officer": "Phạm Thị Oanh",
    }
    return letters.ReceiptSheet(**{**words, **more})  # type: ignore[arg-type]


def test_a_notice_has_every_element_of_decree_30(
    on_sheet: Lays, acceptance: letters.Template, known: dict[str, Value]
) -> None:
    sheet = on_sheet(acceptance, letters.merge(acceptance, known), number="7", date=dt.date(2026, 2, 5))
    html = letters.lay_out(sheet)
    for element in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ THÀNH",
        "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH MINH",
        "Số: 07/TB-UBND",
        "Bình Minh, ngày 05 tháng 02 năm 2026",
        ">THÔNG BÁO<",
        ">Về việc thụ lý giải quyết khiếu nại lần đầu<",
        "Kính gửi: Bà Nguyễn Thị Chi",
        "TM. ỦY BAN NHÂN DÂN",
        ">CHỦ TỊCH<",
        ">Trần Văn Long<",
        "Nơi nhận:",
        "- Lưu: VT, hồ sơ.",
    ):
        assert element in html


def test_a_draft_says_so_and_a_signed_letter_does_not(
    on_sheet: Lays, ruling: letters.Template, known: dict[str, Value]
) -> None:
    draft = letters.merge(ruling, known)
    unsigned, signed, issued = (
        letters.lay_out(on_sheet(ruling, draft, state=state)) for state in ("draft", "signed", "issued")
    )
    assert "DỰ THẢO" in unsigned
    assert "Số: ……/QĐ-UBND" in unsigned
    assert "ngày …… tháng …… năm ……" in unsigned
    assert "DỰ THẢO" not in signed
    assert "(Đã ký)" in signed
    assert "(Đã ký, đóng dấu)" in issued


def test_a_decision_shows_grounds_command_and_articles(
    on_sheet: Lays, ruling: letters.Template, known: dict[str, Value]
) -> None:
    html = letters.lay_out(on_sheet(ruling, letters.merge(ruling, known)))
    assert html.count('class="letter-ground"') == 4
    assert '<p class="letter-capitals">QUYẾT ĐỊNH:</p>' in html
    assert "<strong>Điều 1. Kết quả giải quyết</strong>" in html
    assert "<strong>Điều 4.</strong> Bà Nguyễn Thị Chi" in html
    assert '<p class="letter-item">- Hoàn trả 2.500.000 đồng</p>' in html


def test_an_official_letter_has_its_subject_under_the_number(
    on_sheet: Lays, acceptance: letters.Template
) -> None:
    draft = letters.merge(acceptance, {})
    sheet = on_sheet(acceptance, draft, kind="cong_van", subject="đôn đốc giải quyết", symbol="UBND-VP")
    html = letters.lay_out(sheet)
    assert "V/v đôn đốc giải quyết" in html
    assert "letter-heading" not in html


def test_whatever_people_type_is_shown_as_text(on_sheet: Lays, acceptance: letters.Template) -> None:
    evil = '<img src=x onerror="alert(1)">&{{ x }}'
    fields = dict.fromkeys(("superior", "authority", "place", "title", "subject", "body", "number"), evil)
    signing = letters.Signing(on_behalf=evil, title=evil, name=evil)
    draft = letters.merge(acceptance, {})
    sheet = on_sheet(
        acceptance, draft, **fields, signing=signing, addressees=(evil, evil), recipients=(evil,)
    )
    html = letters.lay_out(sheet)
    assert "<img" not in html.lower()
    assert " style=" not in html
    assert "<img" not in letters.lay_out_receipt(receipt(petitioner=evil, matter=evil, officer=evil))


def test_the_reading_aid_cannot_be_taken_for_the_letter(
    ruling: letters.Template, known: dict[str, Value]
) -> None:
    with language.use("vi"):
        aid = letters.lay_out_aid(letters.merge(ruling, known))
    assert "Bản dịch tham khảo" in aid
    assert "CỘNG HÒA" not in aid


@pytest.mark.parametrize(
    ("parts", "written"),
    [(("TB", "UBND"), "TB-UBND"), (("PC", "UBND", "VP"), "PC-UBND"), (("", "UBND", "VP"), "UBND-VP")],
)
def test_the_symbol_follows_the_type_of_letter(parts: tuple[str, ...], written: str) -> None:
    assert letters.symbol(*parts) == written


def test_the_receipt_lists_what_was_handed_in_and_carries_its_code() -> None:
    html = letters.lay_out_receipt(receipt())
    assert "<td>1</td><td>Tài liệu 1</td><td>1</td><td>Bản chính</td>" in html
    assert "7KQ2-M9XD-4TRW-8HNP-C" in html
    assert '<svg viewBox="0 0' in html
    assert " style=" not in html
    assert html == letters.lay_out_receipt(receipt())


def test_a_receipt_without_papers_says_so() -> None:
    assert "Không có tài liệu kèm theo." in letters.lay_out_receipt(receipt(items=()))


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("what", ["notice", "receipt"])
def test_a_typical_sheet_prints_on_one_page(
    on_sheet: Lays, what: str, acceptance: letters.Template, known: dict[str, Value], tmp_path: Path
) -> None:
    sheets = {
        "notice": letters.lay_out(on_sheet(acceptance, letters.merge(acceptance, known))),
        "receipt": letters.lay_out_receipt(receipt()),
    }
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    style = CSS.read_text(encoding="utf-8")
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style>{sheets[what]}", encoding="utf-8"
    )
    subprocess.run(  # noqa: S603 - our own page in a browser found on this machine
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}",
            str(page),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1
