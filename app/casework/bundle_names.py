"""Under which names a procedure's files are pinned: the kind is told by the content, never by the name."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from app import drawing
from app.gate import Kind

ENGLISH = "en.po"  # the English of everything in the bundle
LONGEST = 120  # characters of a name
_UNWRITABLE = re.compile(r'[\x00-\x1f\x7f"<>|:*?\\/]+')
_ENDINGS = re.compile(
    r"(\.bpmn20|\.bpmn|\.dmn11|\.dmn|\.form|\.xml|\.json|\.html?|\.ya?ml|\.txt)+$", re.IGNORECASE
)
_PLACES: Mapping[Kind, tuple[str, str]] = {
    Kind.PROCEDURE: ("", ".bpmn"),
    Kind.TABLE: ("", ".dmn"),
    Kind.FORM: ("forms/", ".json"),
    Kind.LETTER: ("letters/", ".html"),
    Kind.SCENARIO: ("scenarios/", ".yaml"),
}
_FORM_KEY = re.compile(r"[A-Za-z][\w-]{0,59}")


def pinned_as(name: str, content: bytes, kind: Kind) -> str:
    """Name a file that came from outside as a version pins it: ``forms/answer.json``.

    A form goes by its own id, for that is what drawings name.
    """
    if kind is Kind.ENGLISH:
        return ENGLISH
    folder, ending = _PLACES[kind]
    stem = (_form_key(content) if kind is Kind.FORM else "") or _stem(name)
    return f"{folder}{stem}{ending}"


def replaced_by(name: str, content: bytes, files: Mapping[str, bytes]) -> frozenset[str]:
    """Tell which files of a bundle a new one stands for: the same name, or the same procedure drawn anew."""
    mine = _processes(name, content)
    return frozenset(
        other for other, body in files.items() if other == name or (mine and mine & _processes(other, body))
    )


def overlaid(below: Mapping[str, bytes], above: Mapping[str, bytes]) -> dict[str, bytes]:
    """Lay files over those of another bundle: what they stand for goes."""
    gone = {each for name, body in above.items() for each in replaced_by(name, body, below)}
    return {name: body for name, body in below.items() if name not in gone} | dict(above)


def _processes(name: str, content: bytes) -> frozenset[str]:
    if not name.endswith(".bpmn"):
        return frozenset()
    return frozenset(each.process for each in drawing.introduce(content))


def _stem(name: str) -> str:
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = _UNWRITABLE.sub(" ", _ENDINGS.sub("", base)).strip(" .")
    return kept[:LONGEST].strip() or "unnamed"


def _form_key(content: bytes) -> str:
    try:
        key = json.loads(content).get("id")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return key if isinstance(key, str) and _FORM_KEY.fullmatch(key) else ""
