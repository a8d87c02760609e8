"""What a person is told about one element of a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import _, current

SAID = "{said}"  # the sentence of a note that another room has already put into words, once in each language


@dataclass(frozen=True)
class Note:
    """One thing to know about a drawing: where, by which rule, and what was done or is to be settled.

    ``element`` is an id of the file as handed in, ``rule`` a stable key. An ``open`` note is a question
    that a person must settle before the drawing may be put in force; any other tells of a rewrite that keeps
    the meaning. Among the ``names`` of the sentence, ``reason`` is itself a sentence of the code; where the
    sentence is ``SAID``, the names are languages.
    """

    element: str
    rule: str
    sentence: str
    names: tuple[tuple[str, str], ...] = ()
    open: bool = False

    @property
    def message(self) -> str:
        """Say it in the reader's language."""
        names = dict(self.names)
        if self.sentence == SAID:
            return names[current()]
        reason = _(names.pop("reason", ""), **names)
        return _(self.sentence, reason=reason, **names)

    def __str__(self) -> str:
        return f"{self.element}: {self.message}"
