"""A scenario is read as people write it; one that goes astray is told at its element."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from app.cli import main
from app.engine.definition import Definition, compile_definition
from app.gate import scenario
from app.gate.scenario import ScenarioRefused
from app.language import use
from app.rehearsal import walking
from tests.procedures import bundles

ANSWERED = """
- name: answered
  when:
    - complete: rc_answer
    - complete: rc_sign
      answers: {letter_outcome: sign, answered_on: 2026-08-04}
  then:
    ends: [rc_done]
    acts: ['close_case("answered")']
"""


def _recommendation() -> Definition:
    return compile_definition(bundles.with_callees("recommendation"), process_id="recommendation")


def _wrong(text: str) -> list[tuple[str, str]]:
    (one,) = scenario.read(text.encode())
    with use("en"):
        return [(note.element, note.message) for note in walking.walk(_recommendation(), one).wrong]


def test_a_day_stays_the_text_it_was_written_as():
    (one,) = scenario.read(ANSWERED.encode())
    assert one.moves[1].answers == {"letter_outcome": "sign", "answered_on": "2026-08-04"}
    assert _wrong(ANSWERED) == []


@pytest.mark.parametrize(
    ("before", "after", "element"),
    [
        ("complete: rc_answer", "complete: rc_nowhere", "rc_nowhere"),
        ("complete: rc_answer", "fire: rc_sign", "rc_sign"),
        ("letter_outcome: sign", "letter_outcome: return", "rc_done"),
        ("ends: [rc_done]", "waits: [rc_sign]", "rc_sign"),
        ('close_case("answered")', 'close_case("filed")', ""),
    ],
)
def test_a_scenario_that_goes_astray_is_told_at_its_element(before: str, after: str, element: str):
    assert element in [where for where, _sentence in _wrong(ANSWERED.replace(before, after))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name: alone",
        "- when: []",
        "- name: x\n  then: {end: [a]}",
        "- name: x\n  when: [{complete: a, fire: b}]",
        "- name: x\n  when: [{complete: a, answers: {deep: {er: 1}}}]",
        "- &a {name: x}\n- *a",
        "- name: !!python/object/apply:os.getcwd []",
        "- name: [",
        "- name: " + "[" * 5_000,
        "#" * (scenario.LARGEST + 1),
    ],
)
def test_what_is_no_scenario_is_refused_with_a_sentence(text: str):
    with pytest.raises(ScenarioRefused) as refused:
        scenario.read(text.encode())
    assert len(str(refused.value)) > len("x: ")


def test_the_command_walks_what_is_shipped_and_says_so():
    result = CliRunner().invoke(main, ["--language", "en", "scenarios", "recommendation", "--json"])
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(told) == len(bundles.scenarios("recommendation"))
    assert all(one["led"] for one in told)


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        ("vi", "Lãnh đạo trả lại văn bản trả lời một lần"),
        ("en", "the leader returns the answer once"),
    ],
)
def test_the_command_and_what_is_refused_name_a_scenario_as_its_reader_speaks(reader: str, name: str):
    result = CliRunner().invoke(main, ["--language", reader, "scenarios", "recommendation"])
    assert f"✓ recommendation: {name}" in result.stdout.splitlines()
    with use(reader), pytest.raises(ScenarioRefused) as refused:
        scenario.read("- name: Lãnh đạo trả lại văn bản trả lời một lần\n  then: []\n  what: {}\n".encode())
    assert str(refused.value).startswith(f"{name}: ")


def test_an_unknown_procedure_is_named_with_those_that_are_known():
    result = CliRunner().invoke(main, ["--language", "en", "scenarios", "nothing"])
    assert result.exit_code == 2
    assert "recommendation" in result.stderr
