"""Every procedure is walked from its start to every end that is drawn, in the real engine."""

from __future__ import annotations

from functools import cache

import pytest

from app.engine.definition import Definition, compile_definition
from app.gate.scenario import Scenario
from app.language import english
from app.rehearsal import walking
from tests.procedures import bundles

ALL = [(procedure, one) for procedure in bundles.PROCEDURES for one in bundles.scenarios(procedure)]


@cache
def _definition(procedure: str) -> Definition:
    return compile_definition(bundles.with_callees(procedure), process_id=procedure)


@pytest.mark.parametrize(("procedure", "one"), ALL, ids=[f"{key}: {english(one.name)}" for key, one in ALL])
def test_a_scenario_leads_where_it_says(procedure: str, one: Scenario):
    walked = walking.walk(_definition(procedure), one)
    assert [str(note) for note in walked.wrong] == []
    assert walked.ended == (not one.waits)


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_end_that_is_drawn_is_walked_to(procedure: str):
    walked = [walking.walk(_definition(procedure), one) for one in bundles.scenarios(procedure)]
    passed = set[str]().union(*(one.passed for one in walked))
    assert bundles.end_events(procedure) - passed == set()


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_limit_is_walked_past_and_kept(procedure: str):
    timers = {node.id for node in _definition(procedure).nodes.values() if node.timer}
    own = {timer for timer in timers if timer in bundles.element_ids(procedure)}
    fired = [{move.name for move in one.moves if move.kind == "fire"} for one in bundles.scenarios(procedure)]
    assert own - set[str]().union(*fired) == set(), "never goes off"
    assert {timer for timer in own if fired and all(timer in one for one in fired)} == set(), (
        "always goes off"
    )
