"""What programs outside may rely on in ``donthu decide``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.decisions.dmn_drawing import expression, file, given, table

ELIGIBILITY = Path(__file__).parents[2] / "processes" / "intake" / "eligibility.dmn"


def donthu(*words: str) -> Result:
    return CliRunner().invoke(main, ["decide", *words])


def drawn(folder: Path, *parts: str) -> str:
    path = folder / "bảng.dmn"
    path.write_bytes(file(*parts))
    return str(path)


def test_the_answer_has_exactly_the_promised_parts():
    result = donthu(
        str(ELIGIBILITY), "--decision", "representatives", "--input", '{"signers": "7"}', "--json"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "outputs": {"fewest": 1, "most": 2},
        "rows": [
            {
                "table": "representatives_table",
                "row": 2,
                "article": "Điều 7 Nghị định 124/2020/NĐ-CP (từ 5 đến 10 người: 1 hoặc 2 người đại diện)",
            }
        ],
        "errors": [],
    }


def test_a_decision_is_found_by_its_name_and_its_values_are_brought_to_their_types(tmp_path: Path):
    parts = [
        given("nhận", "date"),
        expression("d", 'nhận + duration("P10D")', name="Hạn xử lý", kind="date"),
    ]
    result = donthu(
        drawn(tmp_path, *parts), "--decision", "Hạn xử lý", "--input", '{"nhận": "2026-11-26"}', "--json"
    )
    assert json.loads(result.stdout)["outputs"] == {"d": "2026-12-06"}


def test_rows_of_several_outputs_are_a_list_of_rows(tmp_path: Path):
    rows = ["> 1 | 1 | 2 | Đ", "> 2 | 3 | 4 | Đ"]
    parts = table(
        "d", [("n", "number")], [("a", "number"), ("b", "number")], rows, policy='hitPolicy="COLLECT"'
    )
    result = donthu(drawn(tmp_path, parts), "--decision", "d", "--input", '{"n": 5}', "--json")
    assert json.loads(result.stdout)["outputs"] == {"d": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}


def test_what_goes_wrong_is_told_and_answers_with_one(tmp_path: Path):
    result = donthu(drawn(tmp_path, expression("d", "nobody + 1")), "--decision", "d", "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["outputs"] == {"d": None}
    assert len(answer["errors"]) == 1


def test_what_is_wrong_elsewhere_in_a_file_does_not_matter(tmp_path: Path):
    broken = drawn(tmp_path, expression("d", "1 + 1"), expression("other", "1 +"))
    assert donthu(broken, "--decision", "d", "--json").exit_code == 0
    assert donthu(broken, "--decision", "other", "--json").exit_code == 1


def test_files_that_are_imported_are_found_beside(tmp_path: Path):
    other = file(expression("k", "7")).replace(b'namespace="http://camunda', b'namespace="khac" x="')
    (tmp_path / "luật.dmn").write_bytes(other)
    needs = '<informationRequirement><requiredDecision href="khac#k"/></informationRequirement>'
    main_part = f'<import name="luật" namespace="khac" importType="dmn"/><decision id="d" name="d"><variable name="d"/>{needs}<literalExpression><text>luật.k * 6</text></literalExpression></decision>'  # noqa: E501
    assert json.loads(donthu(drawn(tmp_path, main_part), "--decision", "d", "--json").stdout)["outputs"] == {
        "d": 42
    }


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        (["--input", "[1]"], "d"),
        (["--input", "nothing"], "d"),
        ([], "elsewhere"),
    ],
)
def test_what_cannot_be_read_answers_with_two(words: list[str], decision: str, tmp_path: Path):
    result = donthu(drawn(tmp_path, expression("d", "1")), "--decision", decision, *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_file_that_is_no_table_answers_with_two(tmp_path: Path):
    (tmp_path / "x.dmn").write_text("<html/>")
    assert donthu(str(tmp_path / "x.dmn"), "--decision", "d").exit_code == 2
    assert donthu(str(tmp_path / "nowhere.dmn"), "--decision", "d").exit_code == 2


def test_it_is_also_said_in_lines():
    result = donthu(str(ELIGIBILITY), "--decision", "representatives", "--input", '{"signers": 7}')
    assert "fewest: 1" in result.stdout
    assert "Điều 7 Nghị định 124/2020/NĐ-CP" in result.stdout


def test_it_needs_neither_database_nor_web():
    heavy = ("db", "flask", "sqlalchemy", "app.web")
    program = (
        f"import sys; from app.cli import decide; print([n for n in sys.modules if n.startswith({heavy})])"
    )
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert result.stdout.strip() == "[]"
