"""What the library still does wrong when it is used as it comes: each claim holds while its fault is there.

Each of our own parts stands for one of these. A claim that fails is good news: the library has been mended,
and the part may fall (``guards`` pairs them; ``make engine CANDIDATE=…`` tells for a version not yet in use).
"""

# ruff: noqa: E501 - a drawing stands on one line where it can

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import time
from itertools import pairwise

import pytest
import SpiffWorkflow.bpmn.specs.event_definitions.timer as library_timer
import SpiffWorkflow.bpmn.workflow as library_workflow
import SpiffWorkflow.task as library_task
from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import TaskNotFoundException
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

from tests.engine.sketch import (
    border,
    both,
    chain,
    draw,
    el,
    end,
    flow,
    script,
    start,
    sub,
    user,
    xor,
)

SIGNAL = '<bpmn:signalEventDefinition signalRef="g_go"/>'
MESSAGE = '<bpmn:messageEventDefinition messageRef="m_withdrawal"/>'
ERROR = '<bpmn:errorEventDefinition errorRef="x_no"/>'
SOON = 0.1  # seconds
THRICE = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


@pytest.fixture(autouse=True)
def _as_it_comes(monkeypatch):
    """Give the library back what our engine takes from it."""
    monkeypatch.setattr(library_workflow, "PythonScriptEngine", PythonScriptEngine)
    monkeypatch.setattr(library_timer, "datetime", dt.datetime)
    monkeypatch.setattr(library_task, "time", time)


def _begin(drawing: bytes, **data: object) -> BpmnWorkflow:
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(etree.fromstring(drawing))
    run = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
    run.task_tree.data.update(data)
    run.do_engine_steps()
    return run


def _open(run: BpmnWorkflow) -> list[str]:
    return sorted(
        task.task_spec.bpmn_id or task.task_spec.name
        for part in (run, *run.subprocesses.values())
        for task in part.tasks.values()
        if task.state == TaskState.READY and task.task_spec.manual
    )


def _do(run: BpmnWorkflow, name: str, **data: object) -> None:
    for part in (run, *run.subprocesses.values()):
        for task in part.tasks.values():
            called = task.task_spec.bpmn_id or task.task_spec.name
            if task.state == TaskState.READY and called == name:
                task.data.update(data)
                task.run()
                run.do_engine_steps()
                return
    raise LookupError(name)


def _late(on: str) -> str:
    """Draw a limit that has passed a moment later."""
    timed = f'<bpmn:timeDuration>"PT{SOON}S"</bpmn:timeDuration>'
    event = f"<bpmn:timerEventDefinition>{timed}</bpmn:timerEventDefinition>"
    return border("b", on, event, interrupts=True)


def _fork(gateway: str = "parallelGateway") -> tuple[str, ...]:
    joined = el(gateway, "f") + el(gateway, "j")
    return (
        start(), xor("m"), joined, user("a", "b", "z"), xor("g", "g__e"), end(), chain("s", "m", "f"),
        chain("j", "z", "g", "e"), flow("g", "m", 'outcome == "rework"'), chain("a", "j"), chain("b", "j"),
    )  # fmt: skip


def _early(drawing: bytes) -> int:
    """Count how often the step behind the join was open before both opinions were in."""
    early = 0
    for first, second in (("ab", "ba"), ("ba", "ab")):
        run = _begin(drawing, outcome="", yes=True)
        for order in (first, second):
            for name in order[:1]:
                _do(run, name)
                early += "z" in _open(run)
            for name in order[1:]:
                if name in _open(run):
                    _do(run, name)
            if "z" in _open(run):
                _do(run, "z", outcome="rework")
    return early


def test_a_script_of_a_drawing_is_run_as_a_program():
    run = _begin(
        draw(
            start(),
            script("x", 'seen = __import__("os").getpid()'),
            user("a"),
            end(),
            chain("s", "x", "a", "e"),
        )
    )
    assert next(iter(run.get_tasks(state=TaskState.READY))).data["seen"] == os.getpid()


def test_a_run_that_was_loaded_runs_programs_without_being_given_an_engine():
    run = _begin(
        draw(
            start(),
            user("a"),
            script("x", 'seen = __import__("os").getpid()'),
            user("z"),
            end(),
            chain("s", "a", "x", "z", "e"),
        )
    )
    registry = BpmnWorkflowSerializer.configure(SPIFF_CONFIG)
    serializer = BpmnWorkflowSerializer(registry)
    loaded = serializer.deserialize_json(serializer.serialize_json(run))
    _do(loaded, "a")
    assert next(iter(loaded.get_tasks(state=TaskState.READY))).data["seen"] == os.getpid()


def test_a_parallel_join_fires_early_in_the_second_round():
    assert _early(draw(*_fork(), chain("f", "a"), chain("f", "b"))) > 0


def test_an_inclusive_join_fires_early_in_the_second_round():
    assert _early(draw(*_fork("inclusiveGateway"), flow("f", "a", "yes"), flow("f", "b", "yes"))) > 0


def test_each_round_of_rework_is_kept_below_the_one_before():
    run = _begin(
        draw(
            start(), xor("m"), user("a"), xor("g", "g__e"), end(), chain("s", "m", "a", "g", "e"),
            flow("g", "m", 'outcome == "rework"'),
        )
    )  # fmt: skip
    kept = []
    for _time in range(5):
        _do(run, "a", outcome="rework")
        kept.append(len(run.tasks))
    assert {later - earlier for earlier, later in pairwise(kept)} == {3}


def test_the_last_branch_to_arrive_overwrites_what_another_decided():
    run = _begin(draw(*_fork(), chain("f", "a"), chain("f", "b")), status="NEW", outcome="")
    _do(run, "a", status="APPROVED")
    _do(run, "b")
    assert next(task for task in run.get_tasks(state=TaskState.READY)).data["status"] == "NEW"


def test_the_last_path_to_end_overwrites_what_another_decided():
    phase = sub(
        "x", start("is"), both("f"), user("a", "b"), end("ea"), end("eb"),
        flow("is", "f"), chain("f", "a", "ea"), chain("f", "b", "eb"),
    )  # fmt: skip
    run = _begin(draw(start(), phase, user("z"), end(), chain("s", "x", "z", "e")), status="NEW")
    _do(run, "a", status="APPROVED")
    _do(run, "b")
    assert next(task for task in run.get_tasks(state=TaskState.READY)).data["status"] == "NEW"


def test_a_message_that_does_not_interrupt_is_heard_once_only():
    run = _begin(draw(
        start(), user("a", "n"), border("b", "a", MESSAGE, interrupts=False), end(), end("e2"),
        chain("s", "a", "e"), chain("b", "n", "e2"),
    ))  # fmt: skip
    run.catch(BpmnEvent(MessageEventDefinition("withdrawal"), payload={}))
    run.do_engine_steps()
    heard = [event.name for event in run.waiting_events()]
    assert (_open(run), heard) == (["a", "n"], [])


def test_a_stored_run_loses_its_fields_when_its_tasks_are_put_in_another_order():
    run = _begin(draw(start(), user("a", "b"), end(), chain("s", "a", "b", "e")), kind="x")
    _do(run, "a")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
    kept = serializer.to_dict(run)
    kept["tasks"] = dict(reversed(kept["tasks"].items()))
    try:
        loaded = serializer.from_dict(json.loads(json.dumps(kept)))
    except (KeyError, AttributeError, TypeError):
        return
    assert "kind" not in next(task for task in loaded.get_tasks(state=TaskState.READY)).data


def test_an_event_subprocess_runs_when_nothing_has_happened():
    handler = el(
        "subProcess",
        "h",
        el("startEvent", "hs", ERROR) + user("ha") + end("he") + chain("hs", "ha", "he"),
        triggeredByEvent="true",
    )
    assert "ha" in _open(_begin(draw(start(), user("a"), end(), chain("s", "a", "e"), handler)))


def test_an_uncaught_error_ends_as_a_success():
    run = _begin(draw(start(), user("a"), end("e", ERROR), chain("s", "a", "e")))
    _do(run, "a")
    assert (run.completed, run.success) == (True, True)


def test_a_limit_that_interrupts_repeated_parts_wedges_the_run():
    inner = sub("x", THRICE, start("is"), user("a"), end("ie"), chain("is", "a", "ie"))
    drawn = draw(
        start(), inner, _late("x"), user("z"), end(), end("e2"), chain("s", "x", "e"), chain("b", "z", "e2")
    )
    try:
        run = _begin(drawn)
        time.sleep(2 * SOON)
        (getattr(run, "refresh_timers", None) or run.refresh_waiting_tasks)()
        run.do_engine_steps()
        run.do_engine_steps()
    except TaskNotFoundException:
        return
    assert _open(run) != ["z"]


def test_a_shorter_list_does_not_replace_a_longer_one():
    assert DeepMerge.merge({"files": ["f1", "f2"]}, {"files": ["f9"]}) != {"files": ["f9"]}


def test_each_fork_multiplies_the_tasks_foreseen_behind_it():
    parts, last = [start()], "s"
    for block in range(6):
        parts += [
            both(f"f{block}", f"j{block}"),
            user(f"a{block}", f"b{block}", f"c{block}"),
            flow(last, f"f{block}"),
        ]
        parts += [chain(f"f{block}", f"{way}{block}", f"j{block}") for way in "abc"]
        last = f"j{block}"
    assert len(_begin(draw(*parts, end(), flow(last, "e"))).tasks) > 500


def test_any_move_fires_whatever_timer_is_overdue():
    run = _begin(draw(
        start(), both("f"), user("a", "x", "z"), _late("a"), end(), end("e2"), end("e3"),
        chain("s", "f", "a", "e"), chain("f", "x", "e2"), chain("b", "z", "e3"),
    ))  # fmt: skip
    time.sleep(2 * SOON)
    _do(run, "x")
    assert "a" not in _open(run)


def test_moving_a_box_changes_a_decision():
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="{name}"><dc:Bounds x="1" y="{y}" width="9" height="9"/></bpmndi:BPMNShape>'
        for name, y in (("a", 500), ("b", 5))
    )
    plane = f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    drawn = (
        start(), xor("g", "g__e"), user("a", "b"), end(), end("ea"), end("eb"), chain("s", "g", "e"),
        flow("g", "a", "units > 1"), flow("g", "b", "units > 0"), chain("a", "ea"), chain("b", "eb"),
    )  # fmt: skip
    assert _open(_begin(draw(*drawn, extra=plane), units=2)) == ["b"]


def test_a_signal_at_an_end_is_never_sent():
    run = _begin(draw(
        start(), both("f"), el("intermediateCatchEvent", "c", SIGNAL), user("a", "z"), end("e", SIGNAL), end("e2"),
        chain("s", "f", "a", "e"), chain("f", "c", "z", "e2"),
    ))  # fmt: skip
    _do(run, "a")
    assert "z" not in _open(run)


def test_a_comment_cuts_a_condition_short():
    drawn = draw(
        start(),
        xor("g", "g__e"),
        user("a"),
        end(),
        end("ea"),
        chain("s", "g", "e"),
        flow("g", "a", "units CUT late"),
        chain("a", "ea"),
    )
    assert _open(_begin(drawn.replace(b"CUT", b"&gt; 0<!-- --> and"), units=1, late=False)) == ["a"]


def test_a_condition_on_the_only_arrow_is_passed_over():
    assert _open(
        _begin(
            draw(
                start(), user("a", "z"), end(), chain("s", "a"), flow("a", "z", "units > 9"), chain("z", "e")
            ),
            units=1,
        )
    ) == ["a"]
    run = _begin(
        draw(start(), user("a", "z"), end(), chain("s", "a"), flow("a", "z", "units > 9"), chain("z", "e")),
        units=1,
    )
    _do(run, "a")
    assert _open(run) == ["z"]


def test_the_log_holds_the_fields_of_the_run(caplog, monkeypatch):
    for name in ("spiff", "spiff.task", "spiff.workflow"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.NOTSET)
    with caplog.at_level(logging.INFO):
        _do(_begin(draw(start(), user("a"), end(), chain("s", "a", "e")), denouncer="Lan"), "a")
    assert any("Lan" in str(vars(record)) for record in caplog.records)


def test_an_arrow_too_many_is_a_refusal_of_the_whole_drawing():
    with pytest.raises(ValidationException):
        _begin(draw(start(), user("a", "b"), end(), chain("s", "a", "e"), chain("a", "b", "e")))
