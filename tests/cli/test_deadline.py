"""What programs outside may rely on in ``donthu deadline``."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from app.cli import main


def donthu(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def answer(*words: str) -> dict[str, object]:
    result = donthu("deadline", *words, "--json")
    assert result.stderr == ""
    loaded: dict[str, object] = json.loads(result.stdout)
    return loaded


def test_the_answer_has_exactly_the_promised_parts():
    found = answer("KN1.SETTLE", "--from", "2026-09-07", "--suspend", "2026-09-10:2026-10-04")
    steps = found.pop("steps")
    assert found == {
        "rule": "KN1.SETTLE", "variant": "normal",
        "from": "2026-09-07", "due": "2026-11-02", "promised": None,
    }  # fmt: skip
    assert isinstance(steps, list)
    kinds = [step["kind"] for step in steps]
    assert kinds == ["event", "limit", "count", "pause", "count", "roll", "list", "due"]
    assert {tuple(step) for step in steps} == {("kind", "from", "to", "days", "text")}
    assert steps[3] == {
        "kind": "pause", "from": "2026-09-10", "to": "2026-10-04", "days": 25,
        "text": "Từ 10/09/2026 đến 04/10/2026: tạm đình chỉ, không tính 25 ngày.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (["TC.SETTLE"], "2026-10-07"),
        (["TC.SETTLE", "--extend"], "2026-11-06"),
        (["TC.SETTLE", "--variant", "complex", "--extend"], "2026-11-06"),
        (["TC.SETTLE", "--variant", "particularly-complex", "--extend"], "2026-12-07"),
        (["KN1.SETTLE", "--extend"], "2026-10-22"),
        (["KN1.SETTLE", "--variant", "remote-complex", "--extend"], "2026-11-06"),
        (["kn1.settle"], "2026-10-07"),
        (
            ["KN1.ACCEPT", "--suspend", "2026-09-08:2026-09-08", "--suspend", "2026-09-09:2026-09-09"],
            "2026-09-23",
        ),
    ],
)
def test_variants_extensions_and_suspensions(words: list[str], due: str):
    assert answer(*words, "--from", "2026-09-07")["due"] == due


def test_no_statutory_limit_is_a_no():
    result = donthu("deadline", "KNPA.ANSWER", "--from", "2026-08-14", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["due"], found["promised"]) == (None, "2026-09-08")


@pytest.mark.parametrize(
    "words",
    [
        ["NO.SUCH", "--from", "2026-09-07"],
        ["KN1.SETTLE", "--from", "2026-02-30"],
        ["KN1.SETTLE", "--from", "yesterday"],
        ["KN1.SETTLE", "--from", "20260907"],
        ["KN1.SETTLE", "--from", "9999-12-31"],
        ["KN1.SETTLE", "--from", "2026-09-07", "--variant", "hard"],
        ["KN1.SETTLE", "--from", "2026-09-07", "--suspend", "2026-09-10"],
        ["KN1.SETTLE", "--from", "2026-09-07", "--suspend", "2026-09-10:2026-09-09"],
        ["KN1.SETTLE", "--from", "2026-09-07", "--suspend", "2026-09-10:9999-12-31"],
        ["KN1.SETTLE"],
    ],
)
def test_what_cannot_be_read_is_said_on_stderr_alone(words: list[str]):
    result = donthu("deadline", *words, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_the_command_speaks_both_languages():
    words = ("deadline", "KN1.SEND", "--from", "2026-11-02")
    assert donthu(*words).stdout.splitlines()[-1] == "Hạn cuối: Thứ Năm, 05/11/2026 (đến hết ngày)."
    assert (
        donthu("--language", "en", *words).stdout.splitlines()[-1]
        == "Due at the end of Thursday, 05/11/2026."
    )
    assert "no limit called" in donthu("--language", "en", "deadline", "X", "--from", "2026-11-02").stderr


def test_commands_are_found_by_their_module():
    assert "deadline" in donthu("--help").stdout
    assert donthu("nonsense").exit_code == 2


def test_counting_a_deadline_needs_neither_database_nor_web():
    code = (
        "import sys, app.cli.deadline; "
        "print(sorted({'flask', 'sqlalchemy', 'SpiffWorkflow', 'db', 'lxml'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)  # noqa: S603
    assert found.stdout.strip() == "[]"
