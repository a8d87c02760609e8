"""A drawing that is not settled yet, made playable: each open question is played by a stand-in.

Nothing here may be put in force; the stand-ins are for looking how a procedure would run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from app.engine import definition as definitions
from app.engine.definition import Definition
from app.engine.model import FLOW_NODES
from app.engine.note import Note
from app.engine.xmlsafe import bpmn, local


@dataclass(frozen=True)
class Draft:
    """A drawing that can be played, and what is still open or played otherwise in it."""

    definition: Definition
    notes: tuple[Note, ...]


def compile_draft(files: Mapping[str, bytes], *, process_id: str) -> Draft:
    """Make a drawing ready to be played. Raises DefinitionRefused if nothing can be made of it."""
    return Draft(definitions.compile_definition(files, process_id=process_id), ())


def processes(root: etree._Element) -> tuple[str, ...]:
    """List the processes to play, in file order: with something in them, and not called by others."""
    found = [process for process in root.iterfind(bpmn("process")) if _has_something(process)]
    called = {call.get("calledElement") for call in root.iter(bpmn("callActivity"))}
    names = [process.get("id", "") for process in found]
    return tuple(name for name in names if name not in called) or tuple(names)


def _has_something(process: etree._Element) -> bool:
    return any(local(child) in FLOW_NODES for child in process)
