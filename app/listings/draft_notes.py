"""What a draft is told, in the order in which it is listed, and the same numbers as marks on the drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.drawing import Mark
from app.engine.note import Note
from app.gate import Kind, Verdict

Names = Mapping[str, Mapping[str, str]]  # by file, then by element
Told = tuple[str, Note]  # the file, and what is told of it

# What this office wants of a procedure; without it nothing runs wrongly, but nobody knows whose step it is.
WANTED = frozenset(
    {"user-task", "form", "role", "desk", "guard", "outcome", "recorder", "letter", "citizen"}
    | {"legal-basis", "law", "limit", "literal-time", "milestone", "result", "procedure"}
)


@dataclass(frozen=True)
class Place:
    """One element of a drawing, as its reader finds it there."""

    file: str
    element: str
    name: str
    marked: bool  # whether the drawing that is shown has its number, under «at-<element>»


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What is told alike of one element or of several; ``number`` 0 is told and done."""

    number: int
    places: tuple[Place, ...]
    said: tuple[str, ...]

    @property
    def count(self) -> int:
        """Count what there is to do: each sentence at each place."""
        return len(self.said) * len(self.places)


@dataclass(frozen=True, kw_only=True)
class DraftNotes:
    """What must be settled, what is missing, what would run wrongly, what was rewritten as it was meant."""

    questions: tuple[Noted, ...] = ()
    missing: tuple[Noted, ...] = ()
    refusals: tuple[Noted, ...] = ()
    rewritten: tuple[Noted, ...] = ()

    def marks(self, file: str) -> dict[str, Mark]:
        """Mark what is told of the elements of one drawing; what would run wrongly weighs more."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for noted in (*self.questions, *self.missing, *self.refusals):
            for place in noted.places:
                if place.file == file and place.marked:
                    numbers[place.element].append(noted.number)
        wrong = {place.element for noted in self.refusals for place in noted.places if place.file == file}
        return {element: _mark(element, of, wrong=element in wrong) for element, of in numbers.items()}


@dataclass(frozen=True)
class Counts:
    """How much stands between a draft and being put in force, all its files together."""

    questions: int = 0
    missing: int = 0
    refusals: int = 0


def count(found: Mapping[str, Verdict]) -> Counts:
    """Count what is told of all files of a draft."""
    refused = [note for verdict in found.values() for note in verdict.refusals]
    missing = sum(note.rule in WANTED for note in refused)
    questions = sum(note.open for verdict in found.values() for note in verdict.notes)
    return Counts(questions, missing, len(refused) - missing)


def of(found: Mapping[str, Verdict], names: Names, shown: str) -> DraftNotes:
    """Give what is told of the drawings of a bundle, numbered; the elements of ``shown`` are marked."""
    drawn = [(file, verdict) for file, verdict in found.items() if verdict.kind is Kind.PROCEDURE]
    drawn.sort(key=lambda each: each[0] != shown)
    notes = [(file, note) for file, verdict in drawn for note in verdict.notes]
    refused = [(file, note) for file, verdict in drawn for note in verdict.refusals]
    wrong = [told for told in refused if told[1].rule not in WANTED]
    questions = _gathered([told for told in notes if told[1].open], names, shown, first=1)
    refusals = _gathered(wrong, names, shown, first=1 + len(questions))
    missing = [told for told in refused if told[1].rule in WANTED]
    return DraftNotes(
        questions=questions,
        refusals=refusals,
        missing=_gathered(missing, names, shown, first=1 + len(questions) + len(refusals)),
        rewritten=_gathered([told for told in notes if not told[1].open], names, "", first=0),
    )


def _gathered(notes: Iterable[Told], names: Names, shown: str, *, first: int) -> tuple[Noted, ...]:
    """Put together what is told of one element, then the elements of which the same is told."""
    by_element: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, note in notes:
        by_element[file, note.element].append(note.message)
    alike: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for (file, element), said in by_element.items():
        name = names.get(file, {}).get(element, "")
        marked = file == shown and element in names.get(file, {})
        alike[tuple(dict.fromkeys(said))].append(Place(file, element, name, marked))
    return tuple(
        Noted(number=first + turn if first else 0, places=tuple(places), said=said)
        for turn, (said, places) in enumerate(alike.items())
    )


def _mark(element: str, numbers: list[int], *, wrong: bool) -> Mark:
    ordered = sorted(numbers)
    return Mark(
        "refused" if wrong else "question",
        href=f"#note-{ordered[0]}",
        number=", ".join(map(str, ordered)),
        anchor=f"at-{element}",
    )
