"""What a draft is told: numbered once, alike put together, and marked where the drawing shows it."""

from app.casework import verdicts
from app.engine.note import Note
from app.gate import Kind, Verdict
from app.listings import draft_notes

NAMES = {"a.bpmn": {"x": "Thẩm định", "y": "Trình ký", "g": "Đủ?"}, "b.bpmn": {"z": "Gửi"}}
FOUND = {
    "b.bpmn": Verdict(Kind.PROCEDURE, accepted=True, refusals=(Note("z", "join", "It waits for ever."),)),
    "a.bpmn": Verdict(
        Kind.PROCEDURE,
        accepted=True,
        notes=(Note("g", "undecided", "Who decides?", open=True), Note("x", "kept", "Left as it is.")),
        refusals=(
            Note("x", "role", "No role."),
            Note("y", "role", "No role."),
            Note("g", "default", "No way on."),
            Note("a", "process", "Of the whole."),
        ),
    ),
    "t.dmn": Verdict(Kind.TABLE, accepted=True, refusals=(Note("r", "gap", "A gap."),)),
}


def test_questions_come_first_then_what_runs_wrongly_then_what_is_missing():
    notes = draft_notes.of(FOUND, NAMES, "a.bpmn")
    numbers = [each.number for each in (*notes.questions, *notes.refusals, *notes.missing)]
    assert numbers == [1, 2, 3, 4, 5]
    assert [each.said for each in notes.missing] == [("No role.",)]
    assert [place.name for place in notes.missing[0].places] == ["Thẩm định", "Trình ký"]
    assert notes.missing[0].count == 2
    assert [each.number for each in notes.rewritten] == [0]


def test_an_element_wears_every_number_and_the_graver_colour():
    marks = draft_notes.of(FOUND, NAMES, "a.bpmn").marks("a.bpmn")
    assert {key: (mark.state, mark.number) for key, mark in marks.items()} == {
        "g": ("refused", "1, 2"),
        "x": ("question", "5"),
        "y": ("question", "5"),
    }
    assert (marks["g"].href, marks["g"].anchor) == ("#note-1", "at-g")


def test_another_drawing_is_told_but_not_marked_here():
    notes = draft_notes.of(FOUND, NAMES, "a.bpmn")
    other = next(each for each in notes.refusals if each.places[0].file == "b.bpmn")
    assert not other.places[0].marked
    assert notes.marks("b.bpmn") == {}


def test_every_file_counts():
    assert draft_notes.count(FOUND) == draft_notes.Counts(questions=1, missing=2, refusals=4)


def test_a_kept_verdict_is_the_same_verdict():
    assert verdicts.unpack(verdicts.pack(FOUND)) == FOUND
