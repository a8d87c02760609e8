"""Every sentence of the code has its Vietnamese."""

import ast
import re
from functools import lru_cache
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"\{(\w+)[^}]*\}")
METHODS = [
    ("**/node_modules/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext.babel_extract"),
]


@lru_cache(maxsize=1)
def _said() -> dict[str, str]:
    """Every msgid of the code with the first place that says it."""
    said: dict[str, str] = {}
    found = extract_from_dir(ROOT / "app", METHODS, keywords={"_": None, "N_": None})
    for file, line, message, _comments, _context in found:
        if str(message).strip():
            said.setdefault(str(message), f"app/{file}:{line}")
    return said | _errors()


def _errors() -> dict[str, str]:
    """The sentences of the office's errors: their docstrings."""
    classes = {}
    for path in (ROOT / "app").rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                parents = {base.id for base in node.bases if isinstance(base, ast.Name)}
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                classes[node.name] = (parents, " ".join((ast.get_docstring(node) or "").split()), place)
    office = {"OfficeError"}
    while grown := {name for name, (parents, *_rest) in classes.items() if parents & office} - office:
        office |= grown
    return {classes[name][1]: classes[name][2] for name in office if classes[name][1]}


@lru_cache(maxsize=1)
def _translated() -> dict[str, list[tuple[str, str]]]:
    words: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((ROOT / "locale" / "vi").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                if message.id:
                    words.setdefault(str(message.id), []).append((path.name, str(message.string)))
    return words


def test_every_sentence_of_the_code_is_translated():
    missing = {
        message: place
        for message, place in _said().items()
        if not any(t for _, t in _translated().get(message, []))
    }
    assert missing == {}


def test_a_translation_fills_the_same_places():
    wrong = [
        (file, message)
        for message, translations in _translated().items()
        for file, text in translations
        if text and set(PLACE.findall(text)) - set(PLACE.findall(message))
    ]
    assert wrong == []


def test_one_sentence_has_one_translation():
    differing = {m: t for m, t in _translated().items() if len({text for _, text in t}) > 1}
    assert differing == {}
