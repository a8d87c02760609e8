"""Every procedure is walked from its start to every end that is drawn, in the real engine."""

from __future__ import annotations

import pytest

from tests.procedures import bundles, walks

ALL = [walk for procedure in bundles.PROCEDURES for walk in walks.scenarios(procedure)]


@pytest.mark.parametrize("walk", ALL, ids=str)
def test_a_walk_ends_where_its_scenario_says(walk: walks.Walk):
    walked = walks.take(walk)
    assert set(walk.ends) <= set(walked.ends)
    assert walked.rests == sorted(walk.waits)
    assert walked.ended == (not walk.waits)


@pytest.mark.parametrize("walk", [walk for walk in ALL if walk.acts], ids=str)
def test_a_walk_asks_of_the_office_what_its_scenario_says_in_that_order(walk: walks.Walk):
    asked = iter(walks.take(walk).asked)
    for act in walk.acts:
        assert act in asked, f"{act} is not asked, or not in this order"


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_end_that_is_drawn_is_walked_to(procedure: str):
    passed: set[str] = set()
    for walk in walks.scenarios(procedure):
        passed |= walks.take(walk).passed
    assert bundles.end_events(procedure) - passed == set()
