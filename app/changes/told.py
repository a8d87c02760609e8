"""A sentence about a change that is kept once and said in every reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.language import N_, _, content, current
from app.legaltime import citations, texts
from app.legaltime.citations import Citation
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
    """A text of a drawing, form or letter, in Vietnamese; ``beside`` is what it is told apart from."""

    text: str
    beside: str = ""

    @property
    def said(self) -> str:
        """Say it in the reader's language, where somebody translated it, and not both to the same words."""
        known = content(self.text)
        return self.text if self.beside and content(self.beside) == known else known


@dataclass(frozen=True, slots=True)
class Cited:
    """A legal basis."""

    text: str

    @property
    def said(self) -> str:
        """Say it in the reader's language: the articles at least, where nobody translated it."""
        known = content(self.text)
        if known != self.text or current() == "vi":
            return known
        parts = (article(cited, number=True) for cited in citations.read(self.text))
        return "; ".join(parts) or citations.said(self.text)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law: «Luật Khiếu nại, Điều 28»; ``bare`` where its law was just named."""

    cited: Citation
    bare: bool = False

    @property
    def said(self) -> str:
        """Say it in the reader's language."""
        return citations.said(self.cited.article) if self.bare else article(self.cited)


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


def quoted(text: str, beside: str = "") -> Part:
    """Quote a text of a drawing; nothing where there is none."""
    return Quoted(Drawn(text, beside)) if text else NOTHING


def row(parts: Iterable[Part | str], between: str = ", ") -> Part:
    """Say parts one after another; nothing where there are none."""
    found = tuple(parts)
    return Row(found, between) if found else NOTHING


def article(cited: Citation, *, number: bool = False) -> str:
    """Say an article in the reader's language: of a law by its name, of anything else by its number."""
    titles = {text.number: text.title for text in texts.all_texts()}
    title = titles.get(cited.number, "")
    law = content(title) if title.startswith("Luật ") else ""
    names = (law, cited.number if number or not law else "")
    return ", ".join(filter(None, (" ".join(filter(None, names)), citations.said(cited.article))))


def _spoken(part: Part | str) -> str:
    return part if isinstance(part, str) else part.said
