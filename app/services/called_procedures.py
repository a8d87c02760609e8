"""Which drawing of a bundle is the procedure's own, and what it calls, taken anew from what is in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy.orm import Session

from app import clock, drawing, xmlsafe
from app.casework import definitions
from app.errors import NotPossibleNow
from app.gate import shelf, vocabulary

_OPENED = re.compile(r"""open_letter\(\s*["']([\w-]+)["']""")


def own_drawing(procedure: str, files: Mapping[str, bytes]) -> str:
    """Name the drawing of the procedure itself, not of what it calls; empty where there is none."""
    drawn = (name for name in sorted(files) if name.endswith(".bpmn"))
    return next(
        (name for name in drawn if any(i.process == procedure for i in drawing.introduce(files[name]))), ""
    )


def refreshed(session: Session, procedure: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Take the drawings that a bundle calls anew from what is in force today, with the files they name.

    What the procedure's own drawing names stays as it is: it may have been edited here.
    """
    own = own_drawing(procedure, files)
    fresh: dict[str, bytes] = {}
    for name in sorted(name for name in files if name.endswith(".bpmn") and name != own):
        fresh |= _in_force(session, files[name])
    mine = files.get(own, b"")
    return dict(files) | {
        name: body
        for name, body in fresh.items()
        if name != own and not (name in files and _names(mine, name))
    }


def completed(session: Session, procedure: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add what a procedure's own drawing names and its bundle lacks: forms, letters, procedures it calls."""
    own = own_drawing(procedure, files)
    try:
        named = _named(xmlsafe.read(files[own])) if own else _Named()
    except xmlsafe.XmlRefused:
        named = _Named()
    forms = {
        f"forms/{key}.json": body for key, body in vocabulary.shipped().forms.items() if key in named.forms
    }
    letters = {
        name: body for name, body in shelf.letters().items() if PurePosixPath(name).stem in named.letters
    }
    missing = [key for key in sorted(named.calls) if not _holds(files, key)]
    called = [body for key in missing for body in _bundle(session, key).items()]
    return {**forms, **letters, **dict(called), **files}


@dataclass(frozen=True)
class _Named:
    """What a drawing names that stands in files of its own."""

    forms: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()


def _named(root: xmlsafe.Element) -> _Named:
    noted = [(each.get("name", ""), each.get("value", "")) for each in root.iter("{*}property")]
    scripts = " ".join(each.text or "" for each in root.iter("{*}script"))
    return _Named(
        forms=frozenset(value for name, value in noted if name == "form"),
        letters=frozenset(value for name, value in noted if name == "letter") | set(_OPENED.findall(scripts)),
        calls=frozenset(each.get("calledElement", "") for each in root.iter("{*}callActivity")) - {""},
    )


def _holds(files: Mapping[str, bytes], procedure: str) -> bool:
    drawn = (body for name, body in files.items() if name.endswith(".bpmn"))
    return any(each.process == procedure for body in drawn for each in drawing.introduce(body))


def _in_force(session: Session, body: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for introduced in drawing.introduce(body):
        found |= _bundle(session, introduced.process)
    return found


def _bundle(session: Session, procedure: str) -> dict[str, bytes]:
    """Give the drawings, tables, forms and letters of a procedure in force; nothing where there is none."""
    try:
        files = definitions.files_of(session, definitions.in_force(session, procedure, clock.today()))
    except NotPossibleNow:
        return {}
    return {name: body for name, body in files.items() if name.endswith((".bpmn", ".dmn", ".json", ".html"))}


def _names(drawn: bytes, file: str) -> bool:
    """Tell whether a drawing names a form or a letter; another drawing is never its own."""
    if file.endswith(".bpmn"):
        return False
    stem = PurePosixPath(file).stem.encode()
    return any(quote + stem + quote in drawn for quote in (b'"', b"'", b"&quot;"))
