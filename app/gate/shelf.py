"""The files around a file of a procedure's folder: what it may name, and what it calls."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from app.language import ROOT

PROCESSES = ROOT / "processes"
FORMS = ROOT / "forms"
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def around(path: Path) -> Mapping[str, bytes]:
    """Gather the bundle that a file belongs to, named as a version pins it; nothing for a lone file.

    A file in ``processes/<key>/`` stands among the tables and letters of its folder, the shipped forms, and
    the shipped drawings that it may call.
    """
    folder = path.resolve().parent
    folder = folder.parent if folder.name == "letters" else folder
    if folder.parent.name != PROCESSES.name:
        return _NOTHING
    shipped = {found.name: found for found in PROCESSES.glob("*/*.bpmn")}
    forms = {f"forms/{found.name}": found for found in FORMS.glob("*.json")}
    tables = {found.name: found for pattern in ("*.bpmn", "*.dmn") for found in folder.glob(pattern)}
    letters = {f"letters/{found.name}": found for found in folder.glob("letters/*.html")}
    every = shipped | forms | tables | letters
    return {name: found.read_bytes() for name, found in every.items()}
