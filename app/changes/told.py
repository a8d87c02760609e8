"""A sentence about a change that is kept once and said in every reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.language import N_, _, content, current
from app.legaltime import citations
from app.legaltime.steps import Amount


class Part(Protocol):
    """A part of a sentence that knows how it is said in the reader's language."""

    @property
    def said(self) -> str:
        """Say it in the reader's language."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the code, or a word of it, with its named parts."""

    sentence: str
    names: tuple[tuple[str, Part | str], ...] = ()

    @property
    def said(self) -> str:
        """Say it in the reader's language."""
        return _(self.sentence, **{name: _spoken(part) for name, part in self.names})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text of a drawing, form or letter, written in Vietnamese."""

    text: str

    @property
    def said(self) -> str:
        """Say it in the reader's language, where somebody translated it."""
        return content(self.text)


@dataclass(frozen=True, slots=True)
class Cited:
    """A legal basis."""

    text: str

    @property
    def said(self) -> str:
        """Say it in the reader's language: the articles at least, where nobody translated it."""
        known = content(self.text)
        return citations.said(self.text) if known == self.text and current() != "vi" else known


@dataclass(frozen=True, slots=True)
class Days:
    """A length of time in the unit of the law."""

    number: int
    unit: str = "wd"

    @property
    def said(self) -> str:
        """Say it in the reader's language: 3 working days."""
        return str(Amount(self.number, self.unit))


@dataclass(frozen=True, slots=True)
class Row:
    """Several parts in a row, or one after the other without a space between."""

    parts: tuple[Part | str, ...]
    between: str = ", "

    @property
    def said(self) -> str:
        """Say them in the reader's language."""
        return self.between.join(filter(None, map(_spoken, self.parts)))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A part in quotation marks."""

    part: Part | str

    @property
    def said(self) -> str:
        """Say it in the reader's language."""
        return f"«{_spoken(self.part)}»"


NOTHING = Told(N_("none"))


def told(sentence: str, /, **names: Part | str) -> Told:
    """Put a sentence together from a message of the code and its named parts."""
    return Told(sentence, tuple(names.items()))


def quoted(text: str) -> Part:
    """Quote a text of a drawing; nothing where there is none."""
    return Quoted(Drawn(text)) if text else NOTHING


def row(parts: Iterable[Part | str], between: str = ", ") -> Part:
    """Say parts one after another; nothing where there are none."""
    found = tuple(parts)
    return Row(found, between) if found else NOTHING


def _spoken(part: Part | str) -> str:
    return part if isinstance(part, str) else part.said
