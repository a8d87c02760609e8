"""Vietnamese first, English second: every sentence the office says passes here.

Code speaks English and is translated by ``locale/vi/*.po``; content (diagrams, forms, letters,
limits) speaks Vietnamese and is translated by the ``en.po`` beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from babel.numbers import format_decimal

LANGUAGES = ("vi", "en")
ROOT = Path(__file__).resolve().parent.parent

MOST_LEARNED = 20_000  # pairs of drafts kept in a process
_HEADER = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
_learned: dict[str, str] = {}  # what offices wrote beside their own procedures

_language: ContextVar[str] = ContextVar("language", default="vi")


def current() -> str:
    """Tell the language of the reader now served: ``vi`` or ``en``."""
    return _language.get()


@contextmanager
def use(language: str) -> Iterator[None]:
    """Speak one language within a block; an unknown one falls back to Vietnamese."""
    token = _language.set(language if language in LANGUAGES else "vi")
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str, /, **names: object) -> str:
    """Say a sentence of the code in the reader's language; ``{name}`` places are filled afterwards."""
    text = _code().get(message, message) if current() == "vi" else message
    return text.format(**names) if names else text


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which extractors look for
    """Mark a sentence for translation where it is written but not yet said."""
    return message


def content(text: str) -> str:
    """Say a text of a diagram, form, letter or limit, written in Vietnamese, in the reader's language."""
    return text if current() == "vi" else english(text) or text


def english(text: str) -> str:
    """Give the English of a text of content; empty where nobody wrote it. What is shipped goes first."""
    return _contents().get(text) or _learned.get(text, "")


def learn(pairs: Mapping[str, str], *, firm: bool) -> None:
    """Take in what an office wrote in English itself; what runs (``firm``) goes before what is a draft."""
    for text, said in pairs.items():
        if firm or (text not in _learned and len(_learned) < MOST_LEARNED):
            _learned[text] = said


def read_pairs(catalogue: bytes) -> dict[str, str]:
    """Read a catalogue (PO): Vietnamese to English. Raises: ValueError for what is none."""
    try:
        return _pairs(read_po(BytesIO(catalogue), abort_invalid=True))
    except PoFileError as broken:
        raise ValueError(str(broken)) from broken


def write_pairs(pairs: Mapping[str, str]) -> bytes:
    """Write a catalogue (PO), the same pairs always as the same bytes."""
    catalogue = Catalog(fuzzy=False)
    for text in sorted(pairs):
        catalogue.add(text, pairs[text])
    written = BytesIO()
    write_po(written, catalogue, omit_header=True, width=0)
    return _HEADER + written.getvalue()


def has_english(text: str) -> bool:
    """Tell whether a text of a diagram, form, letter or limit has its English."""
    return text in _contents()


def short_date(day: dt.date | None) -> str:
    """Write a date as 26/11/2026; nothing for no date."""
    return f"{day:%d/%m/%Y}" if day else ""


def long_date(day: dt.date | None) -> str:
    """Write a deadline's date with its weekday."""
    if day is None:
        return ""
    weekday = format_date(day, "EEEE", locale=current())
    return f"{weekday[:1].upper()}{weekday[1:]}, {short_date(day)}"


def number(value: float) -> str:
    """Write a number with the thousands marks of the reader's language."""
    return format_decimal(value, locale=current())


def money(dong: int) -> str:
    """Write an amount of đồng."""
    return f"{number(dong)} ₫"


def _read(paths: list[Path]) -> dict[str, str]:
    entries: dict[str, str] = {}
    for path in sorted(paths):
        with path.open("rb") as file:
            entries.update(_pairs(read_po(file)))
    return entries


def _pairs(catalogue: Catalog) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


@lru_cache(maxsize=1)
def _code() -> dict[str, str]:
    return _read(list((ROOT / "locale" / "vi").glob("*.po")))


@lru_cache(maxsize=1)
def _contents() -> dict[str, str]:
    own = (ROOT / "app" / "legaltime", ROOT / "app" / "checklist")
    places = [ROOT / "forms", *own, *(ROOT / "processes").glob("*/")]
    return _read([place / "en.po" for place in places if (place / "en.po").exists()])
