"""What a person sees and hears in a rehearsal: open steps, what is waited for, what has happened."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from app.engine.evaluator import Scalar
from app.formdefs import FormDefinition
from app.language import _, content

_GAP = re.compile(r"\{\{.*?\}\}")
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: the value that steers the procedure, and its words."""

    value: Scalar
    words: str

    @property
    def text(self) -> str:
        """Write the value as a form posts it; ``Asked.value`` reads it back."""
        return "true" if self.value is True else "false" if self.value is False else str(self.value)

    @property
    def label(self) -> str:
        """Say the answer in the reader's language."""
        return said(self.words) if self.words else _("Yes") if self.value is True else _("No")


@dataclass(frozen=True)
class Asked:
    """One field whose answer decides how a procedure goes on, with the answers that lead on.

    Where ``several`` may be chosen, the value holds them divided by ``|``.
    """

    name: str
    words: str
    options: tuple[Option, ...]
    several: bool = False

    @property
    def label(self) -> str:
        """Say what is asked, in the reader's language; a field without words is called by its name."""
        return content(self.words) or self.name

    def value(self, given: object) -> Scalar:
        """Give the value that was meant by a posted text or by the value itself."""
        if self.several and isinstance(given, list | tuple):
            return "|".join(str(self.value(each)) for each in given)
        meant = [option.value for option in self.options if option.text == given]
        return meant[0] if meant else given if isinstance(given, str | int | float) else None


@dataclass(frozen=True)
class Open:
    """A step that somebody can do now.

    ``id`` is the engine's own, as text. ``procedure`` is the process it belongs to, ``role`` whose step it
    is (a role of the office, or the name of the lane). ``form`` is there when the form ``form_key`` is
    known. ``choices`` are the fields that decide; a step without any is simply done. ``due`` is the last
    day of the nearest limit around it.
    """

    id: str
    procedure: str
    node: str
    name: str
    role: str
    lane: str
    form_key: str
    form: FormDefinition | None
    choices: tuple[Asked, ...]
    due: dt.date | None


@dataclass(frozen=True)
class Timer:
    """An instant that a procedure waits for, in UTC; ``kind`` is limit, reminder, followup or other."""

    id: str
    procedure: str
    node: str
    name: str
    kind: str
    rule: str
    due_at: dt.datetime


@dataclass(frozen=True)
class Entry:
    """One thing that happened, and the instant on the rehearsal's own clock.

    ``kind`` is one of began, task, done, chosen, timer, reminder, desk, letter, message, milestone,
    procedure, ended, incident. ``element`` is the element of the drawing, or nothing.
    """

    at: dt.datetime
    kind: str
    element: str
    sentence: str
    names: Names = ()

    @property
    def text(self) -> str:
        """Say it in the reader's language."""
        return _(self.sentence, **{name: said(value) for name, value in self.names})


@dataclass(frozen=True)
class Incident:
    """A place where the procedure could not go on as drawn; the rest of it goes on."""

    element: str
    rule: str
    sentence: str
    names: Names = ()

    @property
    def message(self) -> str:
        """Say it in the reader's language. Among the names, ``reason`` is itself a sentence of the code."""
        names = dict(self.names)
        reason = _(names.pop("reason", ""))
        return _(self.sentence, reason=reason, **{name: said(value) for name, value in names.items()})


def said(word: str) -> str:
    """Say a word in the reader's language, be it the code's (English) or a drawing's (Vietnamese).

    The places of a letter's words that are filled in later show as gaps.
    """
    return _GAP.sub("…", content(_(word)))
