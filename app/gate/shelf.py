"""The files around a file of a procedure's folder: what it may name, and what it calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.language import ROOT

PROCESSES = ROOT / "processes"
FORMS = ROOT / "forms"
CALLED = re.compile(rb'\bcalledElement="([A-Za-z0-9_]+)"')
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def around(path: Path) -> Mapping[str, bytes]:
    """Gather the bundle that a file belongs to, named as a version pins it; nothing for a lone file.

    A file in ``processes/<key>/`` stands among the drawings, tables and letters of its folder, the letters of
    the procedures that are called, and the shipped forms.
    """
    folder = path.resolve().parent
    folder = folder.parent if folder.name == "letters" else folder
    if folder.parent.name != PROCESSES.name:
        return _NOTHING
    forms = {f"forms/{found.name}": found for found in FORMS.glob("*.json")}
    beside = {found.name: found for pattern in ("*.bpmn", "*.dmn") for found in folder.glob(pattern)}
    letters = {
        f"letters/{found.name}": found
        for key in (*called(folder), folder.name)
        for found in (folder.parent / key).glob("letters/*.html")
    }
    return {name: found.read_bytes() for name, found in (forms | beside | letters).items()}


def called(folder: Path) -> tuple[str, ...]:
    """Name the procedures that those of a folder call, and what these call, in the order they are found."""
    found: dict[str, None] = {}
    waiting = [folder]
    while waiting:
        bodies = [path.read_bytes() for path in sorted(waiting.pop().glob("*.bpmn"))]
        keys = [key.decode(errors="replace") for body in bodies for key in CALLED.findall(body)]
        waiting += [folder.parent / key for key in keys if key not in found]
        found |= dict.fromkeys(keys)
    return tuple(found)


@cache
def drawings() -> Mapping[str, bytes]:
    """Give the shipped drawings by the key of their procedure, read once a process."""
    return {found.stem: found.read_bytes() for found in sorted(PROCESSES.glob("*/*.bpmn"))}


@cache
def letters() -> Mapping[str, bytes]:
    """Give the shipped letters, named as a version pins them, read once a process."""
    return {f"letters/{found.name}": found.read_bytes() for found in PROCESSES.glob("*/letters/*.html")}
