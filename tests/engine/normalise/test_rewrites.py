"""What another program draws in its own way is drawn as it runs here, and the rewrite is told."""

from __future__ import annotations

import pytest
from lxml import etree

from app.engine import xmlsafe
from app.engine.normalise import normalise
from app.engine.xmlsafe import BPMN
from app.rehearsal.shipped import ROOT
from tests.engine.normalise.sheets import arrows, asked, kinds, node, of, rewritten, told
from tests.engine.sketch import (
    Play,
    both,
    chain,
    compiled,
    draw,
    el,
    end,
    flow,
    message,
    start,
    sub,
    timer,
    user,
    xor,
)

LINK = '<bpmn:linkEventDefinition name="{}"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="g_go"/>'


@pytest.mark.parametrize("path", sorted(ROOT.glob("processes/*/*.bpmn")), ids=lambda path: path.stem)
def test_what_is_shipped_needs_no_rewrite(path):
    root = xmlsafe.read(path.read_bytes())
    found = normalise(root)
    assert found.notes == ()
    assert etree.tostring(found.root) == etree.tostring(root)


def test_the_given_drawing_stays_as_it_is():
    root = xmlsafe.read(draw(start(), user("a")))
    before = etree.tostring(root)
    assert normalise(root).notes
    assert etree.tostring(root) == before


def test_several_arrows_without_conditions_are_all_taken():
    drawing = draw(
        start(), user("a", "b", "c"), end(), chain("s", "a"), chain("a", "b", "e"), chain("a", "c", "e")
    )
    assert told(of(drawing)) == {("a", "implicit-split")}
    assert Play(compiled(drawing)).do("a").open == ["b", "c"]


@pytest.mark.parametrize(
    ("x", "way"),
    [(1, ["b", "always"]), (2, ["always", "c"]), (9, ["always"])],
    ids=["first", "second", "none"],
)
def test_arrows_with_conditions_are_taken_when_they_hold_and_the_others_always(x, way):
    drawing = draw(
        start(), user("a", "b", "c", "always"), end(), flow("s", "a"), flow("a", "b", "x == 1"),
        flow("a", "c", "x == 2"), flow("a", "always"), chain("b", "e"), chain("c", "e"), chain("always", "e"),
    )  # fmt: skip
    assert told(of(drawing)) == {("a", "implicit-split")}
    assert Play(compiled(drawing)).do("a", x=x).open == sorted(way)


@pytest.mark.parametrize(("x", "way"), [(1, "b"), (2, "c")])
def test_the_default_of_a_step_is_taken_when_nothing_else_is(x, way):
    drawing = draw(
        start(), el("userTask", "a", user("_").split(">", 1)[1].rsplit("</", 1)[0], default="a__c"),
        user("b", "c"), end(), flow("s", "a"), flow("a", "b", "x == 1"), flow("a", "c"), chain("b", "e"),
        chain("c", "e"),
    )  # fmt: skip
    assert Play(compiled(drawing)).do("a", x=x).open == [way]


def test_a_start_is_put_before_all_to_which_nothing_leads():
    drawing = draw(user("a", "b"), both("j"), end(), chain("a", "j", "e"), chain("b", "j"))
    assert told(of(drawing)) == {("p", "start-added")}
    assert Play(compiled(drawing)).open == ["a", "b"]


def test_an_end_is_put_behind_what_nothing_follows():
    drawing = draw(
        start(), user("a", "b"), xor("g", "g__a"), flow("s", "g"), flow("g", "a"), flow("g", "b", "x == 1")
    )
    found = of(drawing)
    assert told(found) == {("a", "end-added"), ("b", "end-added")}
    assert ("a", "end_of_a") in arrows(found)


def test_both_halves_of_a_link_become_an_arrow():
    found = rewritten(
        start(), user("a"), end(), el("intermediateThrowEvent", "t", LINK.format("A")),
        el("intermediateCatchEvent", "c", LINK.format("A")), chain("s", "t"), chain("c", "a", "e"),
    )  # fmt: skip
    assert told(found) == {("t", "link-drawn")}
    assert ("t", "c") in arrows(found)


def test_the_signal_of_an_end_is_heard():
    parts = (
        start(), both("f"), el("intermediateCatchEvent", "c", SIGNAL), user("a", "w"), end("done", SIGNAL),
        end(),
        chain("s", "f", "a", "done"), chain("f", "c", "w", "e"),
    )  # fmt: skip
    assert told(rewritten(*parts)) == {("done", "signal-end")}
    played = Play(compiled(draw(*parts))).do("a")
    assert played.open == ["w"]
    assert played.last.ends == ("done",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("P5D", "timeDuration"),
        ("PT1H30M", "timeDuration"),
        ("2026-02-01T08:00:00+07:00", "timeDate"),
        ("R3/P1D", "timeCycle"),
    ],
)
def test_a_plain_time_is_read_as_what_it_is_whatever_it_was_called(text, kind):
    found = rewritten(start(), el("intermediateCatchEvent", "w", timer(text)), end(), chain("s", "w", "e"))
    assert told(found) == {("w", "time-quoted")}
    written = node(found, "w").find(f"*/{xmlsafe.bpmn(kind)}")
    assert written is not None
    assert written.text == f'"{text}"'


@pytest.mark.parametrize(
    "text", ["P", "PT", "P1", "2026-02-31", "R/", "R3/x", "30 ngày", "0 0 9 * * ?", "P99999999Y"]
)
def test_what_only_looks_like_a_time_is_not_read_as_one(text):
    found = rewritten(start(), el("intermediateCatchEvent", "w", timer(text)), end(), chain("s", "w", "e"))
    assert asked(found) == {("w", "time-foreign")}


def test_the_one_arrow_without_a_condition_is_the_default():
    found = rewritten(
        start(),
        user("a"),
        end(),
        xor("g"),
        flow("s", "g"),
        flow("g", "a", "x == 1"),
        flow("g", "e"),
        flow("a", "e"),
    )
    assert told(found) == {("g", "default-chosen")}
    assert node(found, "g").get("default") == "g__e"


def test_a_picture_is_read_as_a_procedure():
    drawing = draw(start(), user("a"), end(), chain("s", "a", "e")).replace(
        b'isExecutable="true"', b'isExecutable="false"'
    )
    assert told(of(drawing)) == {("p", "not-executable")}
    assert compiled(drawing).nodes["a"].name == "Bước a"


def test_pools_beside_the_procedure_are_told_and_empty_ones_left_out():
    beside = (
        '<bpmn:process id="nothing" name="Không có gì"/><bpmn:collaboration id="c">'
        '<bpmn:participant id="us" processRef="p"/><bpmn:participant id="them" name="Công dân"/>'
        "</bpmn:collaboration>"
    )
    found = rewritten(start(), user("a"), end(), chain("s", "a", "e"), extra=beside)
    assert told(found) == {("nothing", "empty-process"), ("them", "outside-pool")}


def test_a_step_of_the_file_stands_where_it_is_called():
    found = rewritten(
        start(), el("callActivity", "c", calledElement="shared"), end(), chain("s", "c", "e"),
        extra='<bpmn:globalUserTask id="shared" name="Ký"/>',
    )  # fmt: skip
    assert told(found) == {("c", "global-task")}
    assert kinds(found)["c"] == "userTask"


def test_an_event_that_refers_to_a_cause_of_the_file_has_it_written_out():
    found = rewritten(
        start(), end(),
        el("intermediateCatchEvent", "w", "<bpmn:eventDefinitionRef>cause</bpmn:eventDefinitionRef>"),
        chain("s", "w", "e"), extra='<bpmn:messageEventDefinition id="cause" messageRef="m_enough"/>',
    )  # fmt: skip
    assert told(found) == {("w", "cause-copied")}
    assert node(found, "w").find(xmlsafe.bpmn("messageEventDefinition")).get("messageRef") == "m_enough"


def test_an_arrow_written_outside_its_part_is_put_back_and_one_that_joins_nothing_is_taken_away():
    inner = sub("x", start("xs"), user("xa"), end("xe"), chain("xa", "xe"))
    found = rewritten(start(), inner, end(), chain("s", "x", "e"), flow("xs", "xa"), flow("gone", "lost"))
    assert told(found) == {("xs__xa", "arrow-moved"), ("gone__lost", "arrow-removed")}
    assert node(found, "xs__xa").getparent() is node(found, "x")


def test_ids_that_are_missing_or_stand_twice_are_mended():
    twice = el("userTask", "a", user("_").split(">", 1)[1].rsplit("</", 1)[0])
    nameless = '<bpmn:sequenceFlow sourceRef="a" targetRef="e"/>'
    found = rewritten(start(), user("a"), end(), twice, flow("s", "a"), nameless)
    assert {("a", "id-twice"), ("p", "id-given")} <= told(found)
    assert kinds(found)["a_again"] == "userTask"


def test_references_with_the_prefix_of_the_file_find_what_they_name():
    drawing = draw(start(), user("a"), end(), chain("s", "a", "e"))
    assert told(of(drawing.replace(b'Ref="', b'Ref="tns:'))) == set()
    assert compiled(drawing.replace(b'Ref="', b'Ref="tns:')).nodes.keys() == {"s", "a", "e"}


def test_an_early_bpmn_is_read_as_the_final_one():
    drawing = draw(start(), user("a"), end(), chain("s", "a", "e"))
    early = drawing.replace(BPMN.encode(), b"http://schema.omg.org/spec/BPMN/2.0")
    assert ("sketch", "vocabulary") in told(of(early))
    assert compiled(early).nodes["a"].type == "userTask"


def test_empty_conditions_and_lists_of_data_are_taken_away():
    empty = el("sequenceFlow", "f", "<bpmn:conditionExpression/>", sourceRef="a", targetRef="e")
    lists = "<bpmn:ioSpecification><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>"
    found = rewritten(start(), el("userTask", "a", lists), end(), flow("s", "a"), empty)
    assert told(found) == {("f", "condition-empty"), ("a", "data-empty")}


def test_other_programs_words_are_told_once_for_each_program():
    foreign = '<bpmn:extensionElements xmlns:c="http://camunda.org/schema/1.0/bpmn"><c:a/><c:b/></bpmn:extensionElements>'
    found = rewritten(
        start(), el("userTask", "a", foreign), el("userTask", "b", foreign), end(), chain("s", "a", "b", "e")
    )
    assert told(found) == {("a", "details-kept")}


def test_a_message_is_told_of_its_event_and_its_id_never_changes():
    found = rewritten(start(), el("intermediateCatchEvent", "w", message()), end(), chain("s", "w", "e"))
    assert found.notes == ()
