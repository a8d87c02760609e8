"""What a draft is told, in the order in which it is listed, and the same numbers as marks on the drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.drawing import Mark
from app.engine.note import Note
from app.gate import Kind, Verdict

Names = Mapping[str, Mapping[str, str]]  # by file, then by element


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What is told of one element; ``number`` 0 is told and done."""

    number: int
    where: str  # the element as its reader finds it on the drawing
    said: tuple[str, ...]
    file: str
    element: str
    marked: bool = False  # whether the drawing that is shown has its number, under «at-<element>»


def count(told: Iterable[Noted]) -> int:
    """Count single sentences: of one element several may be told."""
    return sum(len(each.said) for each in told)


@dataclass(frozen=True, kw_only=True)
class DraftNotes:
    """What must be settled, what would run wrongly, what was rewritten and keeps its meaning."""

    questions: tuple[Noted, ...] = ()
    refusals: tuple[Noted, ...] = ()
    rewritten: tuple[Noted, ...] = ()

    def marks(self, file: str) -> dict[str, Mark]:
        """Mark what is told of the elements of one drawing; what would run wrongly weighs more."""
        by_element: dict[str, list[Noted]] = defaultdict(list)
        for each in (*self.refusals, *self.questions):
            if each.file == file and each.marked:
                by_element[each.element].append(each)
        refused = {each.element for each in self.refusals if each.file == file}
        return {element: _mark(of, refused=element in refused) for element, of in by_element.items()}


def of(found: Mapping[str, Verdict], names: Names, shown: str) -> DraftNotes:
    """Give what is told of the drawings of a bundle, numbered; the elements of ``shown`` are marked."""
    drawn = [(file, verdict) for file, verdict in found.items() if verdict.kind is Kind.PROCEDURE]
    drawn.sort(key=lambda each: each[0] != shown)
    notes = [(file, note) for file, verdict in drawn for note in verdict.notes]
    questions = _told([(f, n) for f, n in notes if n.open], names, shown, first=1)
    refused = [(file, note) for file, verdict in drawn for note in verdict.refusals]
    return DraftNotes(
        questions=questions,
        refusals=_told(refused, names, shown, first=1 + len(questions)),
        rewritten=_told([(f, n) for f, n in notes if not n.open], names, "", first=0),
    )


def _told(notes: Iterable[tuple[str, Note]], names: Names, shown: str, *, first: int) -> tuple[Noted, ...]:
    """Gather what is told of each element under one number, in the order in which elements are met."""
    by_element: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, note in notes:
        by_element[file, note.element].append(note.message)
    return tuple(
        Noted(
            number=first + place if first else 0,
            where=names.get(file, {}).get(element, ""),
            said=tuple(said),
            file=file,
            element=element,
            marked=file == shown and element in names.get(file, {}),
        )
        for place, ((file, element), said) in enumerate(by_element.items())
    )


def _mark(told: list[Noted], *, refused: bool) -> Mark:
    numbers = sorted(each.number for each in told)
    return Mark(
        "refused" if refused else "question",
        href=f"#note-{numbers[0]}",
        number=", ".join(map(str, numbers)),
        anchor=f"at-{told[0].element}",
    )
