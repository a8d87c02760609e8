"""Drawings in the manner of many programs come in as drafts, with what was done and what is open, and play.

``expected.csv`` says of each file what the gate is to say: whether it is accepted and publishable, the rules
of what a person must settle (``asked``) and of what was done (``told``).
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app import rehearsal
from app.engine import xmlsafe
from app.engine.draft import processes
from app.gate import check

HERE = Path(__file__).parent
with (HERE / "expected.csv").open(encoding="utf-8", newline="") as _file:
    EXPECTED = list(csv.DictReader(_file))
PLAYED = [row["file"] for row in EXPECTED if row["accepted"] == "yes"]


def test_every_drawing_of_the_corpus_is_expected():
    drawings = {path for path in HERE.glob("*/*") if path.suffix in {".bpmn", ".bpmn2", ".xml"}}
    assert {str(path.relative_to(HERE)) for path in drawings} == {row["file"] for row in EXPECTED}


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_a_drawing_comes_in_with_what_was_done_and_what_is_open(row):
    verdict = check(row["file"], (HERE / row["file"]).read_bytes())
    assert (verdict.accepted, verdict.publishable) == (row["accepted"] == "yes", row["publishable"] == "yes")
    assert {note.rule for note in verdict.notes if note.open} == set(row["asked"].split())
    assert {note.rule for note in verdict.notes if not note.open} == set(row["told"].split())


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_noted_stands_in_the_file(name):
    content = (HERE / name).read_bytes()
    ids = {xml.get("id") for xml in xmlsafe.read(content).iter()}
    verdict = check(name, content)
    assert {note.element for note in (*verdict.notes, *verdict.refusals)} <= ids


@pytest.mark.parametrize("name", PLAYED)
def test_every_procedure_of_the_file_plays_to_its_end(name):
    content = (HERE / name).read_bytes()
    for process in processes(xmlsafe.read(content)):
        played = rehearsal.play({"drawing.bpmn": content}, process_id=process)
        assert (played.ended, played.incidents) == (True, ())
