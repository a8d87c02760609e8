"""What an editor does not know is noticed when it is gone, and only then."""

from pathlib import Path

from app.gate import losses

BODY = (Path(__file__).parents[2] / "processes/clock_change/clock_change.bpmn").read_bytes()
EXTENSIONS = b"<bpmn:extensionElements>"


def with_strange(element: bytes, *, attribute: bytes = b"") -> bytes:
    body = BODY.replace(EXTENSIONS, EXTENSIONS + element, 1)
    return body.replace(b"<bpmn:userTask ", b"<bpmn:userTask " + attribute, 1)


def test_the_same_file_loses_nothing_however_it_is_written():
    assert losses.between(BODY, BODY) == ()
    assert losses.between(BODY, BODY.replace(b" />", b"/>")) == ()
    assert losses.between(BODY, BODY.replace(b"bpmn:", b"b:").replace(b"xmlns:bpmn", b"xmlns:b")) == ()


def test_foreign_elements_and_attributes_are_named_with_their_holder():
    camunda = b'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="an" '
    old = with_strange(b"<spiffworkflow:unknown/>", attribute=camunda)
    assert [name.partition(" ")[0] for name in losses.between(old, BODY)] == [
        "camunda:assignee",
        "spiffworkflow:unknown",
    ]


def test_one_of_two_that_are_alike_is_missed():
    twice = with_strange(b"<spiffworkflow:unknown/><spiffworkflow:unknown/>")
    assert len(losses.between(twice, with_strange(b"<spiffworkflow:unknown/>"))) == 1


def test_what_the_panel_edits_may_go():
    old = with_strange(b"", attribute=b"")
    assert (
        losses.between(
            old, old.replace(b'<spiffworkflow:property name="citizen"', b"<spiffworkflow:property ")
        )
        == ()
    )
    coloured = BODY.replace(
        b"<bpmndi:BPMNShape ",
        b'<bpmndi:BPMNShape xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" bioc:fill="#fff" ',
        1,
    )
    assert losses.between(coloured, BODY) == ()


def test_with_the_whole_element_its_extensions_may_go():
    held = BODY.replace(
        b"</bpmn:process>",
        b'<bpmn:task id="gone"><bpmn:extensionElements>'
        b'<z:x xmlns:z="urn:z"/></bpmn:extensionElements></bpmn:task>'
        b"</bpmn:process>",
    )
    assert losses.between(held, BODY) == ()
    assert losses.between(
        held, BODY.replace(b"</bpmn:process>", b'<bpmn:task id="gone"/></bpmn:process>')
    ) == ("z:x (gone)",)


def test_what_is_no_xml_holds_nothing_strange():
    assert losses.between(b"{}", b"[]") == ()
    assert losses.between(BODY, b"<broken") == ()
