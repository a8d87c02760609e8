"""The drawing as a whole: the procedure's name and description, its lanes."""

from __future__ import annotations

from collections.abc import Iterator

from app.changes.change import Change
from app.changes.pairing import Pairs, lanes
from app.changes.saying import Value, say, texts
from app.changes.told import Drawn


def compare(pairs: Pairs, file: str) -> Iterator[Change]:
    """Tell what changed in the procedure's own name and description, and in its lanes."""
    for key, (name, purpose) in pairs.old.processes.items():
        new = pairs.new.processes.get(pairs.homes.get(key, key))
        if new is None:
            continue
        if name != new[0]:
            yield _told(
                "procedure_name",
                file,
                key,
                Value(name, Drawn(name, new[0])),
                Value(new[0], Drawn(new[0], name)),
            )
        if purpose != new[1]:
            yield _told("purpose", file, key, *texts(purpose, new[1]), name=Drawn(new[0]))
    yield from _lanes(pairs, file)


def _lanes(pairs: Pairs, file: str) -> Iterator[Change]:
    paired = list(lanes(pairs))
    for old, new in paired:
        if old.name != new.name:
            yield _told(
                "lane_name",
                file,
                new.id,
                Value(old.name, Drawn(old.name, new.name)),
                Value(new.name, Drawn(new.name, old.name)),
            )
    for kind, all_lanes, known in (
        ("lane_removed", pairs.old.lanes, {old.id for old, _new in paired}),
        ("lane_added", pairs.new.lanes, {new.id for _old, new in paired}),
    ):
        for lane in all_lanes:
            if lane.id not in known:
                yield _told(kind, file, lane.id, name=Drawn(lane.name))


def _told(
    kind: str, file: str, key: str, old: Value | None = None, new: Value | None = None, **names: Drawn
) -> Change:
    given = {side: each.part for side, each in (("old", old), ("new", new)) if each}
    name = names.get("name", new.part if new else Drawn(""))
    return Change(
        kind=kind,
        file=file,
        element=key,
        name=name.text if isinstance(name, Drawn) else "",
        sentence=say(kind, **given, **names),
        old=old.text if old else "",
        new=new.text if new else "",
    )
