"""A scenario written down from what was done in a rehearsal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml

from app.engine.definition import compile_definition
from app.errors import OfficeError
from app.gate.scenario import Move, Scenario
from app.rehearsal.moving import BEGUN
from app.rehearsal.walking import walk

LONGEST = 200  # characters of a name
TOLD = ("milestone(", "met(", "rest(", "open_letter(", "escalate(", "start_run(", "open_case(", "close_case(")


class NotRecorded(OfficeError):
    """This cannot become a scenario yet. {where}: {why} Go on until a step is open or an end is reached."""


def recorded(files: Mapping[str, bytes], *, procedure: str, name: str, moves: Iterable[Move]) -> str:
    """Write the YAML of one scenario: what was done, and where that leads in the real engine.

    Raises: DefinitionRefused while something in the drawing is refused; NotRecorded when what was done in the
    rehearsal cannot be done in the engine, or stops where neither a step is open nor an end is reached.
    """
    begun, *done = list(moves) or [Move(BEGUN, "")]
    definition = compile_definition(files, process_id=procedure)
    tried = Scenario(name[:LONGEST], begun.answers, tuple(done), (), (), ())
    led = walk(definition, tried)
    ends = tuple(dict.fromkeys(led.ends))
    acts = tuple(act for act in led.asked if act.startswith(TOLD))
    found = replace(tried, ends=ends, waits=led.rests, acts=acts)
    for note in walk(definition, found).wrong:
        raise NotRecorded(where=note.element or procedure, why=note.message)
    return yaml.safe_dump([_plain(found)], allow_unicode=True, sort_keys=False, width=110)


def _plain(found: Scenario) -> dict[str, Any]:
    given = {"given": {"data": dict(found.data)}} if found.data else {}
    when = [
        {move.kind: move.name} | ({"answers": dict(move.answers)} if move.answers else {})
        for move in found.moves
    ]
    then = {part: list(getattr(found, part)) for part in ("ends", "waits", "acts") if getattr(found, part)}
    return {"name": found.name, **given, "when": when, "then": then}
