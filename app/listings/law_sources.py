"""What procedures in force rest on, as their files say it: steps, rows of tables, words of letters.

The files are read as they lie in the version, once a process; a version never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock, decisions, drawing, letters, xmlsafe
from app.casework import definitions
from app.legaltime import book, citations

STEP, ROW, WORDS = "step", "row", "letter_words"
_KEPT: dict[tuple[UUID, UUID | None], tuple[Source, ...]] = {}
_MOST = 256  # versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place of a procedure that cites the law, in the words of its file."""

    part: str  # STEP | ROW | WORDS
    name: str
    procedure: str  # what it is called
    said: str
    version_id: UUID
    key: str  # of the procedure
    element: str  # the step, the table or the letter
    row: int = 0


Make = Callable[..., Source]  # what is the same of every place of a version is given already


def in_force(session: Session) -> Iterator[Source]:
    """Give every place of the procedures in force that cites something, in the order of their keys."""
    for procedure, version_id in definitions.all_in_force(session, clock.today()).items():
        yield from _of_version(session, version_id, procedure)


def _of_version(session: Session, version_id: UUID, procedure: str) -> tuple[Source, ...]:
    key = (version_id, book.current().stamp)
    if key not in _KEPT:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        files = definitions.files_of(session, version_id)
        own = files[f"{procedure}.bpmn"]  # those that it calls are in force on their own
        title = next((each.title for each in drawing.introduce(own) if each.process == procedure), procedure)
        make = partial(Source, procedure=title, version_id=version_id, key=procedure)
        _KEPT[key] = (*_steps(make, own, title), *_rows(make, files), *_words(make, files))
    return _KEPT[key]


def _steps(make: Make, body: bytes, title: str) -> Iterator[Source]:
    for part in xmlsafe.read(body).iter("{*}property"):
        if part.get("name") == "legalBasis" and part.get("value"):
            step = next(each for each in part.iterancestors() if each.get("id"))
            name, element = step.get("name") or title, step.get("id", "")
            yield make(part=STEP, name=name, element=element, said=part.get("value", ""))


def _rows(make: Make, files: dict[str, bytes]) -> Iterator[Source]:
    for name, body in files.items():
        if name.endswith(".dmn"):
            for element, table in decisions.read(body).tables:
                for rule in table.rules:
                    cited = {"said": rule.article, "row": rule.number}
                    yield make(part=ROW, name=element.name, element=element.id, **cited)


def _words(make: Make, files: dict[str, bytes]) -> Iterator[Source]:
    """Name each text that a letter cites once, with each of its articles."""
    for name in sorted(each for each in files if each.startswith("letters/")):
        template = letters.read(files[name].decode())
        cited = (each for text in (*template.texts, template.form) for each in citations.read(text))
        for said in sorted({f"{each.article} {each.number}".strip() for each in cited}):
            yield make(part=WORDS, name=template.subject, element=template.key, said=said)
