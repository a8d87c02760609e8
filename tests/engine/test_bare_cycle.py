"""The cycles that the office is compared with do the same work as the office's own step."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.bare import Bare
from bench.drawing import ANSWERS, PROCESS_ID, six_tasks
from bench.naive import Naive


@pytest.mark.parametrize("cycle", [Bare, Naive])
def test_each_cycle_leads_the_same_run_to_its_end(cycle, tmp_path):
    runs = cycle(six_tasks(), PROCESS_ID, tmp_path)
    number = runs.begin({})
    for node, answers in ANSWERS:
        assert runs.open(number) == [node]
        assert runs.complete(number, node, answers) > 0
    assert runs.open(number) == []


def test_the_bare_cycle_stores_no_procedure(tmp_path):
    sizes = {}
    for cycle in (Bare, Naive):
        runs = cycle(six_tasks(), PROCESS_ID, tmp_path)
        number = runs.begin({})
        sizes[cycle] = len(runs.shelf.look(number))
    assert sizes[Bare] * 10 < sizes[Naive]
