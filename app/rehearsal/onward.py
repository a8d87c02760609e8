"""Whether a case that stands somewhere can be walked to an end from there, tried on a copy in memory.

The answer depends on where the case stands and on what it knows that steers, not on whose case it is: of many
cases that stand alike one is walked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from app.engine.definition import Definition
from app.engine.note import Note
from app.engine.picture import Picture
from app.language import N_
from app.rehearsal.course import course_of, fields
from app.rehearsal.memory import Memory
from app.rehearsal.part import Part
from app.rehearsal.playing import play_on
from app.rehearsal.scene import Scene
from app.rehearsal.stage import open_stage

NO_END = N_("From here the procedure does not come to an end: {where}.")
MOST_STEPS = 200
_KEPT = 4096
_known: dict[tuple[object, ...], tuple[str, ...]] = {}


def without_end(
    files: Mapping[str, bytes],
    definition: Definition,
    state: bytes,
    picture: Picture,
    *,
    kind: str = "",
    now: dt.datetime,
) -> tuple[Note, ...]:
    """Tell where a case would be stuck for good; nothing when some way leads it to an end.

    ``kind`` is that of the petition, by which limits are counted.
    """
    situation = (definition.digest, kind, _situation(definition, picture))
    if situation not in _known:
        stage = replace(open_stage(files, definition.process_id), definition=definition)
        scene = Scene(now, now, (Part(stage, "", state, picture),), Memory(kind=kind), (), (), alone=True)
        played = play_on(scene, most_steps=MOST_STEPS)
        if len(_known) >= _KEPT:
            _known.clear()
        _known[situation] = () if played.ended else played.open or (definition.process_id,)
    stuck = _known[situation]
    where = ", ".join(_name(definition, element) for element in stuck)
    return (Note(stuck[0], "no-end", NO_END, (("where", where),)),) if stuck else ()


def _situation(definition: Definition, picture: Picture) -> tuple[object, ...]:
    """Say where a case stands and what it knows that is ever asked; ids are as good as each other."""
    read = _read(definition)
    steps = sorted(
        (
            one.node_id,
            tuple(sorted((name, _alike(value)) for name, value in one.data.items() if name in read)),
        )
        for one in picture.ready.values()
    )
    return (tuple(steps), _nodes(picture.timers.values()), _nodes(picture.messages.values()))


@lru_cache(maxsize=64)
def _read(definition: Definition) -> frozenset[str]:
    return frozenset(fields(list(course_of(definition).texts())))


def _nodes(waiting: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted(str(getattr(one, "node_id", "")) for one in waiting))


def _alike(value: object) -> str:
    try:
        UUID(str(value))
    except ValueError:
        return repr(value)
    return "id"


def _name(definition: Definition, element: str) -> str:
    node = definition.nodes.get(element)
    return node.name if node is not None and node.name else element
