"""How the office cites the law, read in one place: articles with the number or the name of their text.

A legal basis is written in parts, parted by semicolons: ``Luật Khiếu nại, Điều 27; Điều 16 Nghị định
124/2020/NĐ-CP``. Within a part an article belongs to the text that is named nearest to it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.language import current
from app.legaltime import book, texts
from app.legaltime.book import Book
from app.legaltime.texts import Text

_SYMBOL = re.compile(r"\d+[/-](?:\d{4}/)?[A-ZĐ]\w*(?:[/-]\w+)*")
_ARTICLE = re.compile(
    r"(?:(?:điểm \w+ )?(?:các )?(?:khoản \d+\w*(?:(?:,| và|;) (?:khoản )?\d+\w*)* )?Điều \d+\w*"
    r"(?:(?: đến|,| và) Điều \d+\w*)*)|Phụ lục [IVX\d]+(?:, Phần [IVX\d]+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:,| và) (?=(?:khoản|điểm|các khoản) .*?Điều|Điều)", re.IGNORECASE)
_ENGLISH = {
    "điều": "Art.", "khoản": "para.", "điểm": "point", "các": "", "phụ": "Annex", "lục": "", "phần": "Part",
    "đến": "to", "và": "and",
}  # fmt: skip
_OWN = ("quy chế",)  # the office's own rules are cited without a number


@dataclass(frozen=True, slots=True)
class Citation:
    """One text that a part of a legal basis rests on, with the article where one is said."""

    number: str
    article: str
    said: str  # the part as it was written


@lru_cache(maxsize=4096)
def _read(cited: str, held: Book) -> tuple[Citation, ...]:
    return tuple(found for part in _parts(cited) for found in _of_part(part, held))


def read(cited: str) -> tuple[Citation, ...]:
    """Read which known texts a legal basis rests on, each with its article."""
    return _read(cited, book.current())


def single(articles: str) -> tuple[str, ...]:
    """Part «Điều 10, Điều 11a và Điều 28» into its articles; a stretch of articles stays one."""
    found: list[str] = []
    for part in filter(None, _BETWEEN.split(articles)):
        whole = not found or "điều" in found[-1].casefold()  # «khoản 1, khoản 2 Điều 33» is one
        found[-1:] = [*found[-1:], part] if whole else [f"{found[-1]}, {part}"]
    return tuple(found)


def said(articles: str) -> str:
    """Say articles in the reader's language: «khoản 1 Điều 34» is «para. 1 Art. 34»."""
    if current() == "vi":
        return articles
    words = (_ENGLISH.get(word.casefold(), word) for word in articles.split(" "))
    return " ".join(word for word in words if word)


def order(article: str) -> tuple[int, str]:
    """Say where an article stands among others: by its number, then by its letter and paragraph."""
    found = re.search(r"Điều (\d+)", article)
    return (int(found[1]) if found else 0, article)


def unknown(cited: str) -> str:
    """Give the first law that a legal basis cites and the register does not know, or nothing."""
    known, names = _numbers(book.current()), _names(book.current())
    for part in _parts(cited):
        numbers = [found.group() for found in _SYMBOL.finditer(part)]
        strange = [number for number in numbers if number not in known]
        if strange:
            return strange[0]
        low = part.casefold()
        if not numbers and not any(name in low for name in names) and not any(own in low for own in _OWN):
            return part
    return ""


def ended(cited: str, on: dt.date) -> tuple[tuple[Citation, Text], ...]:
    """List what a legal basis cites though it is not in force on a day, as far as the register knows."""
    known = _numbers(book.current())
    found = ((each, known[each.number]) for each in read(cited))
    return tuple((each, text) for each, text in found if not text.may_be_cited(on))


def _of_part(part: str, held: Book) -> Iterator[Citation]:
    places = dict(_named(part, held))
    articles = {found.start(): found.group() for found in _ARTICLE.finditer(part)}
    for number, place in places.items():
        mine = [at for at in articles if min(places.values(), key=lambda each: abs(each - at)) == place]
        yield Citation(number, ", ".join(articles[at] for at in sorted(mine)), part)


def _named(part: str, held: Book) -> Iterator[tuple[str, int]]:
    """Give the texts that a part names, by number or by the name of a law, and where it does."""
    known = _numbers(held)
    numbered = [(found.group(), found.start()) for found in _SYMBOL.finditer(part)]
    yield from ((number, at) for number, at in numbered if number in known)
    said = {number for number, _at in numbered}
    low = part.casefold()
    for name, number in _names(held).items():
        if number not in said and name in low and not _followed(low, name):
            yield number, low.index(name)


def _followed(low: str, name: str) -> bool:
    """Tell whether the name is that of another law of which the number follows: «Luật … 11/2022/QH15»."""
    after = low[low.index(name) + len(name) :]
    return re.match(r"\s+(?:số\s+)?\d+/\d", after) is not None


def _parts(cited: str) -> list[str]:
    return [part.strip() for part in cited.split(";") if part.strip()]


@lru_cache(maxsize=16)
def _numbers(held: Book) -> dict[str, Text]:
    with book.using(held):
        return {text.number: text for text in texts.all_texts()}


@lru_cache(maxsize=16)
def _names(held: Book) -> dict[str, str]:
    """Tell which number a law has that is called by its name: only laws and codes have names of their own."""
    named = [(text.title.casefold(), text.number) for text in _numbers(held).values()]
    longest = sorted((each for each in named if each[0].startswith(("luật", "bộ luật"))), key=_length)
    return dict(longest)


def _length(named: tuple[str, str]) -> int:
    return -len(named[0])
