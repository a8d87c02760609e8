"""What comes with this release and a drawing may use without holding it: procedures, forms, letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.engine import xmlsafe
from app.engine.xmlsafe import XmlRefused, bpmn
from app.language import ROOT


def completed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add to a bundle what it calls and shows without holding it: shipped drawings, forms and letters."""
    found = dict(files)
    own = {name for content in files.values() for name in _processes(content)}
    wanted = [name for content in files.values() for name in _called(content)]
    while wanted:
        name = wanted.pop()
        if name not in own and name in _drawings():
            own.add(name)
            found[f"{name}.bpmn"] = _drawings()[name]
            wanted += _called(_drawings()[name])
    held = {(stem(name), name.endswith(".html")) for name in files if name.endswith((".json", ".html"))}
    papers = {
        name: content
        for name, content in _papers().items()
        if (stem(name), name.endswith(".html")) not in held
    }
    return {**papers, **found}


def bundle(procedure: str) -> dict[str, bytes]:
    """Give the drawing of a procedure that comes with this release, or nothing."""
    return {f"{procedure}.bpmn": _drawings()[procedure]} if procedure in _drawings() else {}


def name_of(procedure: str) -> str:
    """Give the name of a procedure that comes with this release, or its key."""
    for content in bundle(procedure).values():
        return _names(content, "process", "name")[0]
    return procedure


def stem(name: str) -> str:
    """Give the key of a file: its name without folder and ending."""
    return name.rpartition("/")[2].rpartition(".")[0]


@cache
def _drawings() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((ROOT / "processes").glob("*/*.bpmn"))}


@cache
def _papers() -> dict[str, bytes]:
    forms = {f"forms/{path.name}": path for path in (ROOT / "forms").glob("*.json")}
    letters = {f"letters/{path.name}": path for path in (ROOT / "processes").glob("*/letters/*.html")}
    return {name: path.read_bytes() for name, path in sorted({**forms, **letters}.items())}


def _processes(content: bytes) -> list[str]:
    return _names(content, "process", "id")


def _called(content: bytes) -> list[str]:
    return _names(content, "callActivity", "calledElement")


def _names(content: bytes, element: str, attribute: str) -> list[str]:
    """List an attribute of a kind of element; a file that is not a drawing has none."""
    try:
        root = xmlsafe.read(content)
    except XmlRefused:
        return []
    return [one.get(attribute, "") for one in root.iter(bpmn(element))]
