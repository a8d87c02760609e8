"""Cases under way are taken over to another version of their procedure, or stay, and the reason is told."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from SpiffWorkflow.bpmn.util.diff import migrate_workflow

from app.engine import codec, picture
from app.engine.definition import Definition
from app.engine.moment import Moment, hold
from app.engine.picture import Picture
from app.engine.sameness import unlike
from app.engine.script import ScriptEngine
from app.engine.takeover import Moved, Stays, move_over
from tests.engine import sketch
from tests.engine.sketch import (
    Office,
    Play,
    both,
    call,
    chain,
    compiled,
    draw,
    el,
    end,
    start,
    sub,
    user,
)

LATER = "2026-03-05T00:00:00+07:00"
THRICE = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{}</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def limit(name: str, on: str, text: str = 'deadline("KN1.SETTLE")', **more: bool) -> str:
    return sketch.border(name, on, sketch.timer(text), interrupts=more.get("interrupts", False))


def line(*inner: str, steps: str = "ab", extra: str = "") -> bytes:
    """Draw steps in a row, and what hangs on them."""
    return draw(start(), user(*steps), end(), chain("s", *steps, "e"), *inner, extra=extra)


def over(play: Play, new: Definition, **decided: object) -> Moved | Stays:
    return move_over(play.definition, new, play.last.state, now=play.now, **decided)


def moved(play: Play, new: Definition, **decided: object) -> Play:
    """Take a play over and go on with it in the new version."""
    got = over(play, new, **decided)
    assert isinstance(got, Moved), got
    went = Play(new, play.office)
    went.last = SimpleNamespace(state=got.state, after=got.after)
    return went


def reasons(play: Play, new: Definition, **decided: object) -> set[tuple[str, str]]:
    got = over(play, new, **decided)
    assert isinstance(got, Stays)
    return {(one.element, one.rule) for one in got.reasons}


REMINDED = (limit("r", "a", 'reminder("KN1.SETTLE", 3)'), end("er"), chain("r", "er"))
LIMITED = (limit("t", "a"), end("et"), chain("t", "et"))


# What the new version changes ahead of the case


def test_an_open_step_keeps_its_id_and_goes_on_as_the_new_version_is_drawn():
    play = Play(compiled(line()), status="NEW")
    went = moved(play, compiled(line(steps="axb")))
    assert went.task("a") == play.task("a")
    assert went.data("a") == {"status": "NEW"}
    assert went.do("a", status="SEEN").open == ["x"]
    assert went.do("x").do("b").last.ended


def test_a_step_ahead_that_is_taken_away_is_not_done_any_more():
    assert moved(Play(compiled(line(steps="abc"))), compiled(line(steps="ac"))).do("a").open == ["c"]


def test_a_running_limit_keeps_its_instant_and_its_id():
    play = Play(compiled(line(*LIMITED)), Office(KN1_SETTLE="2026-04-01T00:00:00+07:00"))
    play.office.due["KN1_SETTLE"] = LATER  # asked again, the office would count otherwise
    went = moved(play, compiled(line(*LIMITED, steps="axb")))
    assert went.last.after.timers == play.last.after.timers
    assert went.fire("t").last.ends == ("et",)


def test_a_reminder_that_went_off_does_not_go_off_again():
    play = Play(compiled(line(*REMINDED))).fire("r")
    went = moved(play, compiled(line(*REMINDED, steps="axb")))
    assert went.waits == []
    assert went.do("a").open == ["x"]


def test_what_was_passed_and_is_drawn_no_more_stays_in_what_was_done():
    play = Play(compiled(line(*REMINDED, steps="abc"))).fire("r").do("a")
    got = over(play, compiled(line(steps="bc")))
    assert isinstance(got, Moved)
    assert got.after.done == play.last.after.done
    assert {(one.element, one.rule) for one in got.notes} >= {("a", "passed"), ("r", "passed")}
    went = moved(play, compiled(line(steps="bc")))
    assert went.do("b").do("c").last.ended


def test_a_step_drawn_behind_the_case_is_told_and_not_made_up_for():
    play = Play(compiled(line())).do("a")
    got = over(play, compiled(line(steps="axb")))
    assert isinstance(got, Moved)
    assert [(one.element, one.rule) for one in got.notes] == [("x", "left-out")]


def test_a_case_taken_over_twice_still_tells_what_was_done_first():
    first = Play(compiled(line(steps="abc"))).do("a")
    second = moved(first, compiled(line(steps="bc"))).do("b")
    third = moved(second, compiled(line(steps="xc")))
    assert [step for step in third.last.after.done if step in "abc"] == ["a", "b"]
    assert third.do("c").last.ended


def test_a_phase_that_was_passed_may_be_gone_with_all_that_was_in_it():
    phase = sub("ph", start("is"), user("i"), end("ie"), chain("is", "i", "ie"))
    old = compiled(draw(start(), phase, user("b"), end(), chain("s", "ph", "b", "e")))
    play = Play(old).do("i")
    went = moved(play, compiled(line(steps="b")))
    assert went.last.after.done == play.last.after.done
    assert went.do("b").last.ended


def test_within_a_phase_and_a_called_procedure_the_case_goes_on_part_by_part():
    def drawn(steps: str) -> Definition:
        called = draw(start("qs"), user(*steps), end("qe"), chain("qs", *steps, "qe"), process="q")
        phase = sub("ph", start("is"), call("x", "q"), end("ie"), chain("is", "x", "ie"))
        return compiled(draw(start(), phase, end(), chain("s", "ph", "e"), *LIMITED_PHASE), called)

    play = Play(drawn("kl"))
    went = moved(play, drawn("kml"))
    assert went.last.after.timers == play.last.after.timers
    assert went.do("k").do("m").do("l").last.ended


LIMITED_PHASE = (limit("t", "ph"), end("et"), chain("t", "et"))


def test_a_declared_successor_takes_the_place_of_an_open_step():
    play = Play(compiled(line(*LIMITED)))
    new = compiled(line(limit("t", "n"), end("et"), chain("t", "et"), steps="nb"))
    assert reasons(play, new) == {("a", "gone"), ("t", "lost")}
    went = moved(play, new, renamed={"a": "n"})
    assert went.task("n") == play.task("a")
    assert went.do("n").open == ["b"]


def test_several_people_at_one_step_keep_what_each_has_open():
    def drawn(times: int, steps: str) -> Definition:
        several = el("userTask", "a", sketch.FORM + THRICE.format(times))
        return compiled(draw(start(), several, user(*steps), end(), chain("s", "a", *steps, "e")))

    play = Play(drawn(3, "z")).do("a")
    went = moved(play, drawn(3, "yz"))
    assert went.last.after.ready.keys() == play.last.after.ready.keys()
    assert went.do("a").do("a").open == ["y"]
    assert reasons(play, drawn(2, "z")) == {("a", "repeats")}


def test_a_message_is_waited_for_as_before():
    heard = (sketch.border("m", "a", sketch.message(), interrupts=True), end("em"), chain("m", "em"))
    went = moved(Play(compiled(line(*heard))), compiled(line(*heard, steps="axb")))
    assert went.tell("withdrawal").last.ends == ("em",)


# What keeps it where it is


def test_a_step_that_became_something_else_keeps_the_case():
    play = Play(compiled(line(steps="ab")))
    phase = sub("a", start("is"), user("i"), end("ie"), chain("is", "i", "ie"))
    new = compiled(draw(start(), phase, user("b"), end(), chain("s", "a", "b", "e")))
    assert reasons(play, new) == {("a", "kind")}


def test_a_step_that_lies_in_another_phase_keeps_the_case():
    phase = sub("ph", start("is"), user("a"), end("ie"), chain("is", "a", "ie"))
    new = compiled(draw(start(), phase, user("b"), end(), chain("s", "ph", "b", "e")))
    assert reasons(Play(compiled(line())), new) == {("a", "elsewhere")}


def test_a_running_limit_that_the_new_version_lacks_keeps_the_case():
    assert reasons(Play(compiled(line(*LIMITED))), compiled(line())) == {("t", "lost")}


def test_a_running_limit_that_hangs_elsewhere_in_the_new_version_keeps_the_case():
    new = compiled(line(limit("t", "b"), end("et"), chain("t", "et")))
    assert reasons(Play(compiled(line(*LIMITED))), new) == {("t", "lost")}


def test_a_limit_that_ends_the_step_where_it_did_not_keeps_the_case():
    new = compiled(line(limit("t", "a", interrupts=True), end("et"), chain("t", "et")))
    assert reasons(Play(compiled(line(*LIMITED))), new) == {("t", "kind")}


def test_a_reminder_that_went_off_does_not_end_the_step_when_it_now_would():
    play = Play(compiled(line(*REMINDED))).fire("r")
    new = compiled(
        line(limit("r", "a", 'reminder("KN1.SETTLE", 3)', interrupts=True), end("er"), chain("r", "er"))
    )
    assert moved(play, new).do("a").open == ["b"]


def test_another_message_than_the_one_awaited_keeps_the_case():
    def drawn(name: str) -> Definition:
        return compiled(
            line(sketch.border("m", "a", sketch.message(name), interrupts=True), end("em"), chain("m", "em"))
        )

    assert reasons(Play(drawn("withdrawal")), drawn("enough")) == {("m", "hears")}


def test_another_procedure_called_keeps_the_case_that_is_within_it():
    def drawn(called: str) -> Definition:
        inner = [
            draw(start(f"s{q}"), user(f"k{q}"), end(f"e{q}"), chain(f"s{q}", f"k{q}", f"e{q}"), process=q)
            for q in "qr"
        ]
        return compiled(draw(start(), call("x", called), end(), chain("s", "x", "e")), *inner)

    assert ("x", "calls") in reasons(Play(drawn("q")), drawn("r"))


def forked(steps: str) -> Definition:
    ways = "".join(chain("f", step, "j") for step in steps)
    return compiled(
        draw(start(), both("f", "j"), user(*steps, "z"), end(), chain("s", "f"), ways, chain("j", "z", "e"))
    )


def test_a_way_drawn_behind_the_fork_that_was_passed_keeps_the_case():
    assert reasons(Play(forked("ab")), forked("abc")) == {("j", "join")}
    assert reasons(Play(forked("ab")).do("a"), forked("abc")) == {("j", "join")}


def test_a_way_that_has_arrived_and_is_drawn_no_more_keeps_the_case():
    drawn = compiled(draw(start(), user("b", "z"), end(), chain("s", "b", "z", "e")))
    assert ("j", "gone") in reasons(Play(forked("ab")).do("a"), drawn)


def test_a_branch_that_has_arrived_still_waits_for_the_other():
    new = compiled(draw(
        start(), both("f", "j"), user(*"abxz"), end(), chain("s", "f", "a", "j"), chain("f", "b", "x", "j"),
        chain("j", "z", "e"),
    ))  # fmt: skip
    went = moved(Play(forked("ab")).do("a", one=1), new)
    assert went.do("b", two=2).do("x").data("z") == {"one": 1, "two": 2}


# Limits that somebody decided to let begin or to count anew


def test_a_limit_added_to_an_open_step_begins_only_when_that_was_decided():
    play = Play(compiled(line()))
    new = compiled(line(*LIMITED))
    got = over(play, new)
    assert isinstance(got, Stays)
    assert got.undecided == ("t",)
    went = moved(play, new, begun={"t": dt.datetime.fromisoformat(LATER)})
    assert [one.due_at for one in went.last.after.timers.values()] == [dt.datetime.fromisoformat(LATER)]
    assert went.task("a") == play.task("a")
    assert went.fire("t").last.ends == ("et",)
    assert went.do("a").do("b").last.ended


def test_a_limit_added_beside_another_leaves_that_as_it_is():
    play = Play(compiled(line(*LIMITED)))
    went = moved(play, compiled(line(*LIMITED, *REMINDED)), begun={"r": dt.datetime.fromisoformat(LATER)})
    assert went.last.after.timers.items() > play.last.after.timers.items()
    assert went.do("a").waits == []


def test_a_limit_counted_otherwise_moves_only_when_that_was_decided():
    play = Play(compiled(line(*LIMITED)))
    new = compiled(line(limit("t", "a", 'deadline("KN1.SETTLE_HARD")'), end("et"), chain("t", "et")))
    got = over(play, new)
    assert isinstance(got, Stays)
    assert got.undecided == ("t",)
    went = moved(play, new, begun={"t": dt.datetime.fromisoformat(LATER)})
    assert went.last.after.timers.keys() == play.last.after.timers.keys()
    assert [one.due_at for one in went.last.after.timers.values()] == [dt.datetime.fromisoformat(LATER)]


def test_what_cannot_be_decided_leaves_nothing_to_decide():
    got = over(
        Play(compiled(line())), compiled(line(limit("t", "n"), end("et"), chain("t", "et"), steps="nb"))
    )
    assert isinstance(got, Stays)
    assert got.undecided == ()


# The library's own way


def test_the_librarys_default_restarts_a_limit_and_the_invariant_refuses_it():
    play = Play(compiled(line(*LIMITED)), Office(KN1_SETTLE="2026-02-01T00:00:00+07:00"))
    before = play.last.after
    play.office.due["KN1_SETTLE"] = LATER
    after = as_the_library_does(play, compiled(line(*LIMITED, steps="axb")))
    assert [one.due_at for one in after.timers.values()] == [dt.datetime.fromisoformat(LATER)]
    assert [(one.element, one.rule) for one in unlike(before, after)] == [("t", "due")]


def as_the_library_does(play: Play, new: Definition) -> Picture:
    """Move a run with the library's function and its default: what waits is reset and begins anew."""
    with hold(Moment(play.now, play.office)):
        run = codec.load(*play.definition.specs(), play.last.state)
        run.script_engine = ScriptEngine(play.office)
        spec, parts = new.specs()
        aligned = {task: spec.task_specs.get(task.task_spec.name) for task in run.tasks.values()}
        migrate_workflow(SimpleNamespace(alignment=aligned), run, spec)
        run.subprocess_specs = parts
        return picture.take(run, new.nodes)


@pytest.mark.parametrize("rule", ["open", "held", "stopped", "started", "deaf", "history"])
def test_the_invariant_sees_every_kind_of_difference(rule):
    old = Play(
        compiled(
            line(
                *LIMITED,
                sketch.border("m", "a", sketch.message(), interrupts=True),
                end("em"),
                chain("m", "em"),
            )
        )
    )
    was, gone = old.last.after, Picture({}, {}, {}, ())
    held = {key: one.__class__(one.id, one.node_id, one.lane, {"other": 1}) for key, one in was.ready.items()}
    now = {
        "open": Picture({}, was.timers, was.messages, was.done),
        "held": Picture(held, was.timers, was.messages, was.done),
        "stopped": Picture(was.ready, {}, was.messages, was.done),
        "started": was,
        "deaf": Picture(was.ready, was.timers, {}, was.done),
        "history": Picture(was.ready, was.timers, was.messages, ()),
    }[rule]
    before = Picture(was.ready, gone.timers, was.messages, was.done) if rule == "started" else was
    assert {one.rule for one in unlike(before, now)} == {rule}
