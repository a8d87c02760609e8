"""The procedures, forms and translations that the office ships, as the tests find them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from lxml import etree

from app.gate import scenario
from app.gate.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
PROCEDURES = tuple(sorted(folder.name for folder in (ROOT / "processes").iterdir() if folder.is_dir()))
FORMS = tuple(sorted((ROOT / "forms").glob("*.json")))
TABLES = tuple(sorted((ROOT / "processes").glob("*/*.dmn")))
LETTERS = tuple(sorted((ROOT / "processes").glob("*/letters/*.html")))


@cache
def drawings() -> dict[str, bytes]:
    """Read every diagram by its file name."""
    return {path.name: path.read_bytes() for path in sorted((ROOT / "processes").glob("*/*.bpmn"))}


def drawing(procedure: str) -> etree._Element:
    """Read one procedure's diagram as XML."""
    return etree.fromstring(drawings()[f"{procedure}.bpmn"])


def with_callees(procedure: str) -> dict[str, bytes]:
    """Give a procedure's diagram together with those that it calls."""
    wanted, found = [procedure], {}
    while wanted:
        name = f"{wanted.pop()}.bpmn"
        if name not in found:
            found[name] = drawings()[name]
            called = etree.fromstring(found[name]).iter(f"{BPMN}callActivity")
            wanted += [str(call.get("calledElement")) for call in called]
    return found


def end_events(procedure: str) -> set[str]:
    """Name every end event drawn in a procedure, also those inside its phases."""
    return {str(end.get("id")) for end in drawing(procedure).iter(f"{BPMN}endEvent")}


def element_ids(procedure: str) -> set[str]:
    """Name everything drawn in a procedure itself, not in what it calls."""
    return {str(element.get("id")) for element in drawing(procedure).iter() if element.get("id")}


def scenarios(procedure: str) -> list[Scenario]:
    """Read the ways that are written down for a procedure."""
    files = sorted((ROOT / "processes" / procedure / "scenarios").glob("*.yaml"))
    return [found for path in files for found in scenario.read(path.read_bytes())]


def catalogues() -> dict[str, dict[str, str]]:
    """Read every English catalogue of content: file name to Vietnamese to English."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted([*ROOT.glob("processes/*/en.po"), ROOT / "forms" / "en.po"]):
        with path.open("rb") as file:
            found[str(path.relative_to(ROOT))] = {
                str(m.id): str(m.string) for m in read_po(file) if m.id and not m.fuzzy
            }
    return found
