"""What the scenarios walk can be walked in a rehearsal too, with the law's own days."""

from __future__ import annotations

from typing import Any

import pytest

from app import rehearsal
from app.rehearsal import Scene
from tests.procedures import bundles, walks
from tests.rehearsal import plays

ALL = [walk for procedure in bundles.PROCEDURES for walk in walks.scenarios(procedure)]


@pytest.mark.parametrize("walk", ALL, ids=str)
def test_a_scenario_ends_in_a_rehearsal_where_it_says(walk: walks.Walk):
    scene = plays.begin(plays.shipped(walk.procedure), walk.procedure, **walk.data)
    for one in walk.steps:
        scene = Scene.unpack(_next(scene, one).pack(), plays.shipped(walk.procedure))
    assert not scene.incidents
    assert {end for end in walk.ends if not end.endswith("_reminded")} <= set(scene.ends)
    assert scene.ended == (not walk.waits)


def _next(scene: Scene, one: dict[str, Any]) -> Scene:
    answers = one.get("answers", {})
    if "deliver" in one:
        return rehearsal.deliver(scene, one["deliver"], answers)
    if "fire" in one:
        waits = any(timer.node == one["fire"] for timer in scene.timers)
        return plays.fire(scene, one["fire"]) if waits else _passed(scene, one["fire"])
    return plays.do(scene, one["complete"], **answers)


def _passed(scene: Scene, timer: str) -> Scene:
    """Go on without a reminder whose morning is past by the law's days: none comes for a missed limit."""
    assert timer.endswith("_reminder")
    return scene
