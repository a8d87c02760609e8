"""The official forms of letters: which number a template has on a day, and in which text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.language import _, content
from app.legaltime import book


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """The official form of one letter template, as in force between two days."""

    template: str
    name: str  # Vietnamese
    number: str  # empty where it is not known: the office uses its own form
    article: str
    confidence: str

    @property
    def heading(self) -> str:
        """Say the form in the reader's language: «Mẫu số 03, Nghị định 124/2020/NĐ-CP»."""
        if not self.number:
            return _("The office's own form, by {article}", article=content(self.article))
        return _("Form no. {number}, {article}", number=self.number, article=content(self.article))


def of(template: str, on: dt.date) -> LetterForm | None:
    """Give the official form of a letter template on a day; None where the register has none."""
    versions = [each for each in book.current().of("letter") if each.key == template]
    entry = book.choose(versions, on)
    if entry is None:
        return None
    return LetterForm(
        template=template,
        name=entry.body["name"],
        number=entry.body["number"],
        article=entry.article,
        confidence=entry.confidence,
    )
