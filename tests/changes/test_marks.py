"""The same changes on both drawings: colour, word, shape and the number of the sentence."""

from __future__ import annotations

import pytest

from app import drawing
from app.changes import Change, compare, marks
from app.language import use
from tests.changes.edits import edited, flow, insert, lead, remove, shipped, within

RC = "recommendation.bpmn"
EDITS = (
    within(RC, "rc_sign", '"chairman"', '"clerk"'),
    lead(RC, "rc_answer_to_sign", target="rc_check"),
    insert(RC, "rc_phase", '<bpmn:userTask id="rc_check" name="Kiểm tra"/>' + flow("rc_check", "rc_sign")),
    remove(RC, "rc_reminder", "rc_remind", "rc_reminded"),
    within(RC, "rc_signed_to_answer", '"return"', '"sign"'),
)


@pytest.fixture
def found() -> tuple[Change, ...]:
    return compare(shipped("recommendation"), edited("recommendation", *EDITS), procedure="recommendation")


def test_changes_are_told_in_the_order_of_the_drawing(found: tuple[Change, ...]):
    assert [(change.kind, change.element) for change in found] == [
        ("step_added", "rc_check"),
        ("role", "rc_sign"),
        ("condition", "rc_signed_to_answer"),
        ("reminder_removed", "rc_reminder"),
    ]


def test_a_mark_carries_the_number_of_its_sentence(found: tuple[Change, ...]):
    told = [(key, turn) for turn, change in enumerate(found, start=1) for key in _elements(change)]
    numbers = {key: str(turn) for key, turn in told}
    for side in ("old", "new"):
        for element, mark in marks(found, side)[RC].items():
            assert (mark.number, mark.href) == (numbers[element], f"#change-{numbers[element]}")
            assert mark.anchor == f"at-{side}-{element}"


def _elements(change: Change) -> tuple[str, ...]:
    return (change.element, *(key for pair in change.also for key in pair if key))


def test_what_went_is_marked_on_the_old_drawing_and_what_came_on_the_new(found: tuple[Change, ...]):
    old, new = ({key: mark.state for key, mark in marks(found, side)[RC].items()} for side in ("old", "new"))
    both = {"rc_sign": "changed", "rc_signed_to_answer": "changed"}
    gone = ("rc_reminder", "rc_remind", "rc_reminded")  # what the reminder was drawn for went with it
    assert old == both | dict.fromkeys(gone, "removed")
    assert new == both | {"rc_check": "added"}


def test_an_element_with_another_id_is_marked_by_its_own_on_each_side():
    ids = {name: body.replace(b"rc_sign", b"rc_put") for name, body in shipped("recommendation").items()}
    new = {**ids, RC: ids[RC].replace(b'"chairman"', b'"clerk"')}
    found = compare(shipped("recommendation"), new, procedure="recommendation")
    assert set(marks(found, "old")[RC]) == {"rc_sign"}
    assert set(marks(found, "new")[RC]) == {"rc_put"}


def test_the_picture_tells_changes_by_sign_and_word_not_by_colour_alone(found: tuple[Change, ...]):
    old = str(drawing.draw(shipped("recommendation")[RC], marks(found, "old")[RC], title="cũ"))
    assert "− 4" in old
    assert "Bỏ" in old
    assert "dr-is-removed" in old
    assert 'stroke-opacity="0.35"' in old  # the arrow whose condition changed


def test_who_listens_hears_the_changes_in_the_list(found: tuple[Change, ...]):
    lines = drawing.tell(shipped("recommendation")[RC], marks(found, "old")[RC])
    assert {(line.element, line.note) for line in lines if line.state} == {
        *((gone, "Bỏ: 4") for gone in ("rc_reminder", "rc_remind", "rc_reminded")),
        ("rc_sign", "Đổi: 2"),
    }
    with use("en"):
        told = drawing.tell(shipped("recommendation")[RC], marks(found, "old")[RC])
        assert "Removed: 4" in {line.note for line in told}


def test_a_sentence_is_kept_once_and_said_in_every_language(found: tuple[Change, ...]):
    with use("en"):
        assert found[1].said == "«Sign the answer»: done by Chairman → Clerk."
    assert found[1].sentence.said == "«Ký văn bản trả lời»: người làm Chủ tịch → Văn thư."
