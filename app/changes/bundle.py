"""The files of one version, with what their fields, letters and drawings are called."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from app import letters
from app.changes import sheet
from app.changes.sheet import Sheet
from app.changes.told import Drawn, Part, Quoted, Row
from app.drawing.errors import DrawingRefused
from app.language import content
from app.letters.errors import TemplateRefused
from app.letters.template import TAG, Template


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: what it is called, and what its choices are called."""

    label: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gapped:
    """A text of a letter, with a gap for what differs from case to case."""

    text: str

    @property
    def said(self) -> str:
        """Say it in the reader's language."""
        return TAG.sub("…", content(self.text))


@dataclass(frozen=True, eq=False)
class Bundle:
    """The files of one version; ``procedure`` is the process it is about."""

    files: Mapping[str, bytes]
    procedure: str

    @property
    def drawings(self) -> tuple[str, ...]:
        """Name its drawings."""
        return tuple(name for name in self.files if name.endswith(_DRAWINGS))

    def sheet(self, name: str) -> Sheet | None:
        """Read one of its drawings; nothing where it cannot be read."""
        try:
            return sheet.of(self.files.get(name, b""))
        except DrawingRefused:
            return None

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Read its drawings, as far as they can be read, its own first."""
        names = sorted(self.drawings, key=lambda name: name != self.main)
        return tuple(read for read in map(self.sheet, names) if read is not None)

    @cached_property
    def main(self) -> str:
        """Name the drawing of the procedure itself; nothing where there is none."""
        named = f"{self.procedure}.bpmn"
        if named in self.files or not self.drawings:
            return named if named in self.files else ""
        read = {name: self.sheet(name) for name in self.drawings}
        holding = (name for name, one in read.items() if one and self.procedure in one.processes)
        return next(holding, self.drawings[0])

    @cached_property
    def forms(self) -> Mapping[str, Mapping[str, Field]]:
        """Give the fields of every form by the form's key."""
        found = {_stem(n): body for n, body in self.files.items() if n.endswith(".json")}
        return {key: fields(body) for key, body in found.items()}

    def field(self, key: str, asked: tuple[str, ...] = ()) -> Field | None:
        """Find a field, first on the forms that were asked before."""
        for form in (*asked, *self.forms):
            if key in self.forms.get(form, {}):
                return self.forms[form][key]
        return None

    def field_name(self, key: str) -> Part:
        """Say what a field is called."""
        known = self.field(key)
        return Quoted(Drawn(known.label if known and known.label else key))

    def form_name(self, key: str) -> Part:
        """Say what a form is called: after the steps that show it."""
        return Row(tuple(map(Drawn, steps)), "; ") if (steps := self.shown_at(key)) else Drawn(key)

    def shown_at(self, form: str, *, besides: str = "") -> tuple[str, ...]:
        """Name the steps that show a form, ``besides`` one."""
        steps = dict.fromkeys(
            thing.node.name
            for read in self.sheets
            for thing in read.things.values()
            if thing.properties.get("form") == form and thing.node.name
        )
        return tuple(step for step in steps if step != besides)

    def shows(self, form: str) -> bool:
        """Tell whether a step shows a form."""
        return any(t.properties.get("form") == form for read in self.sheets for t in read.things.values())

    def letter_name(self, key: str) -> Part:
        """Say what a letter is called: its kind and subject."""
        template = letter(self.files.get(f"letters/{key}.html", b""))
        if template is None:
            return Quoted(key)
        return Quoted(Row((Gapped(template.title), Gapped(template.subject)), " – "))

    def process_name(self, key: str) -> Part:
        """Say what a procedure is called."""
        names = (read.processes[key][0] for read in self.sheets if key in read.processes)
        return Quoted(Drawn(next(filter(None, names), key)))


_DRAWINGS = (".bpmn", ".bpmn2", ".xml")


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


@lru_cache(maxsize=256)
def letter(body: bytes) -> Template | None:
    """Read a letter; nothing for one that cannot be read."""
    try:
        return letters.read(body.decode())
    except (TemplateRefused, ValueError):
        return None


@lru_cache(maxsize=256)
def fields(body: bytes) -> Mapping[str, Field]:
    """Read what the fields of a form and their choices are called; nothing of what is no form."""
    return dict(_fields(schema(body)))


@lru_cache(maxsize=256)
def schema(body: bytes) -> Mapping[str, object]:
    """Read a form's JSON; nothing where there is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def parts(found: object) -> list[Mapping[str, object]]:
    """Take the objects of a list, whatever stands there."""
    return [part for part in found if isinstance(part, Mapping)] if isinstance(found, list) else []


def _fields(part: Mapping[str, object], depth: int = 0) -> Iterator[tuple[str, Field]]:
    for each in parts(part.get("components")) if depth < DEEPEST else ():
        choices = {str(one.get("value")): str(one.get("label")) for one in parts(each.get("values"))}
        if each.get("key"):
            yield str(each["key"]), Field(str(each.get("label") or ""), choices)
        yield from _fields(each, depth + 1)


DEEPEST = 12
