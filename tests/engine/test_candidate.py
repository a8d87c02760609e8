"""The table over a candidate of the library says what its tests said, and every part stands in it."""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.engine.candidate import BROKEN, MAY_FALL, NEEDED, read, verdict
from tests.engine.guards import GUARDS, Guard

HERE = Path(__file__).parent
PART = Guard("p", "p", "test_fault", ("test_remedy_*",))


def _tests(*paths: Path) -> set[str]:
    return {
        node.name
        for path in paths
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_guard_names_tests_that_are_there():
    every = _tests(*HERE.rglob("test_*.py"))
    faults = _tests(HERE / "test_library_faults.py")
    assert {guard.fault for guard in GUARDS} == faults
    patterns = {pattern for guard in GUARDS for pattern in guard.remedy}
    assert {
        one for one in patterns if not any(fnmatchcase(name, one.partition(" ")[0]) for name in every)
    } == set()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"test_fault": True, "test_remedy_a 1": True, "test_remedy_a 2": True}, NEEDED),
        ({"test_fault": False, "test_remedy_a": True}, MAY_FALL),
        ({"test_fault": True, "test_remedy_a 1": True, "test_remedy_a 2": False}, BROKEN),
        ({"test_fault": False, "test_remedy_a": False}, BROKEN),
        ({"test_fault": True}, BROKEN),
        ({"test_remedy_a": True}, NEEDED),
    ],
)
def test_a_part_may_fall_only_if_it_works_and_the_library_does_too(found, said):
    assert verdict(PART, found) == said


def test_a_report_is_read_by_the_names_of_its_tests():
    report = b"""<testsuites><testsuite><testcase name="test_a[1]"/>
        <testcase name="test_a[2]"><failure/></testcase>
        <testcase name="test_b"><error/></testcase><testcase name="test_c"/></testsuite></testsuites>"""
    assert read(report) == {"test_a 1": True, "test_a 2": False, "test_b": False, "test_c": True}
