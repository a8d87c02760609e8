"""What is still open is played by a stand-in, under the ids of the drawing, and the stand-in is told."""

from __future__ import annotations

import pytest

from app.engine import xmlsafe
from app.engine.draft import Draft, compile_draft, processes
from app.engine.errors import DefinitionRefused
from tests.engine.sketch import (
    FORM,
    HEAD,
    Play,
    border,
    both,
    call,
    chain,
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

SIGNAL = '<bpmn:signalEventDefinition signalRef="g_go"/>'


def drafted(*parts: str, process: str = "p", **others: bytes) -> Draft:
    files = {"p.bpmn": draw(*parts), **{f"{name}.bpmn": drawing for name, drawing in others.items()}}
    draft = compile_draft(files, process_id=process)
    for note in draft.notes:
        assert note.message
    return draft


def played(*parts: str, **others: bytes) -> Play:
    return Play(drafted(*parts, **others).definition)


def rules(*parts: str) -> set[tuple[str, str]]:
    return {(note.element, note.rule) for note in drafted(*parts).notes if note.rule.startswith("played")}


def between(part: str) -> tuple[str, ...]:
    return start(), part, end(), chain("s", "x", "e")


@pytest.mark.parametrize(
    "part",
    [
        el("serviceTask", "x"),
        el("sendTask", "x"),
        el("businessRuleTask", "x"),
        script("x", "var a = 1;"),
        el("scriptTask", "x"),
        call("x", "nowhere"),
        call("x", "p"),
        el("callActivity", "x"),
        el("subProcess", "x"),
    ],
)
def test_what_nothing_does_is_a_step_of_the_same_id(part):
    assert rules(*between(part)) == {("x", "played-as-step")}
    play = played(*between(part))
    assert play.open == ["x"]
    assert play.do("x").last.ended


def test_a_person_makes_the_choice_that_nobody_wrote():
    parts = (start(), user("a", "b"), end(), xor("g"), flow("s", "g"), flow("g", "a", "${x}"), flow("g", "b"),
             chain("a", "e"), chain("b", "e"))  # fmt: skip
    play = played(*parts)
    asks = play.definition.nodes["decide_g"].properties
    assert play.open == ["decide_g"]
    assert asks == {"outcome": "decide_g", "choices": "g__a:Bước a|g__b:Bước b"}
    assert play.do("decide_g", decide_g="g__a").open == ["a"]
    assert played(*parts).do("decide_g", decide_g="g__b").open == ["b"]


def test_a_person_chooses_one_or_more_ways_behind_an_inclusive_gateway():
    parts = (start(), user("a", "b", "c"), end(), el("inclusiveGateway", "g"), el("inclusiveGateway", "j"),
             flow("s", "g"), chain("g", "a", "j", "e"), chain("g", "b", "j"),
             chain("g", "c", "j"))  # fmt: skip
    play = played(*parts)
    assert play.definition.nodes["decide_g"].properties["several"] == "true"
    assert play.do("decide_g", decide_g="g__a|g__c").open == ["a", "c"]
    assert play.do("a").do("c").last.ended


def test_a_condition_that_can_be_asked_is_asked():
    parts = (start(), user("a", "b"), end(), xor("g", "g__e"), chain("s", "a", "g"),
             flow("g", "b", "x == 1"), flow("g", "e"), flow("b", "e"))  # fmt: skip
    assert played(*parts).do("a", x=1).open == ["b"]


def test_conditions_that_leave_no_case_out_need_nobody():
    parts = (start(), user("a", "b"), end(), xor("g"), chain("s", "a", "g"), flow("g", "b", "x == 1"),
             flow("g", "e", "x != 1"), flow("b", "e"))  # fmt: skip
    assert played(*parts).do("a", x=1).open == ["b"]


def test_a_condition_on_a_field_that_no_step_sets_is_decided_by_a_person():
    parts = (start(), el("userTask", "a"), el("userTask", "b"), end(), xor("g", "g__e"), chain("s", "a", "g"),
             flow("g", "b", "ok == True"), flow("g", "e"), flow("b", "e"))  # fmt: skip
    assert played(*parts).do("a").open == ["decide_g"]


@pytest.mark.parametrize(
    "written", ["", timer(""), timer("${x}"), timer("0 0 9 * * ?"), timer('deadline("a", 2, 3)')]
)
def test_a_timer_nobody_set_fires_after_a_day(written):
    part = el("intermediateCatchEvent", "x", written or "<bpmn:timerEventDefinition/>")
    assert ("x", "played-after-a-day") in rules(*between(part))
    play = played(*between(part))
    assert play.waits == ["x"]
    assert play.fire("x").last.ended


def test_a_written_duration_is_kept():
    play = played(*between(el("intermediateCatchEvent", "x", timer("P3D"))))
    (waiting,) = play.last.after.timers.values()
    assert (waiting.due_at - play.now).days == 3


@pytest.mark.parametrize(
    "cause",
    ["<bpmn:conditionalEventDefinition/>", SIGNAL, "<bpmn:messageEventDefinition/>", ""],
)
def test_what_nobody_sends_is_waited_for_under_the_events_own_name(cause):
    part = el("intermediateCatchEvent", "x", cause, name="Có trả lời")
    play = played(*between(part))
    assert [awaited.name for awaited in play.last.after.messages.values()] == ["Có trả lời"]
    assert play.tell("Có trả lời").last.ended


def test_an_event_subprocess_and_what_undoes_are_left_out():
    handler = sub(
        "h",
        el("startEvent", "hs", message()),
        user("ha"),
        end("he"),
        chain("hs", "ha", "he"),
        triggeredByEvent="true",
    )
    undo = el("serviceTask", "u", isForCompensation="true")
    hung = border("b", "a", "<bpmn:compensateEventDefinition/>", interrupts=True)
    parts = (
        start(),
        user("a"),
        end("e", "<bpmn:compensateEventDefinition/>"),
        chain("s", "a", "e"),
        handler,
        undo,
        hung,
    )
    assert rules(*parts) == {(name, "played-without") for name in ("h", "u", "b", "e")}
    assert played(*parts).do("a").last.ended


def test_a_cancelled_transaction_goes_its_way():
    cancel = "<bpmn:cancelEventDefinition/>"
    inner = el("transaction", "x", start("xs") + user("xa") + end("xe", cancel) + chain("xs", "xa", "xe"))
    parts = (start(), inner, border("b", "x", cancel, interrupts=True), user("after"), end(), end("be"),
             chain("s", "x", "e"), chain("b", "after", "be"))  # fmt: skip
    assert played(*parts).do("xa").open == ["after"]


def test_steps_in_any_order_lie_open_side_by_side():
    play = played(*between(el("adHocSubProcess", "x", user("xa", "xb"))))
    assert play.open == ["xa", "xb"]
    assert play.do("xb").do("xa").last.ended


def test_a_complex_gateway_lets_ways_be_chosen():
    parts = (
        start(),
        el("complexGateway", "g"),
        user("a", "b"),
        end(),
        flow("s", "g"),
        chain("g", "a", "e"),
        chain("g", "b", "e"),
    )
    assert played(*parts).do("decide_g", decide_g="g__b").open == ["b"]


def test_a_person_says_which_of_several_starts_it_was():
    parts = (
        start(),
        el("startEvent", "s2", message()),
        user("a", "b"),
        end(),
        chain("s", "a", "e"),
        chain("s2", "b", "e"),
    )
    play = played(*parts)
    assert play.open == ["decide_choice_of_p"]
    assert play.do("decide_choice_of_p", decide_choice_of_p="choice_of_p_to_s2").open == ["b"]


def test_an_event_gateway_with_two_timers_is_a_choice():
    waits = [el("intermediateCatchEvent", name, timer("P1D")) for name in ("c1", "c2")]
    parts = (
        start(),
        el("eventBasedGateway", "g"),
        *waits,
        end(),
        flow("s", "g"),
        chain("g", "c1", "e"),
        chain("g", "c2", "e"),
    )
    assert played(*parts).open == ["decide_g"]


def test_what_is_repeated_over_a_list_is_done_twice_and_an_unbounded_loop_once():
    listed = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>x</bpmn:loopDataInputRef>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    assert played(*between(el("userTask", "x", listed))).open == ["x", "x"]
    assert played(*between(el("userTask", "x", "<bpmn:standardLoopCharacteristics/>"))).do("x").last.ended


def test_an_arrow_across_a_border_leads_to_the_part():
    inner = sub("x", start("xs"), user("xa"), end("xe"), chain("xs", "xa", "xe"))
    assert played(start(), inner, end(), flow("s", "xa"), flow("xa", "e")).do("xa").last.ended


def test_an_error_that_nothing_catches_is_a_plain_end():
    parts = (
        start(),
        user("a"),
        end("e", '<bpmn:errorEventDefinition errorRef="x_no"/>'),
        chain("s", "a", "e"),
    )
    assert rules(*parts) == {("e", "played-as-end")}
    done = played(*parts).do("a").last
    assert done.ended
    assert done.faults == ()


@pytest.mark.parametrize(
    "parts",
    [
        (start(), user("a", "b"), chain("s", "a", "b", "a")),
        (start(), user("a", "b"), both("g"), chain("s", "a", "b", "g", "b"), flow("g", "e"), end()),
        (user("a", "b"), chain("a", "b", "a")),
    ],
)
def test_a_loop_that_nothing_leaves_can_be_played_round_after_round(parts):
    play = played(*parts)
    for _round in range(3):
        play.do(play.open[0])
    assert play.open


def test_a_called_procedure_is_played_and_one_that_shares_ids_is_a_step():
    parts = (start(), call("x", "inner"), end(), chain("s", "x", "e"))
    inner = draw(start("i_s"), user("i_a"), end("i_e"), chain("i_s", "i_a", "i_e"), process="inner")
    assert played(*parts, inner=inner).open == ["i_a"]
    clashing = draw(start("s"), user("i_a"), end("i_e"), chain("s", "i_a", "i_e"), process="inner")
    assert played(*parts, inner=clashing).open == ["x"]


def test_lanes_and_words_of_the_drawing_stay():
    lane = el("lane", "l1", "<bpmn:flowNodeRef>g</bpmn:flowNodeRef>", name="Cán bộ")
    lanes = el("laneSet", "l", lane)
    parts = (
        lanes,
        start(),
        xor("g"),
        user("a"),
        end(),
        flow("s", "g"),
        flow("g", "a"),
        flow("g", "e"),
        flow("a", "e"),
    )
    nodes = drafted(*parts).definition.nodes
    assert nodes["decide_g"].lane == "Cán bộ"
    assert nodes["a"].properties == {"form": "f", "role": "officer"}


def test_the_procedures_to_play_are_those_with_steps_that_no_other_calls():
    outer = el("process", "outer", start("o") + call("c", "inner"))
    inner = el("process", "inner", start("i"))
    root = xmlsafe.read(f'{HEAD}<bpmn:process id="empty"/>{inner}{outer}</bpmn:definitions>'.encode())
    assert processes(root) == ("outer",)


def test_a_file_in_which_nothing_can_be_run_is_refused():
    with pytest.raises(DefinitionRefused) as refused:
        compile_draft({"p.bpmn": draw()}, process_id="p")
    assert [problem.rule for problem in refused.value.problems] == ["nothing-to-run"]


def test_a_step_of_ours_keeps_its_form():
    assert drafted(start(), el("userTask", "a", FORM), end(), chain("s", "a", "e")).notes == ()


def test_a_drawing_nobody_could_look_over_is_refused_at_once():
    names = [f"a{number}" for number in range(1_300)]
    with pytest.raises(DefinitionRefused) as refused:
        compile_draft({"p.bpmn": draw(start(), user(*names), chain("s", *names))}, process_id="p")
    assert [problem.rule for problem in refused.value.problems] == ["too-large"]
