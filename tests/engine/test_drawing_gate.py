"""The gate refuses, by name, what would run otherwise than it is drawn, and says how to draw it."""

from __future__ import annotations

import pytest

from app.engine import model, xmlsafe
from app.engine.definition import compile_definition
from app.engine.errors import DefinitionRefused, Problem
from app.engine.lint import HOUSE, SOUND, look
from app.language import use
from tests.engine.sketch import (
    HEAD,
    border,
    both,
    call,
    chain,
    compiled,
    draw,
    el,
    end,
    flow,
    message,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)

PLAIN = (start(), user("a"), end(), chain("s", "a", "e"))
STEP = (start(), end())


def problems(*drawings: bytes, process: str = "p") -> set[tuple[str, str]]:
    """Hold drawings against the rules as they are drawn, without the rewrites that mend some of it."""
    roots = {str(number): xmlsafe.read(drawing) for number, drawing in enumerate(drawings)}
    found = look(model.build(process, roots))
    for problem in found:
        assert problem.message
        assert "{" not in problem.message
    return {(problem.element, problem.rule) for problem in found}


def within(part: str, element: str, rule: str) -> None:
    """Put an element between start and end, and expect its refusal."""
    assert (element, rule) in problems(draw(start(), part, end(), chain("s", element, "e")))


def test_a_plain_procedure_passes():
    assert compiled(draw(*PLAIN)).nodes["a"].name == "Bước a"


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        (el("complexGateway", "x"), "element"),
        (el("adHocSubProcess", "x", start("xs") + end("xe") + chain("xs", "xe")), "element"),
        (el("transaction", "x", start("xs") + end("xe") + chain("xs", "xe")), "element"),
        (el("serviceTask", "x"), "element"),
        (el("businessRuleTask", "x"), "element"),
        (el("sendTask", "x"), "element"),
        (el("choreographyTask", "x"), "element"),
        (el("task", "x"), "task-kind"),
        (el("manualTask", "x"), "task-kind"),
        (el("userTask", "x"), "user-task"),
        (el("scriptTask", "x"), "script"),
        (el("userTask", "x", isForCompensation="true"), "compensation"),
        (el("intermediateThrowEvent", "x", "<bpmn:compensateEventDefinition/>"), "compensation"),
        (el("intermediateThrowEvent", "x", '<bpmn:linkEventDefinition name="l"/>'), "link"),
        (el("intermediateCatchEvent", "x", "<bpmn:conditionalEventDefinition/>"), "conditional"),
        (el("intermediateCatchEvent", "x", message() + timer("followup()")), "multiple-event"),
        (el("intermediateThrowEvent", "x", message()), "unheard"),
        (el("intermediateThrowEvent", "x", '<bpmn:signalEventDefinition signalRef="g_go"/>'), "unheard"),
        (el("intermediateCatchEvent", "x", '<bpmn:signalEventDefinition signalRef="g_go"/>'), "unsent"),
        (el("intermediateCatchEvent", "x", timer('"2026-01-05"')), "literal-time"),
        (
            el("intermediateCatchEvent", "x", timer("f()").replace("timeDate", "timeDuration")),
            "literal-time",
        ),
        (el("intermediateCatchEvent", "x", timer("")), "expression"),
        (el("intermediateCatchEvent", "x", timer("2026-01-05T00:00")), "expression"),
        (el("intermediateCatchEvent", "x", timer('remind("KN1.SETTLE")')), "expression"),
        (el("intermediateCatchEvent", "x", timer("deadline()")), "arguments"),
        (el("intermediateCatchEvent", "x", timer('reminder("KN1.SETTLE")')), "arguments"),
        (script("x", "import os"), "expression"),
        (script("x", 'send_mail("a")'), "expression"),
        (script("x", 'deadline("KN1.SETTLE")'), "expression"),
        (script("x", 'close_case("settled", "now")'), "arguments"),
        (script("x", 'remind(limit="KN1.SETTLE")'), "arguments"),
        (
            el("userTask", "x", "<bpmn:extensionElements>"
               "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>"
               "</bpmn:extensionElements>"),
            "hidden-script",
        ),
        (
            el("userTask", "x", "<bpmn:dataInputAssociation><bpmn:sourceRef>d</bpmn:sourceRef>"
               "</bpmn:dataInputAssociation>"),
            "data-association",
        ),
        (
            el("userTask", "x", "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>units"
               "</bpmn:loopDataInputRef></bpmn:multiInstanceLoopCharacteristics>"),
            "repetition",
        ),
        (
            el("userTask", "x", "<bpmn:multiInstanceLoopCharacteristics>"
               "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
               "<bpmn:loopDataOutputRef>out</bpmn:loopDataOutputRef></bpmn:multiInstanceLoopCharacteristics>"),
            "repetition",
        ),
        (
            el("userTask", "x", "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>900"
               "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"),
            "repetition",
        ),
        (el("userTask", "x", "<bpmn:standardLoopCharacteristics/>"), "repetition"),
        (call("x", "nowhere"), "call"),
        (sub("x", start("xs"), user("xa"), chain("xs", "xa")), "end"),
        (sub("x", user("xa"), end("xe"), chain("xa", "xe")), "start"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)  # fmt: skip
def test_an_element_that_would_run_otherwise_is_refused(part, rule):
    within(part, "x", rule)


@pytest.mark.parametrize("event", ["", message(), timer("followup()"), "<bpmn:errorEventDefinition/>"])
@pytest.mark.parametrize("interrupts", ["true", "false"])
def test_no_event_subprocess_of_any_kind_is_accepted(event, interrupts):
    handler = el(
        "subProcess", "h", el("startEvent", "hs", event, isInterrupting=interrupts) + user("ha") + end("he")
        + chain("hs", "ha", "he"), triggeredByEvent="true",
    )  # fmt: skip
    assert ("h", "event-subprocess") in problems(draw(*PLAIN, handler))


def test_an_end_that_signals_is_refused():
    drawing = draw(start(), end("e", '<bpmn:signalEventDefinition signalRef="g_go"/>'), chain("s", "e"))
    assert ("e", "signal-end") in problems(drawing)


def test_an_interrupting_cycle_is_refused():
    cycle = timer("followup()").replace("timeDate", "timeCycle")
    drawing = draw(*PLAIN, border("b", "a", cycle, interrupts=True), end("be"), chain("b", "be"))
    assert ("b", "interrupting-cycle") in problems(drawing)


def test_two_timers_on_an_event_gateway_are_refused():
    catches = [el("intermediateCatchEvent", name, timer("followup()")) for name in ("c1", "c2")]
    drawing = draw(
        start(), el("eventBasedGateway", "g"), *catches, end("e1"), end("e2"),
        chain("s", "g", "c1", "e1"), chain("g", "c2", "e2"),
    )  # fmt: skip
    assert ("g", "two-timers") in problems(drawing)


def test_a_step_behind_an_event_gateway_is_refused():
    drawing = draw(start(), el("eventBasedGateway", "g"), user("a"), end(), chain("s", "g", "a", "e"))
    assert ("g", "event-gateway") in problems(drawing)


def _error(name: str = "x_no") -> str:
    return f'<bpmn:errorEventDefinition errorRef="{name}"/>'


@pytest.mark.parametrize(
    "part",
    [
        el("intermediateCatchEvent", "x", "<bpmn:messageEventDefinition/>"),
        el("intermediateCatchEvent", "x", '<bpmn:messageEventDefinition messageRef="nowhere"/>'),
        el("receiveTask", "x"),
    ],
)
def test_a_message_without_a_name_is_refused(part):
    within(part, "x", "unnamed")


def test_an_error_that_is_not_declared_is_refused():
    assert ("e", "unnamed") in problems(draw(start(), end("e", _error("x_nowhere")), chain("s", "e")))


def test_an_error_nobody_catches_is_refused_at_the_top():
    assert ("e", "error-end") in problems(draw(start(), end("e", _error()), chain("s", "e")))


def test_an_error_is_caught_on_the_border_by_its_code_or_by_any():
    inner = sub("ph", start("is"), end("ie", _error()), chain("is", "ie"))
    for caught in (_error(), "<bpmn:errorEventDefinition/>"):
        hangs = border("b", "ph", caught, interrupts=True)
        compiled(draw(start(), inner, hangs, end(), end("be"), chain("s", "ph", "e"), chain("b", "be")))
    other = border("b", "ph", _error("x_other"), interrupts=True)
    drawing = draw(start(), inner, other, end(), end("be"), chain("s", "ph", "e"), chain("b", "be"))
    assert ("ie", "error-end") in problems(drawing)


def test_an_error_does_not_leave_a_called_procedure():
    inner = draw(start("i_s"), end("i_e", _error()), chain("i_s", "i_e"), process="inner")
    outer = draw(
        start(), call("c", "inner"), border("b", "c", _error(), interrupts=True), end(), end("be"),
        chain("s", "c", "e"), chain("b", "be"),
    )  # fmt: skip
    assert ("i_e", "error-end") in problems(outer, inner)


def hiding(written: str) -> bytes:
    gateway = xor("g", "g__e") + flow("s", "g") + flow("g", "e") + end("e2")
    hidden = (
        '<bpmn:sequenceFlow id="g__e2" sourceRef="g" targetRef="e2">'
        f"<bpmn:conditionExpression>{written}</bpmn:conditionExpression></bpmn:sequenceFlow>"
    )
    return draw(*STEP, gateway, hidden)


@pytest.mark.parametrize(
    "written",
    ["units &gt; 0<!-- --> and approved", "units &gt; 0<?x y?> and approved", "<!-- units --> approved"],
)
def test_a_comment_cannot_hide_part_of_a_condition(written):
    with pytest.raises(DefinitionRefused) as refused:
        compiled(hiding(written))
    assert [(problem.element, problem.rule) for problem in refused.value.problems] == [("0.bpmn", "xml")]


def test_a_tag_cannot_hide_part_of_a_condition():
    assert ("g", "split-expression") in problems(hiding("units &gt; 0<bpmn:x/> and approved"))


def test_comments_elsewhere_do_no_harm():
    compiled(draw(*PLAIN, "<!-- drawn on a rainy day -->"))


def test_a_choice_needs_conditions_and_a_default():
    choice = (start(), user("a"), end(), end("e2"), chain("s", "g"), chain("a", "e2"))
    assert ("g__a", "condition") in problems(draw(*choice, xor("g", "g__e"), flow("g", "a"), flow("g", "e")))
    both_ask = (flow("g", "a", "x == 1"), flow("g", "e", "x == 2"))
    assert ("g", "default") in problems(draw(*choice, xor("g"), *both_ask))
    assert ("g__e", "condition-ignored") in problems(draw(*choice, xor("g", "g__e"), *both_ask))


def test_a_condition_on_the_only_arrow_is_refused():
    drawing = draw(start(), user("a"), end(), flow("s", "a"), flow("a", "e", "approved"))
    assert ("a__e", "condition-ignored") in problems(drawing)


def test_several_arrows_out_of_a_step_are_refused():
    drawing = draw(*PLAIN, end("e2"), flow("a", "e2"))
    assert ("a", "split") in problems(drawing)


def test_a_step_nothing_leads_to_or_from_is_refused():
    found = problems(draw(*PLAIN, user("lost")))
    assert {("lost", "unreachable"), ("lost", "dead-end")} <= found


def test_an_arrow_across_the_border_of_a_subprocess_is_refused():
    inner = sub("x", start("xs"), user("xa"), end("xe"), chain("xs", "xa", "xe"))
    assert ("s__xa", "arrow") in problems(draw(start(), inner, end(), chain("s", "x", "e"), flow("s", "xa")))


def test_two_starts_and_a_start_that_waits_are_refused():
    assert ("p", "start") in problems(draw(*PLAIN, start("s2"), flow("s2", "a")))
    waiting = el("startEvent", "s", message())
    assert ("s", "start") in problems(draw(waiting, user("a"), end(), chain("s", "a", "e")))


def test_a_border_event_needs_a_step_and_a_cause():
    loose = border("b", "nowhere", message(), interrupts=True)
    assert ("b", "boundary") in problems(draw(*PLAIN, loose, end("be"), chain("b", "be")))
    idle = border("b", "a", "", interrupts=True)
    assert ("b", "boundary") in problems(draw(*PLAIN, idle, end("be"), chain("b", "be")))


def test_a_loop_into_a_parallel_gateway_is_refused():
    drawing = draw(
        start(), both("f", "j"), user("a", "b"), xor("g", "g__e"), end(),
        flow("s", "f"), chain("f", "a", "j"), chain("f", "b", "j"), flow("j", "g"), flow("g", "e"),
        flow("g", "f", "again"),
    )  # fmt: skip
    assert problems(drawing) == {("f", "join-in-loop")}


def test_a_loop_that_waits_for_nobody_is_refused():
    drawing = draw(
        start(), xor("m"), script("x", 'remind("KN1.SETTLE")'), xor("g", "g__e"), end(),
        chain("s", "m", "x", "g", "e"), flow("g", "m", "again"),
    )  # fmt: skip
    assert [rule for _element, rule in problems(drawing)] == ["endless-loop"]


def test_one_id_for_two_elements_is_refused_across_a_call():
    outer = draw(start(), call("c", "inner"), end(), chain("s", "c", "e"))
    inner = draw(start("i_s"), user("c"), end("i_e"), chain("i_s", "c", "i_e"), process="inner")
    assert ("c", "id") in problems(outer, inner)


def test_a_procedure_that_calls_itself_is_refused():
    assert ("p", "call") in problems(draw(start(), call("x", "p"), end(), chain("s", "x", "e")))


def test_a_procedure_that_is_missing_or_not_executable_is_refused():
    assert ("q", "process") in problems(draw(*PLAIN), process="q")
    asleep = draw(*PLAIN).replace(b'isExecutable="true"', b'isExecutable="false"')
    assert ("p", "process") in problems(asleep)


def test_a_drawing_too_large_to_look_over_is_refused():
    names = [f"a{number}" for number in range(301)]
    assert ("p", "size") in problems(draw(start(), user(*names), end(), chain("s", *names, "e")))


@pytest.mark.parametrize(
    "content",
    [
        b"not xml",
        b"",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + draw(*PLAIN).split(b"?>\n")[1],
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + draw(*PLAIN).split(b"?>\n")[1],
        ("<!DOCTYPE x>" + draw(*PLAIN).decode().split("?>\n")[1]).encode("utf-16"),
        HEAD.encode() + b"<a>" * 400 + b"</a>" * 400 + b"</bpmn:definitions>",
        HEAD.encode() + b"<a/>" * 20_001 + b"</bpmn:definitions>",
        draw(*PLAIN) + b" " * (2 * 1024 * 1024),
    ],
    ids=["words", "nothing", "entity", "external", "utf-16", "deep", "many", "large"],
)
def test_a_file_that_is_not_plain_xml_is_refused(content):
    with pytest.raises(DefinitionRefused) as refused:
        compile_definition({"p.bpmn": content}, process_id="p")
    assert [problem.rule for problem in refused.value.problems] == ["xml"]


def test_files_of_other_kinds_are_left_alone():
    assert compile_definition({"p.bpmn": draw(*PLAIN), "about.md": b"# x"}, process_id="p").process_id == "p"


def test_a_refusal_speaks_the_readers_language():
    with pytest.raises(DefinitionRefused) as refused:
        compiled(draw(start(), el("complexGateway", "x"), end(), chain("s", "x", "e")))
    problem: Problem = refused.value.problems[0]
    with use("en"):
        assert problem.message.startswith("A complex gateway does not run.")
    with use("vi"):
        assert problem.message.startswith("Cổng phức hợp")


def test_every_rule_says_what_it_refuses():
    for rule in SOUND + HOUSE:
        assert (rule.__doc__ or "").startswith("Refuse")
