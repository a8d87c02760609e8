"""A drawing that is not settled yet, made playable: each open question is played by a stand-in.

Nothing here may be put in force: the stand-ins are for seeing how a procedure would run. The elements of the
file keep their ids, so that what is played lands on the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from app.engine import definition as definitions
from app.engine import model
from app.engine.definition import Definition
from app.engine.draft import cast, parts, steps, waits, ways
from app.engine.draft.bare import bare
from app.engine.draft.stage import Stage
from app.engine.errors import DefinitionRefused, Problem
from app.engine.normalise import MOST_DRAWN, ends, flows, is_too_large, normalise
from app.engine.note import Note
from app.language import N_

StandIn = Callable[[Stage], None]

STAND_INS: tuple[StandIn, ...] = (
    parts.left_out,
    parts.hollow,
    parts.calls,
    parts.wholes,
    parts.any_order,
    steps.programs,
    steps.repetitions,
    waits.single,
    waits.borders,
    ways.loose,
    waits.plain,
    ways.complex_gateways,
    ends.starts,
    ways.starts,
    waits.errors,
    waits.messages,
    waits.names,
    waits.times,
    ways.event_gateways,
    flows.splits,
    ends.ends,
    ways.ends,
    ways.decisions,
    ways.conditions,
    ways.turns,
)
_DRAWINGS = (".bpmn", ".bpmn2", ".xml")
NOTHING = N_(
    "Nothing in this file can be run: it holds no procedure with steps. Draw one, or choose another."
)
TOO_LARGE = N_(
    "More than {most} steps and arrows in one file. Move parts of the drawing into procedures that it calls."
)


@dataclass(frozen=True)
class Draft:
    """A drawing that can be played, and what is still open or played otherwise in it."""

    definition: Definition
    notes: tuple[Note, ...]


def compile_draft(files: Mapping[str, bytes], *, process_id: str) -> Draft:
    """Make a drawing ready to be played, from its file and those of what it calls.

    Raises DefinitionRefused if nothing can be made of it.
    """
    drawings = tuple(sorted((name, content) for name, content in files.items() if name.endswith(".bpmn")))
    return _compile(drawings, process_id)


def processes(root: etree._Element) -> tuple[str, ...]:
    """List the procedures of a file to play, in its order: with steps, and not called by others of it."""
    return cast.leading(normalise(root).root)


@lru_cache(maxsize=32)
def _compile(drawings: tuple[tuple[str, bytes], ...], process_id: str) -> Draft:
    found = definitions.read(dict(drawings))
    roots = [one.root for one in found.values()]
    _refuse_unplayable(roots, process_id)
    notes = [note for one in found.values() for note in one.notes]
    played, fields, callable_ids = {}, cast.fields(roots), cast.callable_ids(roots)
    for name, one in found.items():
        stage = Stage(one.root, callable_ids=callable_ids, fields=fields)
        for stand_in in STAND_INS:
            stand_in(stage)
        played[name] = stage.root
        notes.extend(stage.notes)
    shown = bare(model.build(process_id, played), carries=fields is None)
    digest = "draft " + definitions.digest_of(dict(drawings), process_id)
    return Draft(definitions.assemble(model.build(process_id, {"draft": shown}), digest), tuple(notes))


def _refuse_unplayable(roots: Sequence[etree._Element], process_id: str) -> None:
    if any(is_too_large(root) for root in roots):
        names = (("most", str(MOST_DRAWN)),)
        raise DefinitionRefused(problems=[Problem(process_id, "too-large", TOO_LARGE, names)])
    if process_id not in cast.procedures(roots):
        raise DefinitionRefused(problems=[Problem(process_id, "nothing-to-run", NOTHING)])
