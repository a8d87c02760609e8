"""Every construct of BPMN that the library runs wrongly: refused with what to draw instead, or mended.

Each row has a smallest drawing that is kept out of force, and its twin, drawn as it should be, that is not.
Rows that are mended in the engine, or rewritten on the way in, name the tests that hold them.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app import gate
from tests.engine.sketch import draw
from tests.gate.refused_rows import ROWS, Row

TESTS = Path(__file__).resolve().parents[1]
MENDED = {
    "programs in expressions": (
        "engine/test_library_rows.py",
        "test_row_1_nothing_written_in_a_drawing_is_run_as_a_program",
    ),
    "a forgotten script engine": (
        "engine/test_library_rows.py",
        "test_row_2_a_forgotten_script_engine_raises_instead_of_running_anything",
    ),
    "joins in a loop": (
        "engine/test_rework_joins.py",
        "test_no_round_of_rework_goes_on_before_its_last_opinion",
    ),
    "the last branch overwrites": (
        "engine/test_rework_joins.py",
        "test_a_branch_that_changed_nothing_overwrites_nothing",
    ),
    "the order of stored tasks": (
        "engine/test_library_rows.py",
        "test_row_5_fields_survive_though_children_hold_only_what_they_changed",
    ),
    "an uncaught error": (
        "engine/test_library_rows.py",
        "test_row_7_an_uncaught_error_is_a_fault_and_never_an_end",
    ),
    "orphans of repeated parts": (
        "engine/test_library_rows.py",
        "test_row_8_a_limit_that_interrupts_repeated_parts_leaves_no_orphans",
    ),
    "lists in a run": (
        "engine/test_library_rows.py",
        "test_row_9_lists_never_enter_a_run_and_scalars_are_replaced_whole",
    ),
    "forks in a row": ("engine/test_library_rows.py", "test_row_11_forks_in_a_row_stay_small"),
    "decision tables": ("decisions/test_deciding.py", "test_each_hit_policy_answers_as_dmn_says"),
    "the height of a box": ("engine/test_library_rows.py", "test_moving_a_box_does_not_change_a_decision"),
    "a message that does not interrupt": (
        "engine/test_borders.py",
        "test_a_message_that_does_not_interrupt_is_heard_as_often_as_it_comes",
    ),
    "a comment in an expression": (
        "engine/test_drawing_gate.py",
        "test_a_comment_cannot_hide_part_of_a_condition",
    ),
    "a message of another run": ("engine/test_run_steps.py", "test_a_message_nobody_waits_for_is_refused"),
    "a failing script": (
        "engine/test_run_steps.py",
        "test_a_script_that_cannot_be_computed_is_a_fault_and_the_work_before_it_is_kept",
    ),
}


def _told(drawing: str) -> tuple[bool, set[tuple[str, str]]]:
    verdict = gate.check("p.bpmn", draw(drawing))
    assert verdict.accepted, verdict.refusals
    asked = [note for note in verdict.notes if note.open]
    told = {(note.element, note.rule) for note in (*asked, *verdict.refusals)}
    return verdict.publishable, told


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.words)
def test_what_would_run_wrongly_is_refused_and_its_twin_is_not(row: Row):
    publishable, told = _told(row.wrong)
    assert not publishable
    assert (row.element, row.rule) in told
    assert _told(row.right) == (True, set())


@pytest.mark.parametrize(("file", "name"), MENDED.values(), ids=MENDED)
def test_what_is_mended_is_held_by_a_test(file: str, name: str):
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
