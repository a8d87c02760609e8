from __future__ import annotations

from pathlib import Path

from app import drawing
from app.drawing import Mark
from app.language import use

HERE = Path(__file__).parent
COMPLAINT = (HERE / "complaint.bpmn").read_bytes()


def at(lines: list[drawing.Line], key: str) -> int:
    return next(place for place, line in enumerate(lines) if line.element == key)


def test_steps_are_told_in_the_order_in_which_a_case_reaches_them() -> None:
    lines = drawing.tell(COMPLAINT)
    order = [
        "kn_check",
        "kn_table",
        "kn_settle",
        "kn_accept",
        "kn_verify",
        "kn_dialogue",
        "kn_decide",
        "kn_send",
    ]
    places = [at(lines, key) for key in order]
    assert places == sorted(places)
    assert len({line.element for line in lines}) == len(lines)


def test_steps_stand_under_their_phase_with_who_does_them() -> None:
    lines = drawing.tell(COMPLAINT, {"kn_verify": Mark("late", "quá hạn 2 ngày", "/viec/3")})
    phase, step = lines[at(lines, "kn_settle")], lines[at(lines, "kn_verify")]
    assert (phase.level, step.level) == (0, 1)
    assert step.text == "Xác minh nội dung khiếu nại (Công chức thụ lý)"
    assert (step.state, step.note, step.href) == ("late", "quá hạn 2 ngày", "/viec/3")
    assert phase.state is None


def test_what_may_happen_on_the_way_follows_its_phase() -> None:
    lines = drawing.tell(COMPLAINT)
    assert lines[at(lines, "kn_late")].text == "Trong khi đó: Hết hạn giải quyết"
    assert at(lines, "kn_settle") < at(lines, "kn_late") < at(lines, "kn_send")


def test_a_step_without_a_lane_is_told_with_its_role() -> None:
    without = COMPLAINT.replace(b"<flowNodeRef>kn_check</flowNodeRef>", b"")
    lines = drawing.tell(without)
    assert lines[at(lines, "kn_check")].text == "Kiểm tra điều kiện thụ lý (Công chức thụ lý)"
    with use("en"):
        assert drawing.tell(without)[0].text == "Kiểm tra điều kiện thụ lý (Officer)"


def test_a_diagram_that_nobody_laid_out_can_still_be_told() -> None:
    bare = COMPLAINT[: COMPLAINT.index(b"  <bpmndi:BPMNDiagram")] + b"</definitions>"
    assert {line.element for line in drawing.tell(bare)} == {line.element for line in drawing.tell(COMPLAINT)}
