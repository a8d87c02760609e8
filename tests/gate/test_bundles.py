"""A bundle is judged as one: it is as good as the worst of its files, and may name only what is in it."""

from __future__ import annotations

import time

import pytest

from app import gate
from app.services import procedures
from tests.engine.sketch import call, chain, draw, el, end, start
from tests.gate.test_references import step
from tests.procedures.bundles import ROOT


def _bundle(**changed: bytes | None) -> dict[str, bytes]:
    """Take the shipped bundle of recommendations with some files changed or left out (``__`` for ``/``)."""
    files: dict[str, bytes | None] = {**procedures.bundle("recommendation")}
    files |= {name.replace("__", "/").replace("_dot_", "."): body for name, body in changed.items()}
    return {name: body for name, body in files.items() if body is not None}


def _refused(files: dict[str, bytes]) -> set[str]:
    verdict = gate.check_bundle(files, process_id="recommendation")
    assert not verdict.publishable
    return {note.rule for note in verdict.refusals}


def test_a_bundle_names_only_the_forms_and_letters_that_are_in_it():
    assert gate.check_bundle(_bundle(), process_id="recommendation").publishable
    assert "form" in _refused(_bundle(forms__answer_dot_json=None))
    assert _refused(_bundle(letters__answer_dot_html=None)) == {"letter"}


def test_a_bundle_calls_only_what_is_in_it():
    files = procedures.bundle("dialogue")
    assert gate.check_bundle(files, process_id="dialogue").publishable
    del files["letter_issue.bpmn"]
    assert "call" in {note.rule for note in gate.check_bundle(files, process_id="dialogue").refusals}


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("table_dot_dmn", b"<definitions/>", "kind"),
        ("forms__answer_dot_json", b"{}", "kind"),
        ("letters__answer_dot_html", b"---\nkey: answer\n---\n", "letter"),
        ("recommendation_dot_bpmn", b"<a/>", "process"),
    ],
)
def test_one_bad_file_keeps_the_whole_bundle_out_of_force(name: str, content: bytes, rule: str):
    assert rule in _refused(_bundle(**{name: content}))


def test_what_is_called_is_judged_with_its_caller():
    inner = draw(start("is"), el("userTask", "ia"), end("ie"), chain("is", "ia", "ie"), process="inner")
    outer = draw(start(), step(), call("c", "inner"), end(), chain("s", "a", "c", "e"))
    form = {"forms/letter_sign.json": (ROOT / "forms/letter_sign.json").read_bytes()}
    verdict = gate.check_bundle({"outer.bpmn": outer, "inner.bpmn": inner, **form}, process_id="p")
    assert verdict.accepted
    assert {note.element for note in verdict.refusals} == {"ia"}


def test_a_verdict_is_cheap_enough_to_be_asked_after_each_pause_in_drawing():
    files = procedures.bundle("complaint_first")
    drawing = files["complaint_first.bpmn"]
    gate.check("complaint_first.bpmn", drawing, context=files)
    began = time.process_time()
    assert gate.check("complaint_first.bpmn", drawing + b"\n", context=files).publishable
    assert time.process_time() - began < 0.6  # 0.2 s on a quiet machine
