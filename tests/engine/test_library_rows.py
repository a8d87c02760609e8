"""What the pinned library does wrong, and that it does not reach a run: one claim a row of the assessment.

What the library does by itself is in ``test_library_faults``; ``guards`` pairs the two.
"""

# The claims look behind the gate and into the library.
# ruff: noqa: SLF001

from __future__ import annotations

import hashlib
import importlib.metadata

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser

from app.engine import definition as definitions
from app.engine import model, step, xmlsafe
from app.engine.definition import Definition
from app.engine.errors import DefinitionRefused, NotRoutable, StepFailed
from app.engine.faults import FaultKind
from app.engine.library import NoEngine
from app.engine.moment import Moment, hold
from app.engine.nodes import gather
from app.engine.run import MOST_STEPS, Run
from tests.engine.sketch import (
    NOON,
    Office,
    Play,
    border,
    both,
    chain,
    compiled,
    draw,
    el,
    end,
    flow,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)

BOMB = '__import__("os").abort()'


def ungated(drawing: bytes, process: str = "p") -> Definition:
    """Compile past the gate, to see what would happen behind it."""
    drawn = model.build(process, {"p.bpmn": xmlsafe.read(drawing)})
    spec, parts = definitions._parse(drawn)
    packed = definitions.pickle.dumps((spec, parts))
    return Definition(process, process, hashlib.sha256(drawing).hexdigest(), gather(drawn), packed)


def test_the_library_is_the_version_these_claims_are_about():
    assert importlib.metadata.version("SpiffWorkflow") == "3.2.0"


@pytest.mark.parametrize(
    "drawing",
    [
        draw(
            start(), xor("x", "x__e"), end(), end("e2"),
            flow("s", "x"), flow("x", "e"), flow("x", "e2", BOMB),
        ),
        draw(start(), script("x", BOMB), end(), chain("s", "x", "e")),
        draw(start(), el("intermediateCatchEvent", "x", timer(BOMB)), end(), chain("s", "x", "e")),
        draw(
            start(),
            el("userTask", "x", "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>"
               f"{BOMB}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"),
            end(), chain("s", "x", "e"),
        ),
    ],
    ids=["condition", "script", "timer", "cardinality"],
)  # fmt: skip
def test_row_1_nothing_written_in_a_drawing_is_run_as_a_program(drawing):
    with pytest.raises(DefinitionRefused):
        compiled(drawing)
    try:
        refused = bool(step.start(ungated(drawing), data={}, now=NOON, world=Office()).faults)
    except StepFailed:
        refused = True
    assert refused


def test_row_2_a_forgotten_script_engine_raises_instead_of_running_anything():
    drawing = draw(start(), script("x", "a = 1"), end(), chain("s", "x", "e"))
    spec, parts = compiled(drawing).specs()
    run = Run(spec, parts)
    with pytest.raises(NoEngine):
        run.do_engine_steps()


def test_row_2_the_librarys_own_workflow_is_disarmed_too():
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(etree.fromstring(draw(start(), script("x", BOMB), end(), chain("s", "x", "e"))))
    workflow = BpmnWorkflow(parser.get_spec("p"))
    with pytest.raises(NoEngine):
        workflow.do_engine_steps()


def test_row_4_a_branch_that_changed_nothing_does_not_undo_anothers_decision():
    drawing = draw(
        start(), both("f", "j"), user("a", "b", "z"), end(),
        flow("s", "f"), chain("f", "a", "j"), chain("f", "b", "j"), chain("j", "z", "e"),
    )  # fmt: skip
    play = Play(compiled(drawing), status="NEW").do("a", status="APPROVED").do("b")
    assert play.data("z")["status"] == "APPROVED"


def test_row_5_fields_survive_though_children_hold_only_what_they_changed():
    play = Play(
        compiled(draw(start(), user("a", "b", "c"), end(), chain("s", "a", "b", "c", "e"))), kind="x", units=3
    )
    assert play.do("a", outcome="y").do("b", units=4).data("c") == {"kind": "x", "units": 4, "outcome": "y"}


def test_row_6_an_event_subprocess_never_gets_past_the_gate():
    handler = el(
        "subProcess",
        "h",
        start("hs") + user("ha") + end("he") + chain("hs", "ha", "he"),
        triggeredByEvent="true",
    )
    with pytest.raises(DefinitionRefused) as refused:
        compiled(draw(start(), user("a"), end(), chain("s", "a", "e"), handler))
    assert "event-subprocess" in {problem.rule for problem in refused.value.problems}


def test_row_7_an_uncaught_error_is_a_fault_and_never_an_end():
    error = '<bpmn:errorEventDefinition errorRef="x_no"/>'
    for drawing in (
        draw(start(), end("e", error), chain("s", "e")),
        draw(
            start(), sub("x", start("is"), end("ie", error), chain("is", "ie")), end(), chain("s", "x", "e")
        ),
    ):
        with pytest.raises(DefinitionRefused):
            compiled(drawing)
        behind = step.start(ungated(drawing), data={}, now=NOON, world=Office())
        assert [(fault.kind, fault.text) for fault in behind.faults] == [(FaultKind.ERROR, "no")]
        assert behind.faults[0].element in {"e", "ie"}
        assert not behind.ended


def _opinions(inner: str) -> bytes:
    return draw(
        start(), inner, border("b", "x", timer('deadline("KN1.SETTLE")'), interrupts=True), user("z"),
        script("y", 'escalate("KN1.SETTLE")'), end(), end("e2"),
        chain("s", "x", "e"), chain("b", "y", "z", "e2"),
    )  # fmt: skip


THRICE = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def test_row_8_a_limit_that_interrupts_repeated_parts_leaves_no_orphans():
    inner = sub("x", THRICE, start("is"), user("a"), end("ie"), chain("is", "a", "ie"))
    play = Play(compiled(_opinions(inner)))
    assert play.open == ["a", "a", "a"]
    play.do("a").fire("b")
    assert play.open == ["z"]
    assert (play.last.faults, play.last.after.timers) == ((), {})
    assert play.do("z").last.ended


def test_row_8_repeated_parts_go_on_together_once_all_are_done():
    inner = sub("x", THRICE, start("is"), user("a"), end("ie"), chain("is", "a", "ie"))
    play = Play(compiled(_opinions(inner)))
    assert play.do("a").do("a").open == ["a"]
    assert play.do("a").last.ended


def test_row_9_lists_never_enter_a_run_and_scalars_are_replaced_whole():
    play = Play(compiled(draw(start(), user("a", "b"), end(), chain("s", "a", "b", "e"))), files="f1 f2")
    with pytest.raises(NotRoutable):
        play.do("a", files=["f9"])
    assert play.do("a", files="f9").data("b") == {"files": "f9"}


def _forks(blocks: int, ways: int) -> bytes:
    parts, last = [start()], "s"
    for block in range(blocks):
        names = [f"a{block}_{way}" for way in range(ways)]
        parts += [both(f"f{block}", f"j{block}"), user(*names), flow(last, f"f{block}")]
        parts += [chain(f"f{block}", name, f"j{block}") for name in names]
        last = f"j{block}"
    return draw(*parts, end(), flow(last, "e"))


@pytest.mark.parametrize(("blocks", "ways"), [(20, 2), (20, 3), (6, 10)])
def test_row_11_forks_in_a_row_stay_small(blocks, ways):
    definition = compiled(_forks(blocks, ways))
    with hold(Moment(NOON, Office())):
        assert len(Run(*definition.specs()).tasks) < 50
    play = Play(definition)
    assert len(play.open) == ways
    for way in range(ways):
        play.do(f"a0_{way}")
    assert play.open == [f"a1_{way}" for way in range(ways)]


def test_moving_a_box_does_not_change_a_decision():
    shapes = (
        '<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">'
        + "".join(
            f'<bpmndi:BPMNShape bpmnElement="{name}"><dc:Bounds x="1" y="{y}" width="9" height="9"/>'
            "</bpmndi:BPMNShape>"
            for name, y in (("a", 500), ("b", 5))
        )
        + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    drawing = (
        start(), xor("g", "g__e"), user("a", "b"), end(), end("ea"), end("eb"), chain("s", "g", "e"),
        flow("g", "a", "abs(units) > 1"), flow("g", "b", "abs(units) > 0"),
        chain("a", "ea"), chain("b", "eb"),
    )  # fmt: skip
    assert Play(compiled(draw(*drawing)), units=2).open == ["a"]
    assert Play(compiled(draw(*drawing, extra=shapes)), units=2).open == ["a"]


def test_an_automatic_loop_stops_at_the_steps_budget_as_a_fault():
    drawing = draw(
        start(), xor("m"), script("x", "n = n + 1"), xor("g", "g__m"), end(),
        chain("s", "m", "x", "g", "m"), flow("g", "e", "n < 0"),
    )  # fmt: skip
    with pytest.raises(DefinitionRefused):
        compiled(drawing)
    stopped = step.start(ungated(drawing), data={"n": 0}, now=NOON, world=Office())
    assert [fault.kind for fault in stopped.faults] == [FaultKind.BUDGET]
    assert stopped.steps == MOST_STEPS + 1
    assert not stopped.ended
