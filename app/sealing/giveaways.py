"""What in a text would tell who somebody is: the name and its parts, numbers, address, parcel.

A person reads every working copy; this only finds what eyes pass over. Whole names, numbers and addresses
are found without accents; parts of a name only as they are written, because «thi chi» stands in many words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.sealing.blind import Kind, normalise
from app.sealing.folding import fold

_TITLES = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "cháu", "cụ", "thầy", "mợ", "dì"})
_DWELLS = r"(?:o|tai|tru|ngu|nha|thuong tru|cu tru|dia chi)"
_HAMLET = re.compile(r"(?:khoi|thon|xom|to|ban|ap|khu|khu pho|to dan pho|buon|lang)(?: \w+){1,2}")
_DIGITS = re.compile(r"\+?\d(?:[ .\-()]{0,2}\d){5,}")
_PLOT = re.compile(r"\bthua\D{0,12}(\d+)\D{0,40}?\bto\D{0,14}(\d+)|\b(\d+)\s*/\s*(\d+)\b")
_FEWEST = 3  # words of a name that has a part of two words, or letters that are initials


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one person; empty where nothing is."""

    name: str = ""
    phone: str = ""
    identity_number: str = ""
    email: str = ""
    address: str = ""
    parcel: str = ""


@dataclass(frozen=True)
class Giveaway:
    """One place in a text: from where to where, and which fact it tells."""

    start: int
    end: int
    fact: str  # the name of the field of Facts


def find(text: str, people: Iterable[Facts]) -> tuple[Giveaway, ...]:
    """Find what tells who one of these people is; places are those of the text in NFC, first to last."""
    page = _Page(unicodedata.normalize("NFC", text))
    found: list[Giveaway] = []
    for place in sorted((each for facts in people for each in _of_person(page, facts)), key=_widest):
        if not found or place.end > found[-1].end:  # a part of a name within the name is told already
            found.append(place)
    return tuple(found)


def quoted(text: str, places: Iterable[Giveaway]) -> tuple[str, ...]:
    """Give the words that were found, each once, as they stand."""
    whole = unicodedata.normalize("NFC", text)
    return tuple(dict.fromkeys(" ".join(whole[place.start : place.end].split()) for place in places))


def _widest(place: Giveaway) -> tuple[int, int]:
    return place.start, -place.end


class _Page:
    """A text with its words: where each stands, without accents, and with all its marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [(found.start(), found.end()) for found in re.finditer(r"\w+", text)]
        self.plain = [fold(text[start:end]) for start, end in self.words]
        self.exact = [_exact(text[start:end]) for start, end in self.words]

    def run(self, first: int, last: int, fact: str) -> Giveaway:
        return Giveaway(self.words[first][0], self.words[last][1], fact)

    def where(self, words: list[str], *, exact: bool = False) -> Iterator[tuple[int, int]]:
        """Find words that follow one another, whatever signs stand between them."""
        stand, length = self.exact if exact else self.plain, len(words)
        for first in range(len(stand) - length + 1) if length else ():
            if stand[first : first + length] == words:
                yield first, first + length - 1

    def is_capital(self, word: int) -> bool:
        return self.text[self.words[word][0]].isupper()


def _of_person(page: _Page, facts: Facts) -> Iterator[Giveaway]:
    yield from _names(page, facts.name)
    yield from _initials(page, facts)
    yield from _numbers(page, Kind.PHONE, facts.phone, "phone")
    yield from _numbers(page, Kind.IDENTITY, facts.identity_number, "identity_number")
    yield from _addresses(page, facts.address)
    yield from _parcels(page, facts.parcel)
    if facts.email:
        for found in re.finditer(re.escape(facts.email), page.text, re.IGNORECASE):
            yield Giveaway(found.start(), found.end(), "email")


def _names(page: _Page, name: str) -> Iterator[Giveaway]:
    words = fold(name).split()
    if len(words) > 1:
        for order in (words, [words[-1], *words[:-1]]):
            yield from (page.run(first, last, "name") for first, last in page.where(order))
    exact = [_exact(word) for word in name.split()]
    parts = [exact[-2:]] if len(exact) >= _FEWEST else []
    parts += [[exact[0], exact[-1]]] if len(exact) >= _FEWEST else []
    for part in parts:
        for first, last in page.where(part, exact=True):
            if page.is_capital(last):
                yield page.run(first, last, "name")
    titles = {_exact(title) for title in _TITLES}
    for first, _last in page.where(exact[-1:], exact=True):
        if first and page.exact[first - 1] in titles and page.is_capital(first):
            yield page.run(first - 1, first, "name")


def _initials(page: _Page, facts: Facts) -> Iterator[Giveaway]:
    """Find N.T.C. where the text also says where she lives; letters alone say too little."""
    letters = [re.escape(word[0].upper()) for word in facts.name.split()]
    parts = [part for part in _parts(facts.address) if any(page.where(part))]
    if len(letters) < _FEWEST or not parts:
        return
    together = r"[.\s]{0,2}".join(letters)
    for found in re.finditer(rf"(?<!\w){together}(?!\w)", page.text):
        yield Giveaway(found.start(), found.end(), "name")


def _numbers(page: _Page, kind: Kind, number: str, fact: str) -> Iterator[Giveaway]:
    wanted = normalise(kind, number)
    for found in _DIGITS.finditer(page.text) if wanted else ():
        if wanted in {normalise(kind, found.group()), re.sub(r"\D", "", found.group())}:
            yield Giveaway(found.start(), found.end(), fact)


def _addresses(page: _Page, address: str) -> Iterator[Giveaway]:
    parts = _parts(address)
    for nearer, farther in pairwise(parts):
        yield from (page.run(*ends, "address") for ends in page.where([*nearer, *farther]))
    for part in parts[:1]:
        hamlet = _HAMLET.fullmatch(" ".join(part))
        for first, last in page.where(part):
            before = " ".join(page.plain[max(first - 2, 0) : first])
            if len(part) > 1 and (not hamlet or re.search(rf"\b{_DWELLS}$", before)):
                yield page.run(first, last, "address")


def _parts(address: str) -> list[list[str]]:
    pieces = (re.findall(r"\w+", fold(piece)) for piece in re.split(r"[,;\n–-]", address))
    return [piece for piece in pieces if piece]


def _parcels(page: _Page, parcel: str) -> Iterator[Giveaway]:
    """Find a parcel as «thửa 12, tờ 45» or 12/45; folding letter by letter keeps their places."""
    plain = "".join(fold(letter) or " " for letter in page.text)
    stated = _PLOT.search("".join(fold(letter) or " " for letter in unicodedata.normalize("NFC", parcel)))
    for found in _PLOT.finditer(plain) if stated else ():
        if _plot(found) == _plot(stated):
            yield Giveaway(found.start(), found.end(), "parcel")


def _plot(found: re.Match[str] | None) -> tuple[int, ...]:
    return tuple(int(number) for number in found.groups() if number) if found else ()


def _exact(word: str) -> str:
    """Write a word so that only its accents' place is free: hoà and hòa are one, thị and thi are two."""
    marks = [c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.combining(c) or c == "đ"]
    return fold(word) + "".join(sorted(marks))
