"""Vietnamese first, English second: every sentence the office says passes here.

Code speaks English and is translated by ``locale/vi/*.po``; content (diagrams, forms, letters,
limits) speaks Vietnamese and is translated by the ``en.po`` beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("vi", "en")
ROOT = Path(__file__).resolve().parent.parent

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
    return text if current() == "vi" else _contents().get(text, text)


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
            catalogue = read_po(file)
        entries.update((str(m.id), str(m.string)) for m in catalogue if m.id and m.string and not m.fuzzy)
    return entries


@lru_cache(maxsize=1)
def _code() -> dict[str, str]:
    return _read(list((ROOT / "locale" / "vi").glob("*.po")))


@lru_cache(maxsize=1)
def _contents() -> dict[str, str]:
    places = [ROOT / "forms", ROOT / "app" / "legaltime", *(ROOT / "processes").glob("*/")]
    return _read([place / "en.po" for place in places if (place / "en.po").exists()])
