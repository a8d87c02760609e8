"""Every point of the checklist catches its own fault in a shipped procedure, and names the element."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app import language
from app.checklist import Checklist, apart, examine, walks
from app.checklist.points import Line
from app.legaltime import book
from tests.checklist import broken
from tests.checklist.broken import ON, bundle, inserted, point, promising, with_change
from tests.procedures import bundles

DRAWN = "complaint_first.bpmn"


def at(found, state="failed"):
    return {line.element for line in found.told if line.state == state}


def in_english(lines: tuple[Line, ...]) -> str:
    with language.use("en"):
        return " | ".join(line.sentence for line in lines)


@pytest.mark.parametrize("procedure", ["recommendation", "land_deciding", "clock_change"])
def test_a_shipped_procedure_is_clean(procedure: str):
    assert examine(bundle(procedure), procedure=procedure, on=ON).clean


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_what_is_shipped_misses_nothing_that_the_law_demands(procedure: str):
    asked = broken.examining.questions(bundle(procedure), procedure=procedure, on=ON)
    told = [line for key in ("steps", "limits", "statutory", "articles", "notices") for line in asked[key]()]
    assert [in_english((line,)) for line in told if line.state == "failed"] == []


def test_the_gate_is_asked():
    files = {name: body for name, body in bundle("dialogue").items() if name != "letter_issue.bpmn"}
    assert point(files, "gate", "dialogue").state == "failed"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('<spiffworkflow:property name="form" value="publication" />', "has no form"),
        (
            '<spiffworkflow:property name="citizen" value="Hồ sơ vụ việc được đưa vào lưu trữ." />',
            "citizen reads",
        ),
    ],
)
def test_a_step_that_does_not_say_all_is_named(said: str, words: str):
    found = point(with_change(bundle(), DRAWN, said, ""), "steps")
    assert at(found) <= {"cf_publish", "cf_archive"}
    assert words in in_english(found.told)


def test_a_demanded_letter_that_nobody_opens_is_missing():
    files = with_change(bundle(), DRAWN, 'letter_id = open_letter("acceptance_notice")', "")
    found = point(files, "statutory")
    assert "cf_decided" in at(found)
    assert "“Notice” is not drawn anywhere" in in_english(found.told)


def test_a_path_around_a_demanded_step_is_named():
    files = with_change(
        bundle(), DRAWN,
        'sourceRef="cf_fork" targetRef="cf_publish"', 'sourceRef="cf_fork" targetRef="cf_join"',
    )  # fmt: skip
    (line,) = [line for line in point(files, "statutory").told if line.state == "failed"]
    assert "Publication of the ruling" in in_english((line,))
    assert line.element == "cf_close_settled"


def test_a_demanded_limit_that_nobody_watches_is_missing():
    body = bundle()[DRAWN].decode().replace('deadline("KN1.SETTLE")', 'deadline("KN1.SEND")')
    found = point({**bundle(), DRAWN: body.encode()}, "statutory")
    assert "“Limit to settle” is not drawn anywhere" in in_english(found.told)


def test_of_a_procedure_that_nobody_knows_it_is_said_that_nothing_is_written_down():
    files = with_change(
        bundle("dialogue"), "dialogue.bpmn", '<bpmn:process id="dialogue"', '<bpmn:process id="talk"'
    )
    assert point(files, "statutory", "talk").state == "open"


def test_an_article_that_has_ended_on_the_day_is_named():
    shipped = book.shipped()
    ended = {entry.key: replace(entry, effective_to=ON) for entry in shipped.entries if entry.kind == "text"}
    entries = tuple(
        ended[entry.key] if entry.key == "02/2011/QH13" and entry.kind == "text" else entry
        for entry in shipped.entries
    )
    with book.using(replace(shipped, entries=entries)):
        assert point(bundle(), "articles").state != "failed"
        found = point(bundle(), "articles", on=ON + dt.timedelta(days=1))
    assert {"cf_acceptance", "cf_ruling"} <= at(found)


def test_a_letter_that_citizens_receive_today_and_would_not_any_more_is_named():
    files = with_change(bundle(), DRAWN, 'letter_id = open_letter("termination_decision")', "")
    found = point(files, "notices", before=bundle())
    assert at(found) == {"cf_open_termination"}


def test_a_letter_that_is_opened_and_never_sent_is_named():
    files = with_change(
        bundle(), DRAWN, 'sourceRef="cf_open_refusal" targetRef="cf_refusal_letter"',
        'sourceRef="cf_open_refusal" targetRef="cf_refuse_met"',
    )  # fmt: skip
    assert "cf_open_refusal" in at(point(files, "notices"))


def test_a_scenario_that_goes_astray_is_told_at_its_element():
    files = bundle("recommendation")
    name = next(each for each in files if each.startswith("scenarios/"))
    files[name] = files[name].replace(b"complete: rc_answer", b"complete: rc_gone", 1)
    walked = walks.walked(files, "recommendation")
    told = walks.told(walked)
    assert "rc_gone" in at(told)
    assert "“Giải quyết và trả lời sau hai bước”" in next(line.sentence for line in told.told)
    with language.use("en"):
        assert "“answered in two forms after intake”" in next(line.sentence for line in told.told)
    assert not walked.green


def test_an_element_that_no_scenario_passes_is_named():
    files = inserted(bundle("recommendation"), _arrow_into("rc_close"), promising(1), name="recommendation")
    found = walks.told(walks.walked(files | {"forms/archive.json": _form()}, "recommendation"))
    assert "new_step" in at(found)


def _arrow_into(target: str) -> str:
    root = bundles.drawing("recommendation")
    return next(a.get("id") for a in root.iter(f"{bundles.BPMN}sequenceFlow") if a.get("targetRef") == target)


def _form() -> bytes:
    return (bundles.ROOT / "forms/archive.json").read_bytes()


def test_without_scenarios_nothing_is_approved():
    files = {n: body for n, body in bundle("recommendation").items() if not n.startswith("scenarios/")}
    assert not examine(files, procedure="recommendation", on=ON).clean


def test_a_text_without_english_is_told_and_keeps_nobody_from_approving():
    files = inserted(bundle("dialogue"), "di_flow_start__invite", promising(1), name="dialogue")
    found = point(files, "english", "dialogue")
    assert found.state == "open"
    assert "new_step" in at(found, "open")
    beside = language.write_pairs({"Bước new_step": "Step"})
    told = point(files | {"en.po": beside}, "english", "dialogue").told
    assert not any("“Bước new_step”" in in_english((line,)) for line in told)


def test_a_drawing_that_cannot_be_read_fails_in_words():
    found = examine({"p.bpmn": b"<x"}, procedure="p", on=ON)
    assert isinstance(found, Checklist)
    assert not found.clean


def test_the_limited_room_says_the_same_in_every_language():
    files = bundle("recommendation")
    walked = apart.walk(files, "recommendation")
    assert walked == walks.walked(files, "recommendation")
    found = apart.examine(files, procedure="recommendation", on=ON, before=None, walked=walked)
    assert found == examine(files, procedure="recommendation", on=ON)
    with language.use("en"):
        assert found.points[0].title.startswith("Nothing in the files")
