"""What is shipped passes the gate, file by file and as the bundles that versions pin."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from app import formdefs, gate, letters
from app.casework import visit_words, words
from app.engine.definition import compile_definition
from app.gate import shelf, vocabulary
from app.letters import template
from app.services import procedures
from tests.procedures import bundles

STANDING = set(re.findall(r"``([a-z_]+)``", template.__doc__ or ""))
GIVEN = {
    "points_agreed",
    "points_not_agreed",
    *(f"{milestone}_date" for milestone in vocabulary.MILESTONES),
    *re.findall(r'"([a-z_]+)"', inspect.getsource(words) + inspect.getsource(visit_words)),
}
SHIPPED = (
    *sorted(bundles.ROOT.glob("processes/*/*.bpmn")),
    *bundles.TABLES,
    *bundles.FORMS,
    *bundles.LETTERS,
)


@cache
def _form(key: str) -> formdefs.FormDefinition:
    return formdefs.read((bundles.ROOT / "forms" / f"{key}.json").read_bytes())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_shipped_file_may_be_put_in_force(path: Path):
    verdict = gate.check(path.name, path.read_bytes(), context=shelf.around(path))
    assert [str(note) for note in verdict.refusals] == []
    assert verdict.publishable
    assert not any(note.open for note in verdict.notes)


@pytest.mark.parametrize("procedure", procedures.shipped())
def test_every_shipped_bundle_may_be_put_in_force(procedure: str):
    verdict = gate.check_bundle(procedures.bundle(procedure), process_id=procedure)
    assert [str(note) for note in verdict.refusals] == []
    assert verdict.publishable


@pytest.mark.parametrize("path", bundles.LETTERS, ids=lambda path: path.stem)
def test_a_letter_asks_only_for_what_the_case_or_an_answer_can_give(path: Path):
    asked = set(letters.read(path.read_text(encoding="utf-8")).fields)
    answers = {part.key for form in bundles.FORMS for part in _form(form.stem).walk() if part.key}
    assert asked - STANDING - GIVEN - answers == set()


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_a_procedure_says_who_owns_it_and_what_it_rests_on(procedure: str):
    about = (bundles.ROOT / "processes" / procedure / "about.md").read_text(encoding="utf-8")
    for heading in ("Owner", "Legal basis", "Milestones", "Scalars"):
        assert heading in about, heading


def test_a_recommendation_is_answered_in_three_forms_from_the_counter():
    _form("registration")
    drawn = compile_definition(bundles.with_callees("recommendation"), process_id="recommendation")
    shown = [node.properties["form"] for node in drawn.nodes.values() if node.type == "userTask"]
    assert ["intake", *sorted(set(shown))] == ["intake", "answer", "letter_sign"]
    assert "letter_issue.bpmn" not in bundles.with_callees("recommendation")
