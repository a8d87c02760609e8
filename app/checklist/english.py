"""Every text that people read has its English: on the drawing, in forms, letters and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app import formdefs, language, letters
from app.checklist.points import Line, line
from app.checklist.ways import Ways
from app.engine.xmlsafe import bpmn
from app.errors import OfficeError
from app.language import N_
from app.letters.template import TAG

ENGLISH = "en.po"
_READ = ("citizen", "legalBasis")
_MISSING = N_("“{text}” has no English: whoever reads English sees the Vietnamese.")
_LANES = ("lane", "participant", "sequenceFlow", "process")


def told(ways: Ways, files: Mapping[str, bytes]) -> Iterator[Line]:
    """Tell which texts have no English. It keeps nobody from approving: the Vietnamese is shown instead."""
    seen: set[str] = set()
    beside = _beside(files)
    for element, text in (*_drawn(ways), *_written(files)):
        said = " ".join(text.split())
        if said in seen or not any(map(str.isalpha, TAG.sub("", said))):
            continue
        seen.add(said)
        if not (beside.get(text) or language.has_english(text)):
            yield line(element, _MISSING, state="open", text=said)


def _beside(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Read the English that comes with the bundle."""
    try:
        return language.read_pairs(files.get(ENGLISH, b""))
    except ValueError:
        return {}


def _drawn(ways: Ways) -> Iterator[tuple[str, str]]:
    for node in ways.nodes.values():
        yield node.id, node.name
        yield node.id, node.documentation
        yield from ((node.id, node.properties.get(key, "")) for key in _READ)
    for root in ways.model.roots:
        for kind in _LANES:
            yield from ((each.get("id", ""), each.get("name", "")) for each in root.iter(bpmn(kind)))


def _written(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, body in files.items():
        try:
            if name.startswith("forms/"):
                yield from ((name, text) for text in formdefs.texts(formdefs.read(body)))
            elif name.startswith("letters/"):
                template = letters.read(body.decode())
                yield from ((name, text) for text in (*template.texts, template.form))
        except (OfficeError, ValueError):
            continue  # what cannot be read is the gate's to say
