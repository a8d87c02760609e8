"""Try another version of the library under our engine: ``make engine CANDIDATE=3.2.1``, or a path to a wheel.

The candidate is laid over the locked packages in a folder of its own, nothing installed is touched. The
engine's tests run against it; the table says of each of our parts whether it is still needed. Exit code 0
when nothing is broken.
"""

# ruff: noqa: S603, T201 - a command that starts our own interpreter and prints a table

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from xml.etree import ElementTree as ET  # our own test report

from tests.engine.guards import GUARDS, Guard

ROOT = Path(__file__).resolve().parents[2]
PINNED = "test_the_library_is_the_version_these_claims_are_about"  # a candidate is another one by nature
NEEDED, MAY_FALL, BROKEN = "still needed", "may fall", "BROKEN"

Outcomes = dict[str, bool]  # by name and parameters: "test_a x-1"


def main(candidate: str) -> int:
    """Lay the candidate over our packages, run the tests, print the table; give the exit code."""
    with tempfile.TemporaryDirectory(prefix="donthu-engine-") as folder:
        if not _lay(candidate, Path(folder)):
            print(f"{candidate} cannot be had: it is neither a file nor a version that pip finds")
            return 2
        print(f"Testing the engine on SpiffWorkflow {_version(folder)} (in use: {_version('')})\n")
        found = _tested(folder)
    if not found:
        print("BROKEN: the engine cannot even be imported; run its tests by hand to see why")
        return 1
    broken = _tell(found)
    print(f"\n{len(broken)} broken" if broken else "\nNothing is broken.")
    return 1 if broken else 0


def verdict(guard: Guard, found: Outcomes) -> str:
    """Say of one part whether it still works and whether it is still needed."""
    held = [outcome for name, outcome in found.items() if _named(name, guard.remedy)]
    if not held or not all(held):
        return BROKEN
    wrong = [outcome for name, outcome in found.items() if _named(name, (guard.fault,))]
    return NEEDED if all(wrong) else MAY_FALL


def _tell(found: Outcomes) -> list[str]:
    """Print the table; give what is broken."""
    broken = []
    for guard in GUARDS:
        said = verdict(guard, found)
        print(f"  {said:<13} {guard.name:<48} {guard.part}")
        broken += [guard.name] if said == BROKEN else []
    paired = tuple(pattern for guard in GUARDS for pattern in (*guard.remedy, guard.fault))
    rest = {name: outcome for name, outcome in found.items() if not _named(name, paired)}
    failing = [name for name, outcome in rest.items() if not outcome]
    print(f"\n  the rest of the engine's contract: {len(rest) - len(failing)} hold, {len(failing)} do not")
    for name in failing:
        print(f"  {BROKEN:<13} {name}")
    return broken + failing


def _named(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) or name.startswith(f"{pattern} ") for pattern in patterns)


def _lay(candidate: str, folder: Path) -> bool:
    wanted = str(Path(candidate).resolve()) if Path(candidate).exists() else f"SpiffWorkflow=={candidate}"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-input",
        "--disable-pip-version-check",
    ]
    return subprocess.run([*pip, "--target", str(folder), wanted], check=False).returncode == 0


def _version(folder: str) -> str:
    asked = "import importlib.metadata as m; print(m.version('SpiffWorkflow'))"
    told = subprocess.run(
        [sys.executable, "-c", asked], env=_over(folder), check=True, capture_output=True, text=True
    )
    return told.stdout.strip()


def _tested(folder: str) -> Outcomes:
    """Run the engine's tests with the candidate; give how each went, by its name."""
    report = Path(folder) / "report.xml"
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--deselect", _deselected()]
    subprocess.run(
        [*tests, f"--junitxml={report}", "--tb=no", "tests/engine"],
        cwd=ROOT, env=_over(folder), check=False, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return read(report.read_bytes()) if report.exists() else {}


def read(report: bytes) -> Outcomes:
    """Read a report of pytest: how each test went, by its name and, after a blank, its parameters."""
    found: Outcomes = {}
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314 - our own report
        failed = case.find("failure") is not None or case.find("error") is not None
        name, _bracket, parameters = (case.get("name") or "").removesuffix("]").partition("[")
        found[f"{name} {parameters}".rstrip()] = not failed
    return found


def _deselected() -> str:
    return f"tests/engine/test_library_rows.py::{PINNED}"


def _over(folder: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([folder, str(ROOT)]) if folder else str(ROOT)}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say which: make engine CANDIDATE=3.2.1")
    sys.exit(main(sys.argv[1]))
