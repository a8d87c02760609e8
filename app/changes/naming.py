"""What an element is called in a sentence: its name, or what it is and where."""

from __future__ import annotations

from dataclasses import dataclass

from app.changes.sheet import Sheet, Thing
from app.changes.told import Drawn, Part, Quoted, Told, quoted, told
from app.drawing.diagram import Node
from app.drawing.kinds import kind_of
from app.language import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """What an element is: a gateway, an end."""

    node: Node

    @property
    def said(self) -> str:
        """Say it in the reader's language."""
        return kind_of(self.node)


def name_of(thing: Thing, sheet: Sheet) -> Part:
    """Name an element, so that its reader finds it on the drawing."""
    node = thing.node
    if node.name:
        return Drawn(node.name)
    host = sheet.things.get(node.host)
    if host:
        return told("{kind}, on «{name}»", kind=Kind(node), name=name_of(host, sheet))
    before = _named_before(thing, sheet)
    return told("{kind}, after «{name}»", kind=Kind(node), name=Drawn(before)) if before else Kind(node)


def plain_name(thing: Thing, sheet: Sheet) -> str:
    """Name an element in one plain text."""
    return thing.node.name or _named_before(thing, sheet) or thing.id


def name_at(key: str, sheet: Sheet) -> Part:
    """Name the element with an id."""
    return name_of(sheet.things[key], sheet) if key in sheet.things else Drawn(key)


def home_of(key: str, sheet: Sheet) -> Part:
    """Name the phase that holds an element, or the procedure itself."""
    thing = sheet.things.get(key)
    return Told(N_("the main way of the procedure")) if thing is None else Quoted(name_of(thing, sheet))


def lane_name(key: str, sheet: Sheet) -> Part:
    """Name a lane."""
    return quoted(next((lane.name for lane in sheet.lanes if lane.id == key), ""))


def _named_before(thing: Thing, sheet: Sheet) -> str:
    """Find the nearest name before an element."""
    reached, waiting = {thing.id}, [thing.id]
    for key in waiting:  # grows while it is walked
        for before in sheet.before(key):
            if before in sheet.things and before not in reached:
                if sheet.things[before].node.name:
                    return sheet.things[before].node.name
                reached.add(before)
                waiting.append(before)
    return ""
