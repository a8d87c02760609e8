"""What the scenarios walk can be walked in a rehearsal too, with the law's own days."""

from __future__ import annotations

import pytest

from app import rehearsal
from app.rehearsal import Scene
from app.rehearsal.scenario import Move, Scenario
from tests.procedures import bundles
from tests.rehearsal import plays

ALL = [(procedure, one) for procedure in bundles.PROCEDURES for one in bundles.scenarios(procedure)]


@pytest.mark.parametrize(("procedure", "one"), ALL, ids=[f"{key}: {one.name}" for key, one in ALL])
def test_a_scenario_ends_in_a_rehearsal_where_it_says(procedure: str, one: Scenario):
    scene = plays.begin(plays.shipped(procedure), procedure, **one.data)
    for move in one.moves:
        scene = Scene.unpack(_next(scene, move).pack(), plays.shipped(procedure))
    assert not scene.incidents
    assert {end for end in one.ends if not end.endswith("_reminded")} <= set(scene.ends)
    assert scene.ended == (not one.waits)


def _next(scene: Scene, move: Move) -> Scene:
    if move.kind == "deliver":
        return rehearsal.deliver(scene, move.name, move.answers)
    if move.kind == "fire":
        waits = any(timer.node == move.name for timer in scene.timers)
        return plays.fire(scene, move.name) if waits else _passed(scene, move.name)
    return plays.do(scene, move.name, **move.answers)


def _passed(scene: Scene, timer: str) -> Scene:
    """Go on without a reminder whose morning is past by the law's days: none comes for a missed limit."""
    assert timer.endswith("_reminder")
    return scene
