"""The register of statutory texts: what the office may cite, from when, and whether it still stands."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.language import N_, _, content
from app.legaltime.errors import UnreadableRegister
from app.legaltime.limits import CONFIDENCES

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


@cache
def all_texts() -> tuple[Text, ...]:
    """Give every text of the register that comes with the program, in its order."""
    return read(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def citable(matter: str, on: dt.date) -> tuple[Text, ...]:
    """Give the texts that a ruling on a kind of matter may cite on a day."""
    return tuple(text for text in all_texts() if matter in text.matters and text.may_be_cited(on))


def read(text: str) -> tuple[Text, ...]:
    """Read texts written like ``texts.toml``.

    Raises: UnreadableRegister when an entry lacks something or has a word that does not exist.
    """
    try:
        return tuple(_text(entry) for entry in tomllib.loads(text)["text"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRegister(name="texts.toml", reason=error) from error


def _text(entry: Mapping[str, Any]) -> Text:
    if entry["status"] not in STATUS or entry["confidence"] not in CONFIDENCES:
        raise ValueError(entry["number"])
    return Text(
        number=entry["number"],
        title=entry["title"],
        effective=entry.get("effective"),
        expires=entry.get("expires"),
        status=entry["status"],
        confidence=entry["confidence"],
        matters=tuple(entry["matters"]),
        remark=entry.get("remark", ""),
    )
