"""Three hundred spoiled drafts play themselves: none hangs, none crashes, each says where it stands."""

from __future__ import annotations

import time

import pytest

from app.engine import draft, xmlsafe
from app.engine.errors import DefinitionRefused
from app.rehearsal.playing import play
from tests.gate.test_rubbish import spoiled

PLAYED = 300
A_TEST = 25
MOST_STEPS = 20


@pytest.mark.parametrize("first", range(0, PLAYED, A_TEST))
def test_a_spoiled_draft_plays_or_says_why_not(first):
    for seed in range(first, first + A_TEST):
        content = spoiled("drawing", 10_000 + seed)
        try:
            processes = draft.processes(xmlsafe.read(content))
        except xmlsafe.XmlRefused:
            continue
        for process in processes:
            began = time.thread_time()
            _plays(content, process, seed)
            assert time.thread_time() - began < 5, (seed, process)


def _plays(content: bytes, process: str, seed: int) -> None:
    try:
        played = play({"a.bpmn": content}, process_id=process, most_steps=MOST_STEPS)
    except DefinitionRefused as error:
        refused = error
    else:
        assert played.steps <= MOST_STEPS, seed
        assert played.started, seed
        return
    assert all(problem.message for problem in refused.problems), seed
