"""The body of a letter: plain paragraphs, and the look that their words give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_GROUND = re.compile(r"(Căn cứ|Theo đề nghị|Theo|Xét)\b")
_ARTICLE = re.compile(r"(Điều \d+\.)\s*(.*)", re.DOTALL)
_CHAPTER = re.compile(r"[IVX]+\.\s")
_ITEM = re.compile(r"(\d+(\.\d+)*[.)]|[a-zđ]\)|[-+–])\s")
_LONGEST_HEADING = 160


def lay_out_body(text: str, *, kind: str) -> Markup:
    """Lay out plain paragraphs parted by empty lines; ``kind`` is the letter's kind.

    The rules are those the template's specification tells its writers: grounds in italics, capitals
    centred, «Điều 1.» bold, items one a line.
    """
    return Markup().join(_paragraphs(text.replace("\r\n", "\n"), kind))


def _paragraphs(text: str, kind: str) -> Iterator[Markup]:
    opening, grounds = True, False
    for block in re.split(r"\n[^\S\n]*\n\s*", text.strip()):
        if not block:
            continue
        if _is_capitals(block):
            yield Markup('<p class="letter-capitals">{}</p>').format(_broken(block))
        elif opening and _GROUND.match(block) and (grounds or block.endswith(";") or kind == "quyet_dinh"):
            grounds = True
            yield Markup('<p class="letter-ground">{}</p>').format(_broken(block))
        else:
            opening = False
            yield from _lines(block)


def _is_capitals(block: str) -> bool:
    return len(block) <= _LONGEST_HEADING and block == block.upper() and any(c.isalpha() for c in block)


def _broken(block: str) -> Markup:
    return Markup("<br>").join(line.strip() for line in block.split("\n"))


def _lines(block: str) -> Iterator[Markup]:
    first, *rest = (line.strip() for line in block.split("\n"))
    article = _ARTICLE.fullmatch(first)
    if article:
        heading = (
            Markup("<strong>{} {}</strong>") if rest and article[2] else Markup("<strong>{}</strong> {}")
        )
        yield Markup('<p class="letter-article">{}</p>').format(heading.format(article[1], article[2]))
    elif _CHAPTER.match(first) and len(first) <= _LONGEST_HEADING:
        yield Markup('<p class="letter-chapter">{}</p>').format(first)
    else:
        yield Markup("<p>{}</p>").format(first) if not _ITEM.match(first) else _item(first)
    plain = Markup("<p>{}</p>") if article else Markup('<p class="letter-line">{}</p>')
    for line in rest:
        yield _item(line) if _ITEM.match(line) else plain.format(line)


def _item(line: str) -> Markup:
    return Markup('<p class="letter-item">{}</p>').format(escape(line))
