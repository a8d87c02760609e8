"""Which fields a run can know at each element of a drawing: what a condition or a timer there may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.engine import model, xmlsafe
from app.engine.normalise import normalise
from app.engine.note import Note
from app.errors import OfficeError
from app.gate import drawings, vocabulary
from app.gate.chamber.room import chamber
from app.gate.drawn import Drawn
from app.gate.fields import Fields

Known = Mapping[str, Mapping[str, tuple[object, ...] | None]]  # by element, then by field; None: any value


def known(files: Mapping[str, bytes], process_id: str) -> Known:
    """Follow what forms and scripts set along the arrows of a bundle's drawings.

    An element of which everything may be known (in a procedure that others call) is left out.
    Raises: XmlRefused.
    """
    if isinstance(drawings.find(files, process_id), Note):
        return {}
    drawn = {name: body for name, body in files.items() if name.endswith(".bpmn")}
    roots = {name: normalise(xmlsafe.read(body)).root for name, body in drawn.items()}
    fields = Fields(Drawn(model.build(process_id, roots), vocabulary.of(files, whole=False)))
    found = {element.id: fields.before(scope, element.id) for scope, element in fields.model.elements()}
    return {
        element: {name: None if values is None else tuple(values) for name, values in sorted(each.items())}
        for element, each in found.items()
        if each is not None
    }


def known_job(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Work it out in the chamber: ``files``, ``process_id``."""
    return {"known": known(payload["files"], payload["process_id"])}


def ask(files: Mapping[str, bytes], process_id: str) -> Known:
    """Work it out where a drawing from outside can do no harm; nothing where it cannot be worked out."""
    try:
        found: Known = chamber().call("known", {"files": dict(files), "process_id": process_id})["known"]
    except OfficeError:
        return {}
    return found
