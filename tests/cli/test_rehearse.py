"""What programs outside may rely on in ``donthu rehearse``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.engine import sketch as s
from tests.procedures import bundles


def donthu(*words: str) -> Result:
    return CliRunner().invoke(main, ["--language", "en", "rehearse", *words])


def drawn(folder: Path, *parts: str) -> str:
    file = folder / "drawing.bpmn"
    file.write_bytes(s.draw(*parts))
    return str(file)


def test_the_answer_has_exactly_the_promised_parts(tmp_path: Path):
    file = drawn(tmp_path, s.start(), s.user("a"), s.end(), s.chain("s", "a", "e"))
    result = donthu(file, "--json")
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "file": file, "started": True, "ended": True, "steps": 2, "ends": ["e"], "open": [], "incidents": [],
    }  # fmt: skip
    assert result.exit_code == 0


def test_a_shipped_procedure_is_rehearsed_from_its_file_alone():
    file = bundles.ROOT / "processes" / "recommendation" / "recommendation.bpmn"
    assert donthu(str(file), "--json").exit_code == 0


def test_what_does_not_end_answers_with_one_and_says_where_it_waits(tmp_path: Path):
    file = drawn(tmp_path, s.start(), s.user("a", "b"), s.end(), s.chain("s", "a", "b", "e"))
    result = donthu(file, "--max-steps", "2", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["ended"], told["open"], told["steps"]) == (1, False, ["b"], 2)


def test_an_incident_answers_with_one_and_is_told_in_words(tmp_path: Path):
    file = drawn(tmp_path, s.start(), s.script("bad", "n = 1 / 0"), s.end(), s.chain("s", "bad", "e"))
    result = donthu(file, "--json")
    [incident] = json.loads(result.stdout)["incidents"]
    assert (result.exit_code, incident["element"], incident["rule"]) == (1, "bad", "script")
    assert "bad" in incident["message"]


def test_without_json_a_person_reads_what_happened_on_which_day(tmp_path: Path):
    file = drawn(tmp_path, s.start(), s.user("a"), s.end(), s.chain("s", "a", "e"))
    lines = donthu(file).stdout.splitlines()
    assert lines[1].endswith("Open: Bước a")
    assert lines[-1].endswith("Thủ tục thử has ended: e")


@pytest.mark.parametrize("body", [b"", b"<a/>", b"\x00\x01", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_not_a_drawing_answers_with_two_and_one_sentence(tmp_path: Path, body: bytes):
    file = tmp_path / "not.bpmn"
    file.write_bytes(body)
    result = donthu(str(file), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_answers_with_two(tmp_path: Path):
    assert donthu(str(tmp_path / "none.bpmn")).exit_code == 2
