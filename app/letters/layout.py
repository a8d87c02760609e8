"""Laying out: a sheet as a page in the national layout of Decree 30/2020/NĐ-CP.

The result is a fragment of HTML with classes only (``app/web/assets/css/letter.css``); every word of
the sheet is escaped. The numbers in the comments are the elements of annex I of the decree.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from app.language import _
from app.letters.body import lay_out_body
from app.letters.merge import Draft
from app.letters.sheet import Sheet

_NOTHING = Markup()
_SIGNED = {"draft": "", "signed": "(Đã ký)", "issued": "(Đã ký, đóng dấu)"}


def lay_out(sheet: Sheet) -> Markup:
    """Lay out a letter as the office prints it: A4, draft mark while nobody has signed."""
    parts = (
        _watermark(sheet),
        _head(sheet),
        _heading(sheet),
        _addressees(sheet.addressees),
        Markup('<div class="letter-body">{}</div>').format(lay_out_body(sheet.body, kind=sheet.kind)),
        _foot(sheet),
    )
    return Markup('<article class="letter letter-{} letter-is-{}" lang="vi">{}</article>').format(
        sheet.kind, sheet.state, _NOTHING.join(parts)
    )


def lay_out_aid(draft: Draft) -> Markup:
    """Lay out a translated draft as a help to read, marked so that nobody takes it for the letter."""
    return Markup(
        '<aside class="letter-aid" lang="en"><p class="letter-aid-mark">{}</p>'
        '<h3 class="letter-aid-title">{}</h3><p class="letter-aid-subject">{}</p>{}</aside>'
    ).format(_("Reference translation"), draft.title, draft.subject, lay_out_body(draft.body, kind=""))


def _watermark(sheet: Sheet) -> Markup:
    if sheet.state != "draft":
        return _NOTHING
    return Markup('<div class="letter-watermark" role="note" aria-label="DỰ THẢO"></div>')


def _head(sheet: Sheet) -> Markup:
    """Lay out elements 1 to 4: motto, bodies, number, place and date."""
    superior = (
        Markup('<p class="letter-superior">{}</p>').format(sheet.superior) if sheet.superior else _NOTHING
    )
    about = (
        Markup('<p class="letter-about">V/v {}</p>').format(sheet.subject)
        if sheet.kind == "cong_van" and sheet.subject
        else _NOTHING
    )
    return Markup(
        '<header class="letter-head">'
        '<div class="letter-issuer">{}<p class="letter-authority">{}</p></div>'
        '<div class="letter-nation"><p class="letter-country">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'
        '<p class="letter-motto">Độc lập - Tự do - Hạnh phúc</p></div>'
        '<div class="letter-number"><p>{}</p>{}</div>'
        '<p class="letter-place">{}</p>'
        "</header>"
    ).format(superior, sheet.authority, sheet.number_line, about, sheet.place_line)


def _heading(sheet: Sheet) -> Markup:
    """Lay out element 5: the name of the type, and what the letter is about."""
    if sheet.kind == "cong_van":
        return _NOTHING
    return Markup(
        '<div class="letter-heading"><h2 class="letter-title">{}</h2><p class="letter-subject">{}</p></div>'
    ).format(sheet.title.upper(), sheet.subject)


def _addressees(names: tuple[str, ...]) -> Markup:
    """Lay out element 9a: «Kính gửi», on one line for one, as a list for several."""
    if not names:
        return _NOTHING
    if len(names) == 1:
        return Markup('<p class="letter-to">Kính gửi: {}</p>').format(names[0])
    return Markup('<div class="letter-to letter-to-many"><p>Kính gửi:</p><ul>{}</ul></div>').format(
        _items(names)
    )


def _foot(sheet: Sheet) -> Markup:
    """Lay out elements 7 to 9b: who signs, the place of the stamp, who receives."""
    recipients = (
        Markup('<div class="letter-recipients"><p>Nơi nhận:</p><ul>{}</ul></div>').format(
            _items(sheet.recipients)
        )
        if sheet.recipients
        else Markup('<div class="letter-recipients"></div>')
    )
    signing = sheet.signing
    titles = [line for text in (signing.on_behalf, signing.title) for line in text.split("\n") if line]
    lines = _NOTHING.join(Markup("<p>{}</p>").format(line) for line in titles)
    return Markup(
        '<footer class="letter-foot">{}<div class="letter-signing"><div class="letter-office">{}</div>'
        '<p class="letter-stamp">{}</p><p class="letter-signer">{}</p></div></footer>'
    ).format(recipients, lines, _SIGNED[sheet.state], signing.name)


def _items(lines: Iterable[str]) -> Markup:
    return _NOTHING.join(Markup("<li>- {}</li>").format(line) for line in lines)
