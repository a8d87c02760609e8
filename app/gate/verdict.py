"""What the gate says of a file or a bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.engine.note import SAID, Note
from app.language import LANGUAGES, use


class Kind(StrEnum):
    """What a file is, told by its content."""

    PROCEDURE = "procedure"
    TABLE = "table"
    FORM = "form"
    LETTER = "letter"
    SCENARIO = "scenario"
    ENGLISH = "english"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """Whether a file may come in, whether it may be put in force, and what stands in the way.

    ``accepted``: it can be read safely, holds something, and can be kept as a draft. ``notes`` say what was
    rewritten and, where ``open``, what a person must settle; ``refusals`` say what would run wrongly and
    how to draw it instead. Each names the element in the file as it came.
    """

    kind: Kind
    accepted: bool
    notes: tuple[Note, ...] = ()
    refusals: tuple[Note, ...] = ()

    @property
    def publishable(self) -> bool:
        """Tell whether it may be put in force: nothing is refused, and no question is open."""
        return self.accepted and not self.refusals and not any(note.open for note in self.notes)

    def told(self) -> dict[str, object]:
        """Give the verdict as plain values for programs, its sentences in the reader's language."""
        return {
            "accepted": self.accepted,
            "publishable": self.publishable,
            "notes": [_plain(note) | {"open": note.open} for note in self.notes],
            "refusals": [_plain(note) for note in self.refusals],
        }


def turned_away(why: Note, *, kind: Kind = Kind.UNKNOWN) -> Verdict:
    """Give the verdict over a file that cannot come in at all, with the one reason."""
    return Verdict(kind, accepted=False, refusals=(why,))


def told(say: Callable[[], Iterable[tuple[str, str]]], rule: str) -> tuple[Note, ...]:
    """Write down what another room says in the reader's language, in every language that a reader may have.

    ``say`` gives elements and sentences, in one order whatever the language.
    """
    said = []
    for language in LANGUAGES:
        with use(language):
            said.append([(element, (language, sentence)) for element, sentence in say()])
    return tuple(
        Note(each[0][0], rule, SAID, tuple(words for _element, words in each))
        for each in zip(*said, strict=True)
    )


def restored(plain: Mapping[str, Any]) -> Verdict:
    """Take up a verdict again that was written down field by field, as JSON writes it."""
    return Verdict(
        Kind(plain["kind"]), plain["accepted"], _restored(plain["notes"]), _restored(plain["refusals"])
    )


def _restored(notes: Iterable[dict[str, Any]]) -> tuple[Note, ...]:
    named = ((note, tuple((name, said) for name, said in note["names"])) for note in notes)
    return tuple(Note(**{**note, "names": names}) for note, names in named)


def once(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Keep each note once, in the order in which they were found."""
    return tuple(dict.fromkeys(notes))


def _plain(note: Note) -> dict[str, object]:
    return {"element": note.element, "rule": note.rule, "message": note.message}
