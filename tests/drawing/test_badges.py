"""The numbers of notes on a drawing: on elements, on lines, leading to the note and back."""

import time
from pathlib import Path

import pytest
from lxml import etree

from app import drawing
from app.drawing import DrawingRefused, Mark
from app.language import use

COMPLAINT = (Path(__file__).parent / "complaint.bpmn").read_bytes()
SVG = "{http://www.w3.org/2000/svg}"


def badges(xml, marks):
    picture = etree.fromstring(str(drawing.draw(xml, marks, title="x")).encode())
    return [each for each in picture.iter(f"{SVG}a", f"{SVG}g") if "dr-badge" in each.get("class", "")]


def flow_of(xml):
    return next(iter(drawing.reading.read(xml).flows)).id


def test_a_numbered_element_is_a_link_to_its_note_and_can_be_found_again():
    mark = Mark("question", href="#note-2", number="2, 5", anchor="at-kn_check")
    (badge,) = badges(COMPLAINT, {"kn_check": mark})
    assert (badge.get("href"), badge.get("id"), badge.get("tabindex")) == ("#note-2", "at-kn_check", "-1")
    assert "2, 5" in "".join(badge.itertext())


def test_a_line_is_numbered_too_and_keys_stop_at_it():
    flow = flow_of(COMPLAINT)
    (badge,) = badges(COMPLAINT, {flow: Mark("refused", href="#note-1", number="1", anchor=f"at-{flow}")})
    assert badge.get("href") == "#note-1"
    assert badge.get("tabindex") is None


def test_a_question_and_a_refusal_differ_in_shape_and_word():
    asked, refused = (
        etree.tostring(badges(COMPLAINT, {"kn_check": Mark(state, number="1")})[0], encoding="unicode")
        for state in ("question", "refused")
    )
    assert 'rx="9"' in asked
    assert 'rx="3"' in refused
    assert "Cần quyết định: 1" in asked
    assert "Sẽ chạy sai: 1" in refused


def test_the_list_tells_the_numbers_also_of_elements_that_it_leaves_out_otherwise():
    with use("vi"):
        gateway = next(n.id for n in drawing.reading.read(COMPLAINT).nodes.values() if "Gateway" in n.type)
        lines = drawing.tell(COMPLAINT, {gateway: Mark("refused", number="3")})
    assert next(line for line in lines if line.element == gateway).note == "Sẽ chạy sai: 3"
    assert not any(line.element == gateway for line in drawing.tell(COMPLAINT))


def test_what_has_no_name_is_named_by_what_stands_around_it():
    bare = COMPLAINT.replace(b"name=", b"was=")
    with use("vi"):
        names = drawing.names(bare)
    assert names["kn_check"] == "Bước chưa đặt tên"
    assert any(name.startswith("Đường nối từ") for name in names.values())


def test_a_drawing_introduces_its_procedures():
    (first, *_rest) = drawing.introduce(COMPLAINT)
    assert first.process
    assert drawing.introduce(b"<x/>") == ()
    with pytest.raises(DrawingRefused):
        drawing.names(b"<x/>")


def test_a_drawing_crowded_on_purpose_is_drawn_all_the_same_and_soon():
    shapes, edges, parts = [], [], []
    for at in range(120):
        parts.append(f'<exclusiveGateway id="g{at}" name="Một tên dài để phải xuống dòng {at}"/>')
        parts.append(f'<sequenceFlow id="f{at}" name="nếu có" sourceRef="g{at}" targetRef="g0"/>')
        x, y = at % 30 * 10, at // 30 * 10
        bounds = f'<c:Bounds x="{x}" y="{y}" width="50" height="50"/>'
        shapes.append(f'<d:BPMNShape id="s{at}" bpmnElement="g{at}">{bounds}</d:BPMNShape>')
        way = f'<i:waypoint x="{x}" y="{y}"/><i:waypoint x="{x + 300}" y="{y + 270}"/>'
        edges.append(f'<d:BPMNEdge id="e{at}" bpmnElement="f{at}">{way}</d:BPMNEdge>')
    crowded = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" '
        f'xmlns:i="http://www.omg.org/spec/DD/20100524/DI"><process id="p">{"".join(parts)}</process>'
        f'<d:BPMNDiagram id="x"><d:BPMNPlane id="y" bpmnElement="p">{"".join(shapes + edges)}'
        "</d:BPMNPlane></d:BPMNDiagram></definitions>"
    )
    began = time.process_time()
    assert str(drawing.draw(crowded, title="x")).count("nếu có") == 120
    assert time.process_time() - began < 5
