"""Elements that came or went: steps, phases, gateways, events, ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.changes import laws
from app.changes.change import Change
from app.changes.naming import name_of, plain_name
from app.changes.pairing import Pairs
from app.changes.saying import say
from app.changes.sheet import Sheet, Thing
from app.changes.told import Drawn, Part, Quoted, Row, row, told
from app.drawing.diagram import ACTIVITIES
from app.language import N_

_KINDS = {
    "step": "step", "phase": "phase", "gateway": "gateway", "startEvent": "start", "endEvent": "end",
    "waiting": "event", "boundaryEvent": "event",
}  # fmt: skip


def compare(pairs: Pairs, file: str) -> Iterator[Change]:
    """Tell what came and what went."""
    for things, sheet, how in ((pairs.gone, pairs.old, "removed"), (pairs.come, pairs.new, "added")):
        own = {thing.id for thing in things}
        inside = {thing.id for thing in things if thing.node.parent in own}
        for thing in things:
            if thing.id not in inside:
                yield tell(thing, sheet, how, file)


def tell(thing: Thing, sheet: Sheet, how: str, file: str) -> Change:
    """Tell that an element came or went."""
    kind = f"{_KINDS.get(thing.family, 'remark')}_{how}"
    basis = thing.properties.get("legalBasis", "")
    names: dict[str, Part | str] = {"name": name_of(thing, sheet), "place": _place(thing, sheet)}
    if thing.family == "phase":
        names["steps"] = _steps(thing, sheet)
    return Change(
        kind=kind,
        file=file,
        element=thing.id,
        name=plain_name(thing, sheet),
        sentence=say(kind, **names),
        old=basis if how == "removed" else "",
        new=basis if how == "added" else "",
        articles=laws.touched(basis),
    )


def _place(thing: Thing, sheet: Sheet) -> Part:
    """Say after what it stands."""
    if not thing.node.name:
        return Row(())
    before = [sheet.things[key] for key in sheet.before(thing.id) if key in sheet.things]
    return Row((told(N_(", after «{name}»"), name=name_of(before[0], sheet)),)) if before else Row(())


def _steps(phase: Thing, sheet: Sheet) -> Part:
    inside = (each for each in sheet.things.values() if each.node.parent == phase.id)
    return row(Quoted(Drawn(e.node.name)) for e in inside if e.node.name and e.node.type in ACTIVITIES)
