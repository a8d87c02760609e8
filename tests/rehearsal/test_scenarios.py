"""What the scenarios walk can be walked in a rehearsal too, with the law's own days."""

from __future__ import annotations

import pytest

from app import rehearsal
from app.gate.scenario import Move, Scenario
from app.language import english
from app.rehearsal import Scene
from tests.procedures import bundles
from tests.rehearsal import plays

ALL = [(procedure, one) for procedure in bundles.PROCEDURES for one in bundles.scenarios(procedure)]

AGREED = {"eo_breach": "eo_escalated"}  # whoever gives an order sets its last day; a drawing alone knows none


@pytest.mark.parametrize(("procedure", "one"), ALL, ids=[f"{key}: {english(one.name)}" for key, one in ALL])
def test_a_scenario_ends_in_a_rehearsal_where_it_says(procedure: str, one: Scenario):
    scene = plays.begin(plays.shipped(procedure), procedure, **one.data)
    for move in one.moves:
        scene = Scene.unpack(_next(scene, move).pack(), plays.shipped(procedure))
    assert not scene.incidents
    sure = {end for end in one.ends if not end.endswith("_reminded") and end not in AGREED.values()}
    assert sure <= set(scene.ends)
    assert scene.ended == (not one.waits)


def _next(scene: Scene, move: Move) -> Scene:
    if move.kind == "deliver":
        waits = move.name in scene.awaited
        return rehearsal.deliver(scene, move.name, move.answers) if waits else _heard(scene)
    if move.kind == "fire":
        waits = any(timer.node == move.name for timer in scene.timers)
        return plays.fire(scene, move.name) if waits else _passed(scene, move.name)
    return plays.do(scene, move.name, **move.answers)


def _heard(scene: Scene) -> Scene:
    """Go on without a message that what runs beside has told already: a rehearsal plays that too."""
    assert plays.told(scene, "message")
    return scene


def _passed(scene: Scene, timer: str) -> Scene:
    """Go on without a timer that by the law's own days went off already, or whose day nobody agreed on here.

    None reminds of a limit that is missed; two limits of one day are missed together.
    """
    gone = any(entry.element == timer for entry in scene.log)
    assert timer.endswith("_reminder") or gone or timer in AGREED
    return scene
