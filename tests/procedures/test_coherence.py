"""What a diagram names exists: its forms, fields, letters, roles, recorders and words for the citizen."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from app import formdefs, letters
from app.casework import words
from app.casework.records import RECORDERS
from app.engine.definition import Definition, compile_definition
from app.engine.nodes import Node
from app.legaltime import limits
from app.letters import template
from tests.procedures import bundles

BY_ANSWER_ALONE = {"archive", "clock_change", "dialogue", "publication"}  # nothing but the answer is kept
ROLES = {"officer", "unit_head", "chairman", "clerk"}
STANDING = set(re.findall(r"``([a-z_]+)``", template.__doc__ or ""))
GIVEN = {"points_agreed", "points_not_agreed", *re.findall(r'"([a-z_]+)"', inspect.getsource(words))}
LIMIT = re.compile(r'(?:deadline|reminder|met|remind|escalate)\("([^"]+)"')
LETTER = re.compile(r'open_letter\("([^"]+)"\)')


@cache
def _compiled(procedure: str) -> Definition:
    return compile_definition(bundles.with_callees(procedure), process_id=procedure)


@cache
def _form(key: str) -> formdefs.FormDefinition:
    return formdefs.read((bundles.ROOT / "forms" / f"{key}.json").read_bytes())


def _steps(procedure: str) -> list[Node]:
    return [node for node in _compiled(procedure).nodes.values() if node.type == "userTask"]


STEPS = [
    pytest.param(node, id=f"{procedure}-{node.id}")
    for procedure in bundles.PROCEDURES
    for node in _steps(procedure)
    if node.id in bundles.drawings()[f"{procedure}.bpmn"].decode()
]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_says_whose_it_is_why_and_what_the_citizen_reads(step: Node):
    noted = step.properties
    assert noted["role"] in ROLES
    assert noted.get("assign")
    assert noted.get("legalBasis")
    assert noted.get("citizen")
    named = set(filter(None, noted.get("records", "").replace(" ", "").split(",")))
    assert named <= {*RECORDERS, *BY_ANSWER_ALONE}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_shows_a_form_that_answers_its_outcome(step: Node):
    form = _form(step.properties["form"])
    outcome = step.properties.get("outcome")
    assert outcome is None or outcome in {part.key for part in form.walk() if part.route}


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_letter_that_is_opened_has_its_template(procedure: str):
    opened = set(LETTER.findall(bundles.drawings()[f"{procedure}.bpmn"].decode()))
    assert opened <= {path.stem for path in bundles.LETTERS}


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_limit_that_is_named_is_in_the_register(procedure: str):
    named = set(LIMIT.findall(bundles.drawings()[f"{procedure}.bpmn"].decode())) - {"INTAKE"}
    assert named <= {limit.rule for limit in limits.all_limits()}


@pytest.mark.parametrize("path", bundles.LETTERS, ids=lambda path: path.stem)
def test_a_letter_asks_only_for_what_the_case_or_an_answer_can_give(path: Path):
    asked = set(letters.read(path.read_text(encoding="utf-8")).fields)
    answers = {part.key for form in bundles.FORMS for part in _form(form.stem).walk() if part.key}
    assert asked - STANDING - GIVEN - answers == set()


@pytest.mark.parametrize("path", bundles.LETTERS, ids=lambda path: path.stem)
def test_a_letter_is_named_by_its_key(path: Path):
    assert letters.read(path.read_text(encoding="utf-8")).key == path.stem


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_a_procedure_says_who_owns_it_and_what_it_rests_on(procedure: str):
    about = (bundles.ROOT / "processes" / procedure / "about.md").read_text(encoding="utf-8")
    for heading in ("Owner", "Legal basis", "Milestones", "Scalars"):
        assert heading in about, heading


def test_a_recommendation_is_answered_in_three_forms_from_the_counter():
    _form("registration")
    shown = [node.properties["form"] for node in _steps("recommendation")]
    assert ["intake", *sorted(set(shown))] == ["intake", "answer", "letter_sign"]
    assert "letter_issue.bpmn" not in bundles.with_callees("recommendation")
