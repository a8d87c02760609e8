"""What a rehearsal plays with: the drawing made playable, its forms, and the titles of its letters."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from app import formdefs, letters
from app.engine.definition import Definition
from app.engine.draft import compile_draft
from app.engine.note import Note
from app.formdefs import FormDefinition, FormRefused
from app.letters import TemplateRefused
from app.rehearsal import shipped

_KEPT = 16
_ready: OrderedDict[tuple[str, str], Stage] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, eq=False)
class Stage:
    """The files of one rehearsal, read.

    ``given`` are the files as handed in, ``files`` those with what this release adds; ``digest`` tells
    whether a kept scene belongs to the given ones.
    """

    process_id: str
    digest: str
    given: Mapping[str, bytes]
    files: Mapping[str, bytes]
    definition: Definition
    notes: tuple[Note, ...]
    forms: Mapping[str, FormDefinition]

    def title(self, letter: str) -> tuple[str, str]:
        """Give the title and the subject of a letter; its key where there is no such letter."""
        for name, content in self.files.items():
            if name.endswith(".html") and shipped.stem(name) == letter:
                with suppress(TemplateRefused, UnicodeDecodeError):
                    template = letters.read(content.decode())
                    return template.title, template.subject
        return letter, ""


def open_stage(files: Mapping[str, bytes], process_id: str) -> Stage:
    """Make files ready to be played; what they call and show but do not hold is taken from this release.

    The same files are read once a process. Raises DefinitionRefused if nothing can be made of the drawing.
    """
    key = (process_id, digest_of(files))
    with _lock:
        if key in _ready:
            _ready.move_to_end(key)
            return _ready[key]
    made = _read(files, *key)
    with _lock:
        _ready[key] = made
        while len(_ready) > _KEPT:
            _ready.popitem(last=False)
    return made


def _read(files: Mapping[str, bytes], process_id: str, digest: str) -> Stage:
    whole = shipped.completed(files)
    draft = compile_draft(whole, process_id=process_id)
    asked = {node.properties.get("form", "") for node in draft.definition.nodes.values()}
    return Stage(process_id, digest, files, whole, draft.definition, draft.notes, _forms(whole, asked))


def digest_of(files: Mapping[str, bytes]) -> str:
    """Give one digest for files with their names."""
    seal = hashlib.sha256()
    for name in sorted(files):
        seal.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(files[name]).digest())
    return seal.hexdigest()


def _forms(files: Mapping[str, bytes], asked: set[str]) -> dict[str, FormDefinition]:
    """Read the forms that the drawing shows; one that cannot be read is as if it were not there."""
    found = {}
    for name, content in files.items():
        if name.endswith((".json", ".form")) and shipped.stem(name) in asked:
            with suppress(FormRefused):
                found[shipped.stem(name)] = formdefs.read(content)
    return found
