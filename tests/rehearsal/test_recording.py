"""What was done in a rehearsal becomes a scenario that leads there again."""

from __future__ import annotations

import pytest

from app import rehearsal
from app.engine.definition import compile_definition
from app.gate import scenario
from app.rehearsal.recording import NotRecorded, recorded
from app.rehearsal.scene import Scene
from app.rehearsal.walking import walk
from tests.engine.sketch import chain, draw, el, end, message, start, user
from tests.rehearsal import plays


def written(scene: Scene, files: dict[str, bytes], procedure: str) -> scenario.Scenario:
    text = recorded(files, procedure=procedure, name="as rehearsed", moves=scene.moves)
    (found,) = scenario.read(text.encode())
    assert not walk(compile_definition(files, process_id=procedure), found).wrong
    return found


def test_steps_answers_timers_and_the_end_are_written_down():
    files = plays.shipped("recommendation")
    scene = plays.fire(plays.begin(files, "recommendation"), "rc_deadline")
    scene = plays.do(plays.do(scene, "rc_answer"), "rc_sign", letter_outcome="sign")
    found = written(Scene.unpack(scene.pack(), files), files, "recommendation")
    assert [(move.kind, move.name) for move in found.moves] == [
        ("fire", "rc_reminder"), ("fire", "rc_deadline"), ("complete", "rc_answer"), ("complete", "rc_sign"),
    ]  # fmt: skip
    assert dict(found.moves[-1].answers) == {"letter_outcome": "sign"}
    assert "rc_done" in found.ends
    assert 'escalate("KNPA.ANSWER")' in found.acts


def test_a_rehearsal_that_stops_at_an_open_step_waits_there():
    files = plays.shipped("recommendation")
    found = written(plays.do(plays.begin(files, "recommendation"), "rc_answer"), files, "recommendation")
    assert found.waits == ("rc_sign",)


def test_a_message_is_written_down_with_what_it_brought():
    files = plays.shipped("recommendation")
    scene = rehearsal.deliver(plays.begin(files, "recommendation"), "withdrawal")
    found = written(scene, files, "recommendation")
    assert found.moves[-1].kind == "deliver"
    assert found.ends == ("rc_withdrawn_end",)


def test_what_only_waits_for_a_message_cannot_be_written_down_yet():
    wait = el("intermediateCatchEvent", "w", message("enough"))
    files = {"p.bpmn": draw(start(), user("a"), wait, end(), chain("s", "a", "w", "e"))}
    scene = plays.do(plays.begin(files), "a")
    with pytest.raises(NotRecorded):
        recorded(files, procedure="p", name="n", moves=scene.moves)
