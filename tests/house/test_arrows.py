"""Arrows between modules go down only."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_has_its_place_and_imports_only_what_lies_below():
    program = Path(sys.executable).with_name("lint-imports")
    command = [program, "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603 - our own tool
    assert checked.returncode == 0, checked.stdout[checked.stdout.find("Broken contracts") :]
