"""A letter template: the fixed words of one letter, with gaps for what differs from case to case.

A template is the file ``processes/<procedure>/letters/<letter key>.html``. It is written in
Vietnamese; its English lies in ``en.po`` beside the procedure (one entry per paragraph, title,
subject and line, with the merge fields left as they are). The whole file looks like this::

    ---
    key: acceptance_notice
    kind: thong_bao
    title: Thông báo
    subject: Về việc thụ lý giải quyết khiếu nại lần đầu
    form: Mẫu số 03, Nghị định 124/2020/NĐ-CP (Điều 16)
    signer: chairman
    book: thong_bao
    addressees:
    - {{ petitioner }}
    recipients:
    - Như trên;
    - {{ respondent }} (để biết);
    - Lưu: VT, hồ sơ.
    ---
    <p>Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;</p>
    <p>Ngày {{ received_date }}, {{ authority }} nhận được đơn của {{ petitioner }}.</p>
    {{# representative }}
    <p>Người đại diện: {{ representative }}.</p>
    {{/ representative }}

Front matter, between two lines ``---``; one ``name: value`` a line, a list as lines ``- …``:

========== ======== ====================================================================
name       needed   meaning
========== ======== ====================================================================
key        yes      the letter's key, equal to the file's name; diagrams name it
kind       yes      one of ``KINDS``: cong_van, quyet_dinh, thong_bao, phieu, bien_ban,
                    bao_cao, giay_moi
title      yes      tên loại, as in running text («Thông báo»); a công văn does not print it
subject    yes      trích yếu; a công văn prints it after «V/v», so start it small there
form       yes      the number of the legal form and its article, or «Mẫu của cơ quan»
signer     yes      the role that signs: officer, unit_head, chairman, clerk
book       yes      the number book that numbers it; normally equal to ``kind``
symbol     no       abbreviation in the number, when not the kind's own (PC for a transfer)
addressees no       «Kính gửi» lines
recipients no       «Nơi nhận» lines, written as they are printed, without the dash
========== ======== ====================================================================

The body is a sequence of ``<p>…</p>``, plain text inside, no other tags (``&amp; &lt; &gt;`` as in
HTML). A paragraph's look follows from its words, so that it survives the officer's editing:

* «Căn cứ …», «Theo đề nghị …», «Xét …» – a ground, in italics, as far as they stand before the
  first other paragraph of the body
* a paragraph of capitals only («QUYẾT ĐỊNH:») – centred and bold
* «Điều 1. …» – the number is bold, and so is its heading if it ends the paragraph's first line
* «I. …» – a bold heading; «1. …», «a) …», «- …» – an item
* a line break inside a paragraph (``<br>``) – a new line without indent

Merge fields, in title, subject, lists and body; names are ``[a-z][a-z0-9_]*``:

* ``{{ field }}`` – the value; a date is printed 26/11/2026; a list gives one item a line; what is
  not known prints as a visible gap «……» and is reported, never left out in silence
* ``{{# field }}…{{/ field }}`` – only if the field is known and not empty, around whole paragraphs
  or inside one or inside a list line (a line left empty is dropped), nested as you like. There is
  nothing else: no conditions, no loops, no code.

Fields every letter can count on, where the case knows them: ``authority`` (Ủy ban nhân dân phường
…), ``authority_upper``, ``superior``, ``chairman``, ``place``, ``letter_date``, ``case_number``,
``petition_number``, ``petitioner``, ``petitioner_address``, ``petitioner_identity``,
``petitioner_phone``, ``representative``, ``respondent``, ``respondent_address``, ``petition_date``,
``received_date``, ``accepted_date``, ``decided_date``, ``matter`` (nội dung, one line),
``contents`` (list), ``petition_kind`` (khiếu nại, kiến nghị …), ``limit`` (30 ngày), ``due_date``,
``unit``, ``officer``, ``reason``, ``legal_basis``, ``competent_body``, ``papers`` (list),
``missing_papers`` (list), ``finding``, ``conclusion``, ``measures`` (list), ``meeting_time``,
``meeting_place``, ``citizen_code``, ``status_address``. Beyond these a field is the name of an
answer of one of the procedure's forms.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.language import _
from app.letters.errors import TemplateRefused

KINDS: Mapping[str, str] = {
    "cong_van": "",
    "quyet_dinh": "QĐ",
    "thong_bao": "TB",
    "phieu": "P",
    "bien_ban": "BB",
    "bao_cao": "BC",
    "giay_moi": "GM",
}
SIGNERS = frozenset({"officer", "unit_head", "chairman", "clerk"})
NEEDED = ("key", "kind", "title", "subject", "form", "signer", "book")
LISTS = ("addressees", "recipients")

TAG = re.compile(r"\{\{\s*([#/]?)\s*([a-z][a-z0-9_]*)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
_PIECE = re.compile(
    r"\s*(?:(?P<tag>\{\{\s*[#/][^{}]*\}\})|<p>(?P<text>.*?)</p>|(?P<comment><!--.*?-->))", re.DOTALL
)


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph of a template, and the fields without which it is left out."""

    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Template:
    """The fixed words of one letter; the module says how its file is written."""

    key: str
    kind: str
    title: str
    subject: str
    form: str
    signer: str
    book: str
    symbol: str  # abbreviation in the number: TB, QĐ, PC; empty for a công văn
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    body: tuple[Paragraph, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Name every field the letter asks for, in the order of first use."""
        found: dict[str, None] = {}
        for paragraph in self.body:
            found.update(dict.fromkeys(paragraph.when))
        for text in self.texts:
            found.update(dict.fromkeys(match[2] for match in TAG.finditer(text)))
        return tuple(found)

    @property
    def texts(self) -> tuple[str, ...]:
        """Give every fixed text of the letter: what a translation must cover."""
        body = (paragraph.text for paragraph in self.body)
        return (self.title, self.subject, *self.addressees, *body, *self.recipients)


def read(text: str) -> Template:
    """Read a letter template from its file's text.

    Raises: TemplateRefused naming the line, when the file is not written as the module says.
    """
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise TemplateRefused(reason=_("it must begin with a front matter between two lines ---"), line=1)
    end = next(at for at, line in enumerate(lines) if at and line.strip() == "---")
    single, lists = _front(lines[1:end])
    _check_front(single)
    template = Template(
        **{name: single[name] for name in NEEDED},
        symbol=single.get("symbol", KINDS[single["kind"]]),
        addressees=lists.get("addressees", ()),
        recipients=lists.get("recipients", ()),
        body=tuple(_body("\n".join(lines[end + 1 :]), end + 2)),
    )
    for fixed in template.texts:
        _check_tags(fixed)
    return template


def _front(lines: list[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    single: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    name = ""
    for at, raw in enumerate(lines, start=2):
        line = raw.strip()
        if line.startswith("- ") and name in LISTS:
            lists[name] = (*lists.get(name, ()), line[2:].strip())
            continue
        name, mark, value = (part.strip() for part in line.partition(":"))
        if line and (not mark or name not in (*NEEDED, *LISTS, "symbol")):
            raise TemplateRefused(reason=_("the front matter does not know «{name}»", name=line), line=at)
        if value and name in LISTS:
            lists[name] = (value,)
        elif value:
            single[name] = value
    return single, lists


def _check_front(single: Mapping[str, str]) -> None:
    for name in NEEDED:
        if not single.get(name):
            raise TemplateRefused(reason=_("the front matter lacks «{name}»", name=name), line=1)
    if single["kind"] not in KINDS:
        raise TemplateRefused(reason=_("«{name}» is not a kind of letter", name=single["kind"]), line=1)
    if single["signer"] not in SIGNERS:
        raise TemplateRefused(reason=_("«{name}» is not a role that signs", name=single["signer"]), line=1)


def _body(text: str, first_line: int) -> Iterator[Paragraph]:
    open_blocks: list[str] = []
    at = 0
    while text[at:].strip():
        piece = _PIECE.match(text, at)
        line = first_line + text.count("\n", 0, at + len(text[at:]) - len(text[at:].lstrip()))
        if piece is None:
            raise TemplateRefused(reason=_("every paragraph stands between <p> and </p>"), line=line)
        at = piece.end()
        if piece["tag"]:
            _block(piece["tag"], open_blocks, line)
        elif piece["text"] is not None:
            yield Paragraph(text=_plain(piece["text"], line), when=tuple(open_blocks))
    if open_blocks:
        reason = _("the block «{name}» is never closed", name=open_blocks[-1])
        raise TemplateRefused(reason=reason, line=first_line + text.count("\n"))


def _block(tag: str, open_blocks: list[str], line: int) -> None:
    match = TAG.fullmatch(tag)
    if match is None:
        raise TemplateRefused(reason=_("«{tag}» is not a merge field", tag=tag), line=line)
    if match[1] == "#":
        open_blocks.append(match[2])
    elif not open_blocks or open_blocks.pop() != match[2]:
        raise TemplateRefused(
            reason=_("the block «{name}» closes where it is not open", name=match[2]), line=line
        )


def _plain(markup: str, line: int) -> str:
    broken = re.sub(r"\s*<br\s*/?>\s*", "\0", markup)
    if re.search(r"<[a-zA-Z/!]", broken):
        raise TemplateRefused(reason=_("a paragraph holds plain text; the only tag is <br>"), line=line)
    return html.unescape(" ".join(broken.split())).replace("\0", "\n")


def _check_tags(text: str) -> None:
    open_blocks: list[str] = []
    for match in TAG.finditer(text):
        if match[1]:
            _block(match[0], open_blocks, 1)
    if open_blocks:
        raise TemplateRefused(reason=_("the block «{name}» is never closed", name=open_blocks[-1]), line=1)
    stray = _BRACES.search(TAG.sub("", text))
    if stray:
        raise TemplateRefused(reason=_("«{tag}» is not a merge field", tag=text[:60]), line=1)
