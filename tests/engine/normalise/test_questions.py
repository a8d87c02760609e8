"""Where a rewrite would change the meaning, a person is asked and the drawing stays as it is drawn."""

from __future__ import annotations

import pytest
from lxml import etree

from app.engine import xmlsafe
from app.engine.errors import DefinitionRefused
from app.engine.normalise import normalise
from app.language import use
from tests.engine.normalise.sheets import asked, kinds, of, rewritten
from tests.engine.sketch import (
    FORM,
    HEAD,
    border,
    both,
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

CONDITIONAL = "<bpmn:conditionalEventDefinition><bpmn:condition/></bpmn:conditionalEventDefinition>"
TIMED = "<bpmn:timerEventDefinition/>"
LISTED = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>x</bpmn:loopDataInputRef>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)
MAPPED = (
    '<bpmn:extensionElements xmlns:z="http://camunda.org/schema/zeebe/1.0"><z:ioMapping/>'
    "</bpmn:extensionElements>"
)
VENDOR = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        (el("serviceTask", "x"), "service-unbound"),
        (el("sendTask", "x"), "service-unbound"),
        (el("businessRuleTask", "x"), "service-unbound"),
        (script("x", "var a = 1;"), "script-foreign"),
        (script("x", 'milestone("sent")').replace(" id=", ' scriptFormat="groovy" id='), "script-foreign"),
        (el("scriptTask", "x"), "script-empty"),
        (el("callActivity", "x"), "call-unnamed"),
        (el("callActivity", "x", calledElement="${which}"), "call-unnamed"),
        (el("complexGateway", "x"), "complex-gateway"),
        (el("adHocSubProcess", "x", user("xa")), "ad-hoc"),
        (el("transaction", "x", start("xs") + end("xe") + chain("xs", "xe")), "transaction"),
        (el("subProcess", "x"), "part-empty"),
        (el("intermediateThrowEvent", "x", "<bpmn:compensateEventDefinition/>"), "compensation"),
        (el("intermediateThrowEvent", "x", '<bpmn:linkEventDefinition name="l"/>'), "link-unpaired"),
        (el("intermediateCatchEvent", "x", CONDITIONAL), "condition-watched"),
        (el("intermediateCatchEvent", "x", message() + TIMED), "several-causes"),
        (el("intermediateCatchEvent", "x", TIMED), "time-unspecified"),
        (el("intermediateCatchEvent", "x", timer("")), "time-unspecified"),
        (el("intermediateCatchEvent", "x", timer("=hạn")), "time-foreign"),
        (el("intermediateCatchEvent", "x", timer("${due}")), "time-foreign"),
        (el("userTask", "x", LISTED), "repetition-unclear"),
        (el("userTask", "x", "<bpmn:multiInstanceLoopCharacteristics/>"), "repetition-unclear"),
        (el("userTask", "x", "<bpmn:standardLoopCharacteristics/>"), "loop-unbounded"),
        (el("userTask", "x", completionQuantity="2"), "quantity"),
        (el("subProcess", "x", startQuantity="3"), "quantity"),
        (el("eventBasedGateway", "x", eventGatewayType="Parallel"), "awaits-all"),
        (el("userTask", "x", "<bpmn:dataInputAssociation/>"), "data-arrow"),
        (el("userTask", "x", MAPPED), "behaviour-foreign"),
        (el("userTask", "x", "<bpmn:potentialOwner>Văn thư</bpmn:potentialOwner>"), "form-foreign"),
    ],
)  # fmt: skip
def test_what_needs_a_person_is_asked(part, rule):
    found = rewritten(start(), part, end(), chain("s", "x", "e"))
    assert ("x", rule) in asked(found)


@pytest.mark.parametrize(
    ("parts", "question"),
    [
        ((xor("g"), flow("g", "a"), flow("g", "e")), ("g", "choice-unwritten")),
        ((xor("g"), flow("g", "a", "${ok}"), flow("g", "e", "x == 1")), ("g__a", "condition-foreign")),
        ((xor("g"), flow("g", "a", "= ok"), flow("g", "e", "x == 1")), ("g__a", "condition-foreign")),
        ((xor("g"), flow("g", "a", "x == 1")), ("g", "condition-alone")),
        ((xor("g", "g__x"), flow("g", "a", "x == 1"), flow("g", "e", "x == 2")), ("g", "default-elsewhere")),
    ],
)
def test_a_choice_that_nobody_wrote_is_asked(parts, question):
    found = rewritten(start(), user("a"), end(), flow("s", "g"), flow("a", "e"), *parts)
    assert question in asked(found)


def test_a_condition_in_another_language_is_asked_even_if_it_could_be_read():
    condition = (
        '<bpmn:conditionExpression language="http://www.java.com/java">x == 1</bpmn:conditionExpression>'
    )
    asks = el("sequenceFlow", "f", condition, sourceRef="g", targetRef="a")
    found = rewritten(
        start(), user("a"), end(), flow("s", "g"), xor("g", "g__e"), asks, flow("g", "e"), flow("a", "e")
    )
    assert asked(found) == {("f", "condition-foreign")}


@pytest.mark.parametrize(
    "cause", [message(), "<bpmn:signalEventDefinition/>", timer('"2026-01-05"'), CONDITIONAL]
)
def test_a_procedure_that_begins_by_itself_is_asked(cause):
    found = rewritten(el("startEvent", "s", cause), user("a"), end(), chain("s", "a", "e"))
    assert ("s", "start-waits") in asked(found)


def test_several_starts_are_asked():
    found = rewritten(start(), start("s2"), user("a"), end(), chain("s", "a", "e"), flow("s2", "a"))
    assert asked(found) == {("p", "several-starts")}


def test_an_event_subprocess_and_a_handler_are_asked_and_get_no_end():
    handler = sub(
        "h", el("startEvent", "hs", message()), end("he"), chain("hs", "he"), triggeredByEvent="true"
    )
    undo = el("serviceTask", "u", isForCompensation="true")
    hung = border("b", "a", "<bpmn:compensateEventDefinition/>", interrupts=True)
    found = rewritten(start(), user("a"), end(), chain("s", "a", "e"), handler, undo, hung)
    assert {("h", "event-part"), ("u", "compensation"), ("b", "compensation")} <= asked(found)
    assert "end_of_h" not in kinds(found)


def test_arrows_across_borders_and_past_ends_are_asked():
    inner = sub("x", start("xs"), user("xa"), end("xe"), chain("xs", "xa", "xe"))
    found = rewritten(start(), inner, end(), chain("s", "x", "e"), flow("s", "xa"), flow("e", "x"))
    assert {("s__xa", "arrow-loose"), ("e", "end-goes-on")} <= asked(found)


def test_a_store_is_asked_wherever_it_stands():
    store = '<bpmn:dataStore id="d" name="Kho"/>'
    found = rewritten(
        start(), user("a"), end(), chain("s", "a", "e"), el("dataStoreReference", "r"), extra=store
    )
    assert asked(found) == {("d", "data-store"), ("r", "data-store")}


def test_another_programs_form_is_asked_until_ours_is_chosen():
    named = f'<bpmn:userTask id="a" {VENDOR} camunda:assignee="oanh">'
    without = rewritten(start(), named + "</bpmn:userTask>", end(), chain("s", "a", "e"))
    assert asked(without) == {("a", "form-foreign")}
    chosen = rewritten(start(), named + FORM + "</bpmn:userTask>", end(), chain("s", "a", "e"))
    assert asked(chosen) == set()


def test_what_is_asked_stays_as_it_is_drawn():
    root = xmlsafe.read(
        draw(start(), el("complexGateway", "x"), el("serviceTask", "y"), end(), chain("s", "x", "y", "e"))
    )
    assert etree.tostring(normalise(root).root) == etree.tostring(root)


def test_normalising_again_changes_nothing_and_asks_the_same():
    found = rewritten(
        user("a", "b"), el("serviceTask", "x"), both("j"), end("done", "<bpmn:signalEventDefinition/>"),
        chain("a", "j", "done"), chain("b", "j"), flow("a", "x"),
    )  # fmt: skip
    again = normalise(found.root)
    assert etree.tostring(again.root) == etree.tostring(found.root)
    assert [note for note in again.notes if note.open] == [note for note in found.notes if note.open]


def test_a_procedure_with_an_open_question_is_not_put_in_force():
    drawing = draw(start(), el("userTask", "a", FORM + MAPPED), end(), chain("s", "a", "e"))
    with pytest.raises(DefinitionRefused) as refused:
        compiled(drawing)
    assert [(problem.element, problem.rule) for problem in refused.value.problems] == [
        ("a", "behaviour-foreign")
    ]


def test_a_question_speaks_the_readers_language():
    (note,) = rewritten(start(), el("serviceTask", "x", name="Gửi tin"), end(), chain("s", "x", "e")).notes
    with use("en"):
        assert note.message.startswith('"Gửi tin" is done by a program that this office does not have.')
    with use("vi"):
        assert note.message.startswith('"Gửi tin" do một chương trình mà cơ quan không có thực hiện.')


def test_a_file_without_a_procedure_is_told_what_it_is():
    talk = '<bpmn:choreography id="c" name="Trao đổi"><bpmn:choreographyTask id="t"/></bpmn:choreography>'
    found = of(f"{HEAD}{talk}</bpmn:definitions>".encode())
    assert [(note.element, note.rule) for note in found.notes] == [("c", "conversation")]


def test_what_must_be_understood_elsewhere_is_asked():
    demands = '<bpmn:extension definition="sla:hours" mustUnderstand="true"/>'
    found = rewritten(start(), user("a"), end(), chain("s", "a", "e"), extra=demands)
    assert "must-understand" in {rule for _element, rule in asked(found)}
