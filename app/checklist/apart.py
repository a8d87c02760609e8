"""The same checklist, worked out in the chamber: the files of a draft come from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.checklist import walks
from app.checklist.examining import together
from app.checklist.points import Checklist, Line, Point, line
from app.checklist.walks import FOLDER, Walks
from app.engine.note import Note
from app.errors import OfficeError
from app.gate.chamber import chamber
from app.language import N_

Files = Mapping[str, bytes]
_UNLOOKED = N_("This takes more time or memory than one procedure may take: {said}")


def examine(files: Files, *, procedure: str, on: dt.date, before: Files | None, walked: Walks) -> Checklist:
    """Look at everything that must be so before a version may be put in force on a day.

    ``walked`` are its scenarios, walked already. Never raises for what is in the files.
    """
    payload = {"files": dict(files), "procedure": procedure, "on": on.isoformat()}
    try:
        found = chamber().call("look", payload | {"before": dict(before or {})})
    except OfficeError as costly:
        missed = Point("gate", (line("", _UNLOOKED, said=costly.sentence),))
        return together([missed], walked, files)
    return together((_point(each) for each in found["points"]), walked, files)


def walk(files: Files, procedure: str) -> Walks:
    """Walk every scenario of a bundle, one file after the other; never raises for what is in them."""
    drawings = {name: body for name, body in files.items() if name.endswith(".bpmn")}
    own = [{name: files[name]} for name in sorted(files) if name.startswith(FOLDER)]
    found = [_walked(drawings | file, procedure, next(iter(file), "")) for file in own or [{}]]
    return replace(
        found[0],
        every=tuple(each for one in found for each in one.every),
        unread=tuple(each for one in found for each in one.unread),
        elements=next((one.elements for one in found if one.elements), {}),
        stuck=any(one.stuck for one in found),
    )


def _walked(files: Files, procedure: str, file: str) -> Walks:
    try:
        return walks.unpack(chamber().call("walk", {"files": dict(files), "procedure": procedure})["walks"])
    except OfficeError as costly:
        return Walks((), {}, ((file, line("", _UNLOOKED, said=costly.sentence).note),))


def _point(plain: Mapping[str, Any]) -> Point:
    return Point(plain["key"], tuple(_line(each) for each in plain["told"]))


def _line(plain: Mapping[str, Any]) -> Line:
    note = plain["note"]
    names = tuple((name, said) for name, said in note["names"])
    return Line(plain["element"], Note(**{**note, "names": names}), plain["state"], plain["file"])
