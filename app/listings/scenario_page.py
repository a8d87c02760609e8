"""The scenarios of a version as a page: each with where it led, and what they pass on the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import scenario_results
from app.casework.definitions import files_of
from app.checklist.walks import FOLDER, Walks
from app.drawing import Mark
from app.engine.note import Note
from app.errors import NotFound
from app.gate import scenario
from app.gate.scenario import Scenario, ScenarioRefused
from app.language import N_, _, content
from app.listings import sketches
from app.listings.procedures import introduced
from app.listings.sketches import Sketch
from db.models import ProcedureDraft, Version

SHOWN = frozenset({"draft", "replaced", "in_review", "approved", "in_force", "retired"})
NEW = """- name: {name}
  when:
    - complete: id_of_a_step
      answers: {{field: value}}
  then:
    ends: [id_of_an_end]
"""
_MOVES = {
    "complete": N_("Done: {name}"),
    "fire": N_("The time has come: {name}"),
    "deliver": N_("A message arrives: {message}"),
}


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What went wrong on a scenario, and at which element: its name, its place on the drawing."""

    said: str
    name: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One scenario: its file, its steps in words, where it must lead, and whether it did."""

    file: str
    name: str
    steps: tuple[str, ...]
    leads: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    walked: bool


@dataclass(frozen=True, kw_only=True)
class ScenarioPage:
    """All that the page of the scenarios of a version shows."""

    version_id: UUID
    title: str
    number: int
    digest: str
    may_edit: bool
    file: str  # that is open in the text area; empty for a new one
    text: str
    files: tuple[str, ...]
    lines: tuple[Line, ...]
    unread: tuple[tuple[str, str], ...]
    stuck: bool
    passed: int
    elements: int
    missed: tuple[str, ...]
    sketch: Sketch | None

    @property
    def red(self) -> int:
        """Count the scenarios that go astray."""
        return sum(bool(line.wrong) for line in self.lines)


def read(session: Session, version_id: UUID, *, file: str = "") -> ScenarioPage:
    """Read the scenarios of a version, ``file`` open to be edited. Raises: NotFound."""
    version = session.get(Version, version_id)
    if version is None or version.state not in SHOWN:
        raise NotFound
    files = files_of(session, version_id)
    walked = scenario_results.found(session, version.procedure, files)
    own = {name: body for name, body in files.items() if name.startswith(FOLDER)}
    chosen = file if file in own else ""
    drawn = next((b for n, b in files.items() if n == f"{version.procedure}.bpmn"), b"")
    title, names = _title(session, version, files), {**walked.elements, **_names(files)}
    return ScenarioPage(
        version_id=version_id,
        title=title,
        number=version.number,
        digest=version.digest,
        may_edit=version.state == "draft",
        file=chosen,
        text=own[chosen].decode(errors="replace") if chosen else _new(),
        files=tuple(own),
        lines=tuple(_lines(own, walked, names)),
        unread=tuple((name, note.message) for name, note in walked.unread),
        stuck=walked.stuck,
        passed=len(walked.elements) - len(walked.missed),
        elements=len(walked.elements),
        missed=tuple(_named(each, names) for each in walked.missed),
        sketch=sketches.sketch(drawn, _marks(walked), title=title) if drawn else None,
    )


def _new() -> str:
    return NEW.format(name=_("What happens in it, in a few words."))


def _title(session: Session, version: Version, files: Mapping[str, bytes]) -> str:
    told = session.scalars(select(ProcedureDraft).where(ProcedureDraft.version_id == version.id)).first()
    return (
        content(told.title) if told else introduced(files.values(), version.procedure)[0] or version.procedure
    )


def _names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name what is drawn, in the procedure and in those that it calls."""
    drawn = (body for name, body in files.items() if name.endswith(".bpmn"))
    return {element: name for body in drawn for element, name in sketches.names(body).items()}


def _lines(own: Mapping[str, bytes], walked: Walks, names: Mapping[str, str]) -> Iterable[Line]:
    led = {(walk.file, walk.name): walk for walk in walked.every}
    for file, body in own.items():
        try:
            found = scenario.read(body)
        except ScenarioRefused:
            continue
        for each in found:
            walk = led.get((file, each.name))
            wrong = tuple(_wrong(note, names, walked) for note in (walk.wrong if walk else ()))
            yield _line(file, each, names, wrong, walked=walk is not None)


def _wrong(note: Note, names: Mapping[str, str], walked: Walks) -> Wrong:
    """Say what went wrong; what is drawn in a called procedure has no place on the page's drawing."""
    anchor = f"at-{note.element}" if note.element in walked.elements else ""
    return Wrong(said=note.message, name=_named(note.element, names), anchor=anchor)


def _line(
    file: str, found: Scenario, names: Mapping[str, str], wrong: tuple[Wrong, ...], *, walked: bool
) -> Line:
    return Line(
        file=file,
        name=content(found.name),
        steps=tuple(
            _(_MOVES[move.kind], name=_named(move.name, names), message=move.name) for move in found.moves
        ),
        leads=tuple(_named(each, names) for each in (*found.ends, *found.waits)),
        wrong=wrong,
        walked=walked,
    )


def _named(element: str, names: Mapping[str, str]) -> str:
    return content(names.get(element, element))


def _marks(walked: Walks) -> dict[str, Mark]:
    """Mark what is passed, what is not, and where a scenario goes astray."""
    astray = {note.element for walk in walked.every for note in walk.wrong if note.element}
    found = {element: Mark("passed") for element in walked.passed & walked.elements.keys()}
    found |= {element: Mark("missed") for element in walked.missed if walked.every}
    for number, element in enumerate(sorted(astray & walked.elements.keys()), start=1):
        found[element] = Mark("astray", number=str(number), anchor=f"at-{element}")
    return found
