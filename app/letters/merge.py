"""Merging: a template's gaps filled with what is known of the case."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.language import content, number, short_date
from app.letters.template import TAG, Template

GAP = "«……»"

Value = str | int | float | dt.date | Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter's words, ready for the officer's eye: plain text, one paragraph a block of lines."""

    title: str
    subject: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    body: str  # paragraphs parted by an empty line; what the officer edits and the layout reads
    missing: tuple[str, ...]  # fields that nobody knows yet: each stands in the text as a gap


def merge(template: Template, values: Mapping[str, Value]) -> Draft:
    """Fill a template with what is known, and say what is not.

    A field that is unknown or empty leaves the visible gap «……»; a block around it is dropped. Values
    are text, never markup and never merged a second time.
    """
    filling = _Filling(values)
    kept = (p.text for p in template.body if all(filling.knows(name) for name in p.when))
    body = tuple(filling.fill(text) for text in kept)
    return Draft(
        title=filling.fill(template.title),
        subject=filling.fill(template.subject),
        addressees=filling.lines(template.addressees),
        recipients=filling.lines(template.recipients),
        body="\n\n".join(text for text in body if text),
        missing=tuple(filling.missing),
    )


def translate(template: Template) -> Template:
    """Give the template with its fixed words in the reader's language, to help reading only."""
    return replace(
        template,
        title=content(template.title),
        subject=content(template.subject),
        addressees=tuple(content(line) for line in template.addressees),
        recipients=tuple(content(line) for line in template.recipients),
        body=tuple(replace(paragraph, text=content(paragraph.text)) for paragraph in template.body),
    )


class _Filling:
    """What is known while one letter is filled, and what was asked for in vain."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values
        self.missing: dict[str, None] = {}

    def knows(self, name: str) -> bool:
        value = self._values.get(name)
        return value is not None and value is not False and value not in ("", (), [])

    def lines(self, texts: Sequence[str]) -> tuple[str, ...]:
        filled = (self.fill(text) for text in texts)
        return tuple(line.removeprefix("- ") for text in filled for line in text.split("\n") if line)

    def fill(self, text: str) -> str:
        parts: list[str] = []
        hidden: list[str] = []  # blocks now open whose field is unknown
        at = 0
        for match in TAG.finditer(text):
            if not hidden:
                parts.append(text[at : match.start()])
            at = match.end()
            mark, name = match[1], match[2]
            if mark == "#" and (hidden or not self.knows(name)):
                hidden.append(name)
            elif mark == "/" and hidden:
                hidden.pop()
            elif not mark and not hidden:
                parts.append(self._word(name, before="".join(parts).strip()))
        parts.append(text[at:])
        return re.sub(r"\s*(\n)\s*|\s+", lambda space: space[1] or " ", "".join(parts)).strip()

    def _word(self, name: str, *, before: str) -> str:
        if not self.knows(name):
            self.missing[name] = None
            return GAP
        value = self._values[name]
        word = written(value)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return f"\n{word}" if before else word
        if not before or before.endswith("."):  # «bà Chi» begins a sentence as «Bà Chi»
            return word[:1].upper() + word[1:]
        return word


def written(value: Value) -> str:
    """Write one value as a letter prints it: 26/11/2026, 1.250.000, a list one item a line."""
    if isinstance(value, dt.date):
        return short_date(value)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, str) or value is None:
        return value or ""
    return "\n".join(f"- {item}" for item in value)
