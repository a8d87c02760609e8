"""A drawing that plays itself comes to its end, or says honestly why not; it never goes on for ever."""

from __future__ import annotations

import pytest

from app import language, rehearsal
from app.engine.errors import DefinitionRefused
from app.engine.grammar import Kind, read
from app.rehearsal import Played
from app.rehearsal.values import values_of
from tests.engine import sketch as s
from tests.procedures import bundles
from tests.rehearsal import plays

TIME = "timeDuration"


def play(drawing: bytes, *beside: str, process: str = "p", most_steps: int = 500) -> Played:
    return rehearsal.play(
        {"p.bpmn": drawing}, process_id=process, beside=beside, at=plays.MONDAY, most_steps=most_steps
    )


def lasts(text: str, kind: str = TIME) -> str:
    return f"<bpmn:timerEventDefinition><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_shipped_procedure_plays_itself_to_an_end_without_an_incident(procedure: str):
    played = rehearsal.play(plays.shipped(procedure), process_id=procedure, at=plays.MONDAY)
    assert (played.started, played.ended, played.open, played.incidents) == (True, True, (), ())
    assert set(played.ends) & bundles.end_events(procedure)


def test_rework_is_done_once_and_then_the_other_way_is_gone():
    outcome = s.FORM.replace('name="form" value="f"', 'name="outcome" value="verdict"')
    drawing = s.draw(
        s.start(), s.user("work"), s.el("userTask", "review", outcome), s.xor("x", default="x__work"),
        s.end(), s.chain("s", "work", "review", "x", "work"), s.flow("x", "e", 'verdict == "good"'),
    )  # fmt: skip
    played = play(drawing)
    assert played.ended
    assert played.steps <= 5


def test_the_clock_jumps_only_when_nothing_else_can_be_done():
    drawing = s.draw(
        s.start(), s.user("a"), s.border("late", "a", lasts("P10D"), interrupts=True), s.end("over"),
        s.el("intermediateCatchEvent", "wait", lasts("P3D")), s.end(), s.chain("s", "a", "wait", "e"),
        s.flow("late", "over"),
    )  # fmt: skip
    played = play(drawing)
    assert played.ends == ("e",)
    assert (played.scene.at - plays.MONDAY).days == 3


def test_a_timer_that_repeats_for_ever_ends_open_and_not_never():
    repeated = s.border("again", "a", lasts("R/PT1H", "timeCycle"), interrupts=False)
    drawing = s.draw(
        s.start(), s.el("receiveTask", "a", messageRef="m_enough"), repeated, s.end("heard"), s.end(),
        s.chain("s", "a", "e"), s.flow("again", "heard"),
    )  # fmt: skip
    assert play(drawing).ended
    turning = s.draw(
        s.start(), s.xor("x"), s.el("intermediateCatchEvent", "wait", lasts("PT1H")),
        s.chain("s", "x", "wait", "x"),
    )  # fmt: skip
    played = play(turning)
    assert (played.ended, played.open, played.incidents) == (False, ("wait",), ())
    assert played.steps < 200


def test_a_message_that_one_pool_throws_is_heard_by_the_other():
    body = s.el("startEvent", "s2") + s.el("intermediateCatchEvent", "hear", s.message("enough"))
    other = s.el("process", "q", body + s.end("e2") + s.chain("s2", "hear", "e2"), isExecutable="true")
    drawing = s.draw(
        s.start(), s.user("a"), s.el("intermediateThrowEvent", "tell", s.message("enough")), s.end(),
        s.chain("s", "a", "tell", "e"), extra=other,
    )  # fmt: skip
    played = play(drawing, "q")
    assert played.ended
    assert set(played.ends) == {"e", "e2"}
    assert sum(entry.kind == "message" for entry in played.scene.log) == 1


def test_a_message_that_nobody_throws_is_delivered_by_the_rehearsal():
    drawing = s.draw(
        s.start(), s.el("intermediateCatchEvent", "hear", s.message("enough")), s.end(),
        s.chain("s", "hear", "e"),
    )  # fmt: skip
    assert play(drawing).ended


def test_a_join_that_waits_for_ever_is_told():
    drawing = s.draw(
        s.start(), s.xor("x", default="x__a"), s.user("a"), s.user("b"), s.both("j"), s.end(),
        s.chain("s", "x", "a", "j", "e"), s.flow("x", "b", "1 > 2"), s.flow("b", "j"),
    )  # fmt: skip
    with language.use("en"):
        played = play(drawing)
        assert not played.ended
        assert "joined" in played.incidents[0].message


def test_a_share_of_steps_is_kept_to():
    drawing = s.draw(
        s.start(), *(s.user(f"t{n}") for n in range(12)), s.end(),
        s.chain("s", *(f"t{n}" for n in range(12)), "e"),
    )  # fmt: skip
    assert play(drawing).steps == 13
    cut = play(drawing, most_steps=5)
    assert (cut.steps, cut.ended, cut.open) == (5, False, ("t4",))


def test_what_cannot_be_played_at_all_is_refused():
    with pytest.raises(DefinitionRefused):
        play(s.draw(s.start(), process="p"), process="nowhere")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('kind == "land"', ["land", "–"]),
        ("fee >= 5", [6, 4, 5]),
        ("ready", [True, False]),
        ("not ready", [False, True]),
        ('kind in ["a", "b"]', ["a", "b", "–"]),
        ("signed == True", [True, False]),
    ],
)
def test_a_field_is_given_what_its_conditions_compare_it_with(text: str, values: list[object]):
    tree = read(text, Kind.VALUE)
    name = next(name for name in ("kind", "fee", "ready", "signed") if name in text)
    assert values_of(name, [tree]) == values
