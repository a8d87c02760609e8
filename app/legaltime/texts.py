"""The register of statutory texts: what the office may cite, from when, and whether it still stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from app.language import N_, _, content
from app.legaltime import book, entries
from app.legaltime.book import Book
from app.legaltime.entries import Entry
from app.legaltime.errors import UnreadableRegister

STATUS = {
    "in_force": N_("in force"),
    "check": N_("in force, may have been replaced: check"),
    "replaced": N_("replaced"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One law, decree, circular or party rule."""

    number: str
    title: str  # Vietnamese
    effective: dt.date | None  # None where the day is not known
    expires: dt.date | None  # last day in force, where one is known
    status: str
    confidence: str
    matters: tuple[str, ...]  # kinds of case that cite it; "reporting" for the statistics
    remark: str
    issuer: str = ""  # Vietnamese; who issued it
    replaced_by: str = ""  # the number of the text that took its place

    @property
    def citation(self) -> str:
        """Write the text as a ruling cites it, in the reader's language."""
        return f"{content(self.title)} ({self.number})"

    @property
    def status_text(self) -> str:
        """Say whether the text still stands, in the reader's language."""
        return _(STATUS[self.status])

    def may_be_cited(self, on: dt.date) -> bool:
        """Tell whether the text was in force on a day, as far as the register knows."""
        begun = self.effective is None or self.effective <= on
        return begun and (self.expires is None or on <= self.expires)


def all_texts() -> tuple[Text, ...]:
    """Give every text that the book of law holds, each as its newest entry says, in the register's order."""
    return _of_book(book.current())


def citable(matter: str, on: dt.date) -> tuple[Text, ...]:
    """Give the texts that a ruling on a kind of matter may cite on a day."""
    return tuple(text for text in all_texts() if matter in text.matters and text.may_be_cited(on))


def read(text: str) -> tuple[Text, ...]:
    """Read texts written like ``texts.toml``.

    Raises: UnreadableRegister when an entry lacks something or has a word that does not exist.
    """
    try:
        return tuple(of(entry) for entry in entries.read("text", text))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRegister(name="texts.toml", reason=error) from error


def of(entry: Entry) -> Text:
    """Read a text from its entry in the book of law.

    Raises: KeyError, ValueError when something lacks or does not exist.
    """
    if entry.body["status"] not in STATUS:
        raise ValueError(entry.key)
    return Text(
        number=entry.key,
        title=entry.body["title"],
        effective=entry.effective_from,
        expires=entry.effective_to,
        status=entry.body["status"],
        confidence=entry.confidence,
        matters=tuple(entry.body["matters"]),
        remark=entry.remark,
        issuer=entry.body.get("issuer", ""),
        replaced_by=entry.body.get("replaced_by", ""),
    )


@lru_cache(maxsize=64)
def _of_book(held: Book) -> tuple[Text, ...]:
    return tuple({entry.key: of(entry) for entry in held.of("text")}.values())
