"""Which drawing of a bundle is the procedure's own, and what it calls, taken anew from what is in force."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from sqlalchemy.orm import Session

from app import clock, drawing
from app.casework import definitions
from app.errors import NotPossibleNow


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


def _in_force(session: Session, body: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for introduced in drawing.introduce(body):
        try:
            version = definitions.in_force(session, introduced.process, clock.today())
        except NotPossibleNow:
            continue
        found |= definitions.files_of(session, version)
    return {name: content for name, content in found.items() if name.endswith((".bpmn", ".json", ".html"))}


def _names(drawn: bytes, file: str) -> bool:
    """Tell whether a drawing names a form or a letter."""
    stem = PurePosixPath(file).stem.encode()
    return any(quote + stem + quote in drawn for quote in (b'"', b"'", b"&quot;"))
