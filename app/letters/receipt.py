"""The receipt: what a citizen takes home when papers were handed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import segno
from markupsafe import Markup

from app.language import short_date
from app.letters.sheet import place_and_day

_NOTHING = Markup()


@dataclass(frozen=True, kw_only=True)
class ReceiptItem:
    """One paper that was handed in."""

    name: str
    pages: int
    original: bool  # the original paper, or a copy


@dataclass(frozen=True, kw_only=True)
class ReceiptSheet:
    """The words of one receipt (Mẫu số 02, Circular 04/2021/TT-TTCP), in print order."""

    superior: str
    authority: str
    place: str
    number: str  # of the receipt alone; the number in the register would tell what is sealed
    received: dt.date
    petitioner: str  # the name, or the wording that a sealed petition gives instead
    matter: str
    items: tuple[ReceiptItem, ...]
    citizen_code: str
    status_address: str  # the public page, with nothing secret in it but the code
    officer: str


def lay_out_receipt(sheet: ReceiptSheet) -> Markup:
    """Lay out a receipt for one A5 page, with a square code that opens the status page."""
    return Markup(
        '<article class="receipt" lang="vi">{}<h2 class="letter-title">GIẤY BIÊN NHẬN</h2>'
        '<p class="letter-subject">Về việc tiếp nhận đơn và thông tin, tài liệu, bằng chứng</p>'
        "<p>Ngày {}, {} đã nhận của: <strong>{}</strong></p><p>Nội dung: {}</p>{}{}{}</article>"
    ).format(
        _head(sheet),
        short_date(sheet.received),
        sheet.authority,
        sheet.petitioner,
        sheet.matter,
        _items(sheet.items),
        _following(sheet),
        _foot(sheet),
    )


def square_code(text: str) -> Markup:
    """Draw a text as a QR code: inline SVG with attributes only, error correction M."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=2, svgclass="receipt-square", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return Markup(drawing)  # noqa: S704 - segno wrote it from black and white squares only


def _head(sheet: ReceiptSheet) -> Markup:
    superior = (
        Markup('<p class="letter-superior">{}</p>').format(sheet.superior) if sheet.superior else _NOTHING
    )
    return Markup(
        '<header class="letter-head"><div class="letter-issuer">{}<p class="letter-authority">{}</p></div>'
        '<div class="letter-nation"><p class="letter-country">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'
        '<p class="letter-motto">Độc lập - Tự do - Hạnh phúc</p></div>'
        '<div class="letter-number"><p>Số: {}</p></div></header>'
    ).format(superior, sheet.authority.upper(), sheet.number)


def _items(items: tuple[ReceiptItem, ...]) -> Markup:
    if not items:
        return Markup("<p>Không có tài liệu kèm theo.</p>")
    rows = _NOTHING.join(
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            at, item.name, item.pages, "Bản chính" if item.original else "Bản sao"
        )
        for at, item in enumerate(items, start=1)
    )
    return Markup(
        '<table class="receipt-items"><thead><tr><th scope="col">TT</th><th scope="col">Tên tài liệu</th>'
        '<th scope="col">Số trang</th><th scope="col">Loại</th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)


def _following(sheet: ReceiptSheet) -> Markup:
    return Markup(
        '<div class="receipt-follow">{}<div><p>Mã tra cứu: <strong class="receipt-code">{}</strong></p>'
        "<p>Xem tình trạng giải quyết tại:<br>{}</p>"
        "<p>Xin giữ kín mã này; người có mã xem được tình trạng hồ sơ.</p></div></div>"
    ).format(square_code(sheet.status_address), sheet.citizen_code, sheet.status_address)


def _foot(sheet: ReceiptSheet) -> Markup:
    return Markup(
        '<footer class="receipt-foot"><div><p><strong>NGƯỜI GIAO</strong></p>'
        '<p class="receipt-hint">(Ký hoặc điểm chỉ)</p></div>'
        '<div><p class="letter-place">{}</p><p><strong>NGƯỜI NHẬN</strong></p>'
        '<p class="receipt-hint">(Ký, ghi rõ họ tên)</p><p class="letter-signer">{}</p></div></footer>'
    ).format(place_and_day(sheet.place, sheet.received), sheet.officer)
