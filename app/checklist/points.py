"""What a checklist says: its points, each met, open or failed, with what is told at which element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from app.engine.note import SAID, Note
from app.language import LANGUAGES, N_, _, content, use

State = Literal["met", "open", "failed"]
Steps = tuple[tuple[str, str], ...]  # words of a drawing with what is added to each in brackets

TITLES = {
    "gate": N_("Nothing in the files would run wrongly, and no question is open"),
    "steps": N_("Every step says its form, its role, its legal basis and what the citizen reads"),
    "limits": N_("No path from one event to the next is longer than the law allows"),
    "statutory": N_("Every step and letter that the law demands is there, on every path"),
    "articles": N_("Every article that is cited is in force on the day"),
    "notices": N_("Every letter that the citizen receives today is still sent"),
    "scenarios": N_("Every scenario leads where it says, and together they pass every element"),
    "english": N_("Every text that people read has its English"),
}


@dataclass(frozen=True)
class Line:
    """One thing that is told: at which element of which drawing (or empty), how it weighs, and the words."""

    element: str
    note: Note
    state: State = "failed"
    file: str = ""

    @property
    def sentence(self) -> str:
        """Say it in the reader's language."""
        return self.note.message


@dataclass(frozen=True)
class Point:
    """One point of the checklist.

    ``met``; ``open``: told to whoever decides, and keeps nobody from approving; ``failed``: keeps from it.
    """

    key: str
    told: tuple[Line, ...] = ()

    @property
    def state(self) -> State:
        """Give the gravest of what is told."""
        states = {line.state for line in self.told}
        return "failed" if "failed" in states else "open" if "open" in states else "met"

    @property
    def title(self) -> str:
        """Say what must be so, in the reader's language."""
        return _(TITLES[self.key])


@dataclass(frozen=True)
class Checklist:
    """Everything that must be so before a version may be put in force, looked at for one day."""

    points: tuple[Point, ...]
    ORDER: ClassVar[tuple[str, ...]] = tuple(TITLES)

    @property
    def clean(self) -> bool:
        """Tell whether nothing keeps the version from being approved."""
        return all(point.state != "failed" for point in self.points)

    @property
    def failed(self) -> tuple[Line, ...]:
        """List what keeps it from being approved."""
        return tuple(line for point in self.points for line in point.told if line.state == "failed")


Said = str | Steps | Line | Note


def line(element: str, sentence: str, *, state: State = "failed", **names: Said) -> Line:
    """Tell one thing at an element, written down at once in every language that a reader may have.

    Among the names, texts are sentences of the code or words of a drawing; a line or note says its own.
    """
    said = []
    for language in LANGUAGES:
        with use(language):
            words = {name: _said(value) for name, value in names.items()}
            said.append((language, _(sentence, **words)))
    return Line(element, Note(element, "checklist", SAID, tuple(said)), state)


def point(key: str, told: Iterable[Line]) -> Point:
    """Gather what is told of one point, each thing once, the gravest first."""
    order: list[State] = ["failed", "open", "met"]
    return Point(key, tuple(sorted(dict.fromkeys(told), key=lambda each: order.index(each.state))))


def _said(words: Said) -> str:
    if isinstance(words, str):
        return content(_(words))
    if isinstance(words, Line):
        return words.sentence
    if isinstance(words, Note):
        return words.message
    return " → ".join(f"{content(word)} ({added})" if added else content(word) for word, added in words)
