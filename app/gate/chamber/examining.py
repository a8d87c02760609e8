"""The gate's verdict, worked out in the chamber."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.engine.note import Note
from app.errors import OfficeError
from app.gate.chamber.errors import TooCostly
from app.gate.chamber.room import chamber
from app.gate.verdict import Verdict, restored, turned_away
from app.language import N_

_ALONE: Mapping[str, bytes] = MappingProxyType({})
_COSTLY = N_("This takes more time or memory than one file may take. Divide it into smaller procedures.")
_FAILED = N_("The file could not be examined: {reason}")


def examine(name: str, content: bytes, *, context: Mapping[str, bytes] = _ALONE) -> Verdict:
    """Judge one file as ``gate.check`` does, but where it can do no harm; never raises for what is in it."""
    return _verdict("check", {"name": name, "content": content, "context": dict(context)})


def examine_bundle(files: Mapping[str, bytes], *, process_id: str) -> Verdict:
    """Judge everything that a version would pin, as ``gate.check_bundle`` does, where it can do no harm."""
    return _verdict("check_bundle", {"files": dict(files), "process_id": process_id})


def _verdict(task: str, payload: Mapping[str, Any]) -> Verdict:
    try:
        found = chamber().call(task, payload)
    except TooCostly:
        return turned_away(Note("", "too-costly", _COSTLY))
    except OfficeError as failed:
        return turned_away(Note("", "failed", _FAILED, (("reason", failed.sentence),)))
    return restored(found)
