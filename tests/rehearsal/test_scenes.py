"""What a person sees while a procedure is rehearsed, and that nothing of it is lost on the way."""

from __future__ import annotations

import datetime as dt

import pytest

from app import language, rehearsal
from app.clock import VIETNAM
from app.engine.errors import NobodyWaits, TaskNotOpen
from app.rehearsal import ClockBackwards, Scene, SceneUnreadable
from tests.engine import sketch as s
from tests.rehearsal import plays

COMPLAINT = plays.shipped("complaint_first")


@pytest.fixture(autouse=True)
def _english():
    with language.use("en"):
        yield


def complaint() -> Scene:
    return plays.begin(COMPLAINT, "complaint_first")


def accepted(on: str = "2026-08-03") -> Scene:
    return plays.do(complaint(), "cf_acceptance", acceptance="accept", accepted_on=on)


def test_an_open_step_shows_its_name_role_form_and_what_decides():
    step = complaint().tasks[0]
    assert (step.node, step.role, step.form_key) == ("cf_acceptance", "chairman", "acceptance")
    assert step.name == "Quyết định thụ lý hoặc không thụ lý"
    assert step.form is not None
    assert [(one.name, [option.value for option in one.options]) for one in step.choices] == [
        ("acceptance", ["accept", "refuse"])
    ]


def test_limits_are_counted_by_the_law_from_the_rehearsals_own_days():
    """Ten working days from the third; thirty days from the acceptance, which was told as the fifth."""
    begun = complaint()
    assert begun.tasks[0].due == dt.date(2026, 8, 17)
    assert {timer.node: timer.kind for timer in begun.timers} == {
        "cf_accept_reminder": "reminder",
        "cf_accept_breach": "limit",
    }
    scene = plays.do(begun, "cf_acceptance", acceptance="accept", accepted_on="2026-08-05")
    breach = next(timer for timer in scene.timers if timer.node == "cf_notice_breach")
    assert breach.due_at == dt.datetime(2026, 9, 5, tzinfo=VIETNAM)


def test_the_variant_chosen_in_the_form_makes_the_limit_longer():
    scene = plays.do(
        complaint(), "cf_acceptance", acceptance="accept", accepted_on="2026-08-05", variant="complex"
    )
    breach = next(timer for timer in scene.timers if timer.node == "cf_notice_breach")
    assert breach.due_at == dt.datetime(2026, 9, 22, tzinfo=VIETNAM)  # 45 days end on a Saturday … Monday 21


def test_day_31_nobody_has_acted():
    scene = rehearsal.turn(complaint(), plays.MONDAY + dt.timedelta(days=31))
    assert scene.day == 31
    assert plays.told(scene, "timer")[-1] == "Day 31: nobody has acted; steps still open: 2"
    assert any("3 working days" in text for text in plays.told(scene, "reminder"))
    assert any("was missed" in text for text in plays.told(scene, "desk"))
    times = [entry.at for entry in scene.log]
    assert times == sorted(times)


def test_each_timer_goes_off_at_its_own_time_however_far_the_clock_is_turned():
    scene = rehearsal.turn(complaint(), plays.MONDAY + dt.timedelta(days=400))
    at = {entry.kind: entry.at.astimezone(VIETNAM) for entry in reversed(scene.log)}
    assert at["reminder"] == dt.datetime(2026, 8, 12, 8, 0, tzinfo=VIETNAM)
    assert at["desk"] == dt.datetime(2026, 8, 18, 0, 0, tzinfo=VIETNAM)


def test_a_missed_limit_is_a_matter_on_the_leaders_desk_that_can_be_played():
    late = plays.fire(complaint(), "cf_accept_breach")
    assert {step.node for step in late.tasks} == {"cf_acceptance", "es_direct"}
    urged = plays.do(late, "es_direct", measure="urge")
    assert len(plays.told(urged, "letter")) == 2  # opened and signed by one act
    assert [timer.kind for timer in urged.timers if timer.procedure == "escalation"] == ["followup"]


def test_the_matter_leaves_the_desk_when_the_work_is_done_and_the_reason_stays_owed():
    late = plays.fire(complaint(), "cf_accept_breach")
    scene = plays.do(late, "cf_acceptance", acceptance="accept", accepted_on="2026-08-18")
    for node, answers in (("li_draft", {}), ("li_sign", {"letter_outcome": "sign"}), ("li_issue", {})):
        scene = plays.do(scene, node, **answers)
    assert "es_direct" not in {step.node for step in scene.tasks}
    assert any("Done too late" in text for text in plays.told(scene, "milestone"))
    assert any("still owed" in text for text in plays.told(scene, "desk"))


def test_a_message_arrives_and_brings_along_what_is_read_behind_it():
    scene = rehearsal.deliver(complaint(), "withdrawal")
    assert scene.ended
    assert scene.ends == ("cf_end_withdrawn_early",)
    assert not scene.incidents


def test_a_message_brings_along_its_form_for_whatever_reads_it_behind_another_step():
    scene = rehearsal.deliver(plays.begin(asked_before_ending(), "complaint_first"), "withdrawal")
    scene = plays.do(scene, "asked")
    assert not scene.incidents
    assert scene.ends == ("cf_end_withdrawn_early",)


def asked_before_ending() -> dict[str, bytes]:
    """Draw a step between the withdrawal of a complaint and the end that notes its day."""
    drawing = COMPLAINT["complaint_first.bpmn"].decode()
    way = 'targetRef="cf_accept_close_withdrawn"'
    more = s.user("asked") + s.flow("asked", "cf_accept_close_withdrawn")
    drawing = drawing.replace(way, 'targetRef="asked"').replace("</bpmn:process>", f"{more}</bpmn:process>")
    return {"complaint_first.bpmn": drawing.encode()}


@pytest.mark.parametrize("tongue", ["vi", "en"])
def test_a_kept_scene_is_taken_up_as_it_was_in_every_language(tongue: str):
    scene = plays.fire(accepted(), "cf_notice_breach")
    kept = scene.pack()
    again = Scene.unpack(kept, COMPLAINT)
    assert again == scene
    assert again.pack() == kept
    assert len(kept) < 200_000
    with language.use(tongue):
        assert plays.told(again) == plays.told(scene)


def test_a_scene_never_changes():
    begun = complaint()
    before = begun.pack()
    plays.do(begun, "cf_acceptance", acceptance="refuse")
    rehearsal.turn(begun, plays.MONDAY + dt.timedelta(days=90))
    assert begun.pack() == before


@pytest.mark.parametrize("kept", [b"", b"\x52", b"PK\x03\x04", b"\x52(\xb5/\xfd\x04\x00", b"\x01" * 99])
def test_bytes_that_are_not_a_scene_are_refused_in_words(kept: bytes):
    with pytest.raises(SceneUnreadable, match="Begin it anew"):
        Scene.unpack(kept, COMPLAINT)


def test_a_scene_of_a_drawing_that_has_changed_is_refused():
    kept = complaint().pack()
    changed = {name: body.replace(b"cf_assign", b"cf_assigned") for name, body in COMPLAINT.items()}
    with pytest.raises(SceneUnreadable, match="changed"):
        Scene.unpack(kept, changed)


def test_what_is_not_open_or_not_awaited_cannot_be_done():
    begun = complaint()
    done = plays.do(begun, "cf_acceptance", acceptance="accept")
    with pytest.raises(TaskNotOpen):
        rehearsal.complete(done, begun.tasks[0].id, {})
    with pytest.raises(NobodyWaits):
        rehearsal.deliver(begun, "enough")
    with pytest.raises(ClockBackwards):
        rehearsal.turn(begun, plays.MONDAY - dt.timedelta(days=1))


def test_a_step_without_a_form_asks_what_the_conditions_behind_it_ask():
    outcome = s.FORM.replace('name="form" value="f"', 'name="outcome" value="fee"')
    drawing = s.draw(
        s.start(), s.el("userTask", "a", outcome), s.xor("x", default="x__no"), s.end("yes"), s.end("no"),
        s.chain("s", "a", "x", "no"), s.flow("x", "yes", "fee > 100"),
    )  # fmt: skip
    scene = plays.begin(drawing)
    assert [(one.name, [option.value for option in one.options]) for one in scene.tasks[0].choices] == [
        ("fee", [101, 99, 100])
    ]
    assert plays.do(scene, "a", fee="101").ends == ("yes",)
    assert plays.do(scene, "a", fee="99").ends == ("no",)


def test_a_choice_that_nobody_wrote_down_is_a_step_in_which_a_person_chooses():
    drawing = s.draw(
        s.start(), s.el("exclusiveGateway", "x", name="Đủ điều kiện?"), s.end("yes"), s.end("no"),
        s.chain("s", "x"), s.flow("x", "yes"), s.flow("x", "no"),
    )  # fmt: skip
    step = plays.begin(drawing).tasks[0]
    assert step.name == "Đủ điều kiện?"
    chosen = {step.choices[0].name: step.choices[0].options[1].text}
    assert plays.do(plays.begin(drawing), step.node, **chosen).ends == ("no",)


def test_of_several_ways_one_or_more_can_be_chosen():
    drawing = s.draw(
        s.start(), s.el("inclusiveGateway", "x"), s.user("a", "b"), s.el("inclusiveGateway", "j"), s.end(),
        s.chain("s", "x", "a", "j", "e"), s.flow("x", "b"), s.flow("b", "j"),
    )  # fmt: skip
    scene = plays.begin(drawing)
    asked = scene.tasks[0].choices[0]
    assert asked.several
    both = plays.do(scene, scene.tasks[0].node, **{asked.name: [option.text for option in asked.options]})
    assert {step.node for step in both.tasks} == {"a", "b"}


def test_a_reminder_whose_morning_is_past_holds_nobody_up_unseen():
    drawing = s.draw(
        s.start(), s.user("a"), s.el("intermediateCatchEvent", "wait", s.timer('reminder("KN1.SEND", 9)')),
        s.end(), s.chain("s", "a", "wait", "e"),
    )  # fmt: skip
    scene = plays.do(plays.begin(drawing), "a")
    assert [(one.element, one.rule) for one in scene.incidents] == [("wait", "stuck")]
    assert rehearsal.next_timer(scene) is None


def test_a_rehearsal_begins_with_what_the_drawing_reads_and_nobody_answers():
    change = plays.shipped("clock_change")
    asked = {one.name for one in rehearsal.questions(change, process_id="clock_change")}
    assert asked == {"change", "by_leader", "new_kind"}
    scene = plays.begin(change, "clock_change", change="suspend", by_leader=False)
    assert not scene.incidents
    assert not plays.begin(change, "clock_change").incidents


def test_an_incident_is_told_with_its_element_and_stops_nothing_else():
    drawing = s.draw(
        s.start(), s.both("f"), s.user("b"), s.script("bad", "total = 1 / zero"), s.end("e1"), s.end("e2"),
        s.chain("s", "f", "bad", "e1"), s.chain("f", "b", "e2"),
    )  # fmt: skip
    scene = plays.begin(drawing, zero=0)
    assert [(one.element, one.rule) for one in scene.incidents] == [("bad", "script")]
    assert "cannot be carried out" in scene.incidents[0].message
    assert [step.node for step in scene.tasks] == ["b"]
    assert plays.do(scene, "b").incidents == scene.incidents


def test_a_limit_that_does_not_exist_is_an_incident_and_never_goes_off():
    drawing = s.draw(
        s.start(), s.user("a"), s.border("late", "a", s.timer('deadline("KN9.NEVER")'), interrupts=True),
        s.end(), s.end("o"), s.chain("s", "a", "e"), s.chain("late", "o"),
    )  # fmt: skip
    scene = plays.begin(drawing)
    assert [(one.element, one.rule) for one in scene.incidents] == [("late", "limit")]
    assert not scene.timers
    assert plays.do(scene, "a").ended
