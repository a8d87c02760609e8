"""The longest path: known on small drawings, told in words, compared with what the law allows."""

from __future__ import annotations

from app import language
from app.checklist import lengths, limits, ways
from tests.checklist import broken
from tests.checklist.broken import lengths_of, promising, step, watched
from tests.engine.sketch import (
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
    xor,
)

BEGIN = script("begin", 'milestone("accepted")')
DONE = script("done", 'met("KN1.SETTLE")')


def settled(*inner: str) -> tuple[str, ...]:
    """Draw a phase with the limit to settle on its border: 30 days in an ordinary case."""
    phase = sub("phase", start("i"), *inner, end("o"))
    return (
        start(),
        BEGIN,
        phase,
        watched("KN1.SETTLE", "phase"),
        DONE,
        end(),
        chain("s", "begin", "phase", "done", "e"),
    )


def said(lines: list, state: str = "") -> str:
    with language.use("en"):
        return " | ".join(line.sentence for line in lines if not state or line.state == state)


def test_steps_after_one_another_add_up():
    told = said(
        lengths_of(*settled(step("a", promise="5"), step("b", promise="10"), chain("i", "a", "b", "o")))
    )
    assert "takes 21 of 30 days" in told
    assert "Bước a (7) → Bước b (14)" in told


def test_steps_side_by_side_count_by_the_longer_one():
    inner = (both("f", "j"), step("a", promise="5"), step("b", promise="10"))
    arrows = (chain("i", "f", "a", "j", "o"), chain("f", "b", "j"))
    assert "takes 14 of 30 days" in said(lengths_of(*settled(*inner, *arrows)))


def test_of_two_choices_the_longer_one_counts():
    inner = (xor("x", "x__a"), step("a", promise="3"), step("b", promise="8"), xor("y"))
    arrows = (chain("i", "x", "a", "y", "o"), flow("x", "b", "k == 1"), chain("b", "y"))
    assert "takes 12 of 30 days" in said(lengths_of(*settled(*inner, *arrows)))


def test_what_leads_back_is_counted_once_and_that_is_said():
    inner = (step("a", promise="5"), xor("x", "x__o"), step("b", promise="5"))
    arrows = (chain("i", "a", "x", "o"), flow("x", "b", "again == 1"), chain("b", "a"))
    told = said(lengths_of(*settled(*inner, *arrows)))
    assert "takes 7 of 30 days" in told
    assert "what can be done again on the way is counted once" in told


def test_a_loop_that_can_be_entered_in_two_places_hides_no_path():
    inner = (xor("w", "w__a"), step("a", promise="10"), step("b", promise="5"), xor("x", "x__o"))
    arrows = (chain("i", "w", "a", "b", "x", "o"), flow("w", "b", "fast == 1"), flow("x", "a", "again == 1"))
    assert "takes 21 of 30 days" in said(lengths_of(*settled(*inner, *arrows)))


def test_a_called_procedure_counts_with_what_its_steps_promise():
    called = draw(start("cs"), step("ca", promise="4"), end("ce"), chain("cs", "ca", "ce"), process="inner")
    inner = (call("c1", "inner"), call("c2", "inner"), chain("i", "c1", "c2", "o"))
    assert "takes 12 of 30 days" in said(lengths_of(*settled(*inner), inner=called))


def test_phases_with_limits_of_their_own_add_up():
    one = sub("one", start("i1"), step("a", promise="1"), end("o1"), chain("i1", "a", "o1"))
    two = sub("two", start("i2"), step("b", promise="1"), end("o2"), chain("i2", "b", "o2"))
    told = said(
        lengths_of(
            start(), BEGIN, one, watched("KN.PUBLISH", "one"), two, watched("TC.SEND", "two"),
            step("c", promise="1"), watched("KN1.SETTLE", "c"), DONE, end(),
            chain("s", "begin", "one", "two", "c", "done", "e"),
        )
    )  # fmt: skip
    assert "takes 24 of 30 days" in told  # 15 days, then 5 working days, then one


def test_a_wait_for_a_limit_takes_the_whole_limit():
    wait = el("intermediateCatchEvent", "w", timer('deadline("KN.PUBLISH")'))
    inner = (wait, step("a", promise="5"), chain("i", "w", "a", "o"))
    assert "takes 22 of 30 days" in said(lengths_of(*settled(*inner)))


def test_the_days_of_a_suspension_are_not_counted_and_that_is_said():
    wait = el("intermediateCatchEvent", "w", message("enough"), name="Chờ hết lý do")
    inner = (
        step("a", promise="5"),
        script("pause", 'milestone("suspended")'),
        wait,
        chain("i", "a", "pause", "w", "o"),
    )
    told = lengths_of(*settled(*inner))
    assert "takes 7 of 30 days" in said(told)
    assert "the days of the suspension here are not counted" in said(
        [line for line in told if line.element == "w"]
    )


def test_a_path_that_is_too_long_is_named_with_its_days_at_its_longest_step():
    inner = (step("a", promise="5"), step("b", promise="20"), chain("i", "a", "b", "o"))
    (line,) = [line for line in lengths_of(*settled(*inner)) if line.state == "failed"]
    assert line.element == "b"
    assert "takes 35 days and the law allows 30 (an ordinary case)" in said([line])
    assert "Bước a (7) → Bước b (28)" in said([line])


def test_every_kind_of_case_is_compared_with_its_own_limit_and_after_its_extensions():
    drawn = ways.of({"p.bpmn": draw(*settled(step("a", promise="25"), chain("i", "a", "o")))}, "p")
    assert drawn is not None
    (span,) = limits.spans(drawn, broken.ON)
    allowed = {
        (case.variant, case.extended): lengths.longest(drawn, span, case, broken.ON).allowed
        for case in lengths.variants(span.limit)
    }
    assert allowed["normal", 0] == 30
    assert allowed["normal", 1] == allowed["complex", 0] == allowed["remote", 0] == 45
    assert allowed["remote", 1] == allowed["remote-complex", 0] == 60


def test_a_step_outside_every_limit_and_promise_is_told():
    inner = (start(), BEGIN, step("a"), step("b"), watched("KN1.SETTLE", "b"), DONE, end())
    told = lengths_of(*inner, chain("s", "begin", "a", "b", "done", "e"))
    assert [line.element for line in told if line.state == "open"] == ["a"]


def test_what_breaks_a_phase_off_is_no_way_to_its_end():
    inner = (step("a", promise="5"), chain("i", "a", "o"))
    gone = (
        border("g", "phase", message(), interrupts=True),
        step("late", promise="40"),
        end("x"),
        chain("g", "late", "x"),
    )
    assert "takes 7 of 30 days" in said(lengths_of(*settled(*inner), *gone))


def test_twenty_more_days_in_the_complaint_are_found_where_they_are():
    files = broken.inserted(broken.bundle(), "cf_flow_ruling_letter__ruling_sign", promising(20))
    (line,) = [line for line in broken.point(files, "limits").told if line.state == "failed"]
    assert line.element == "new_step"
    assert "takes 58 days and the law allows 30" in said([line])
    assert "Bước new_step (28)" in said([line])


def test_a_step_between_the_phases_of_the_complaint_counts_as_well():
    files = broken.inserted(broken.bundle(), "cf_flow_accepted_gw__settle", promising(20))
    assert "new_step" in {
        line.element for line in broken.point(files, "limits").told if line.state == "failed"
    }


def test_a_loop_with_more_paths_than_anybody_follows_is_told_and_not_taken_for_short(monkeypatch):
    monkeypatch.setattr(lengths, "MOST_STEPS", 5)
    inner = (xor("w", "w__b"), step("a", promise="5"), step("b", promise="5"), xor("y"), xor("x", "x__o"))
    arrows = (flow("w", "a", "k == 1"), chain("a", "y"), flow("x", "w", "again == 1"))
    told = lengths_of(*settled(*inner, *arrows, chain("i", "w", "b", "y", "x", "o")))
    assert "there may be a longer one" in said([line for line in told if line.state == "open"])
