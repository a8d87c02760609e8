"""``donthu checklist``: the points of a shipped procedure in words and for programs."""

from __future__ import annotations

import json

from click.testing import CliRunner

from app.cli import main


def run(*words: str):
    return CliRunner().invoke(main, ["--language", "en", "checklist", *words])


def test_a_shipped_procedure_is_told_point_by_point():
    told = run("dialogue", "--on", "2026-11-23")
    assert told.exit_code == 0
    assert "✓ Every step says its form, its role, its legal basis and what the citizen reads" in told.output
    assert "3 scenarios lead where they say." in told.output


def test_programs_read_it_as_json():
    told = json.loads(run("clock_change", "--json").output)
    assert told["clean"] is True
    assert {"key", "title", "state", "told"} == told["points"][0].keys()
    (check,) = [each for each in told["points"] if each["key"] == "articles"]
    assert check["state"] == "open"
    assert check["told"][0]["element"] == "cc_approve"


def test_an_unknown_procedure_is_said_to_be_unknown():
    told = run("nothing")
    assert told.exit_code == 2
    assert "complaint_first" in told.output
