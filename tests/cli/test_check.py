"""What programs outside may rely on in ``donthu check``."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main
from tests.engine.sketch import chain, draw, el, end, start
from tests.procedures.bundles import ROOT

SHIPPED = sorted(
    str(path) for path in ROOT.glob("processes/recommendation/**/*.*") if path.suffix in {".bpmn", ".html"}
)
FOREIGN = draw(start(), el("serviceTask", "a", name="Gửi"), end(), chain("s", "a", "e"))


def donthu(*words: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words)])


def told(result: Result) -> list[dict[str, object]]:
    assert result.stderr == ""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_file_gets_one_line_in_its_order_with_the_promised_parts(tmp_path: Path):
    foreign, rubbish = tmp_path / "foreign.bpmn", tmp_path / "rubbish.bpmn"
    foreign.write_bytes(FOREIGN)
    rubbish.write_bytes(b"%PDF-1.7")
    files = [SHIPPED[0], str(foreign), str(rubbish)]
    result = donthu(*files, "--json")
    answers = told(result)
    assert [answer["file"] for answer in answers] == files
    assert [(a["accepted"], a["publishable"]) for a in answers] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert all(set(a) == {"file", "accepted", "publishable", "notes", "refusals"} for a in answers)
    for answer in answers:
        assert all(set(note) == {"element", "rule", "message", "open"} for note in answer["notes"])
        assert all(set(refusal) == {"element", "rule", "message"} for refusal in answer["refusals"])
    assert "a" in {told["element"] for told in [*answers[1]["notes"], *answers[1]["refusals"]]}
    assert len(answers[2]["refusals"]) == 1
    assert result.exit_code == 1


def test_what_is_shipped_may_be_put_in_force():
    result = donthu(*SHIPPED, "--json")
    assert {answer["publishable"] for answer in told(result)} == {True}
    assert result.exit_code == 0


def test_a_draft_is_accepted_though_it_may_not_be_put_in_force(tmp_path: Path):
    file = tmp_path / "anything.xml"
    file.write_bytes(FOREIGN)
    assert donthu(file, "--json").exit_code == 0


def test_a_file_that_cannot_be_opened_is_told_and_the_others_are_judged(tmp_path: Path):
    result = donthu(tmp_path / "nowhere.bpmn", tmp_path, SHIPPED[0], "--json")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert "nowhere.bpmn" in result.stderr
    assert donthu().exit_code == 2


def test_without_json_it_is_said_in_words_of_the_readers_language(tmp_path: Path):
    file = tmp_path / "foreign.bpmn"
    file.write_bytes(FOREIGN)
    vietnamese, english = (
        donthu(file).stdout,
        CliRunner().invoke(main, ["--language", "en", "check", str(file)]).stdout,
    )
    assert "bản nháp" in vietnamese
    assert "may come in as a draft" in english
    assert not re.search(r"\{\w+\}", vietnamese + english)
