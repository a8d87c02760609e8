"""The rules of the gate have keys that last, and stand once in the documents."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.procedures.bundles import ROOT

PLACES = (ROOT / "app/engine/lint", ROOT / "app/gate")
SAYING = {"problem", "refuse", "Note", "told", "Problem"}
GIVEN = {
    "milestone",
    "result",
    "procedure",
    "parser",
    "too-large",
    "too-costly",
}  # chosen elsewhere, or by hand


def _keys(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    said = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in SAYING)
    keys = (call.args[1] for call in said if len(call.args) > 1)
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_every_rule_stands_in_the_table_of_what_is_refused():
    keys = set().union(*(_keys(path) for place in PLACES for path in place.glob("*.py")))
    assert len(keys) > 50
    page = (ROOT / "docs/procedures.md").read_text("utf-8")
    chapter = page.partition("### What the gate refuses")[2].partition("\n##")[0]
    rows = [line.split("|")[1] for line in chapter.splitlines() if line.startswith("| `")]
    assert {key for row in rows for key in re.findall(r"`([a-z-]+)`", row)} == keys | GIVEN
