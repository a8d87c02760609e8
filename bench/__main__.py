"""What completing a task costs here, beside the bare cycle and beside naive use of the library.

Three hundred interleaved pairs in one run, medians and their ratio; written to ``bench/result.json``.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.bare import Bare
from bench.drawing import ANSWERS, PROCESS_ID, six_tasks
from bench.naive import Naive
from bench.office import Ours

RUNS = 50  # of six completions each: three hundred pairs
WARM = 3
RESULT = Path(__file__).with_name("result.json")


def pairs(ours: Ours, base: Any) -> tuple[list[float], list[float]]:
    """Complete the same steps here and there, in turn; the first runs only warm both up."""
    here, there = [], []
    for turn in range(WARM + RUNS):
        case, run = ours.begin({}), base.begin({})
        for node, data in ANSWERS:
            mine, other = ours.complete(case, node, data), base.complete(run, node, data)
            if turn >= WARM:
                here.append(mine)
                there.append(other)
    return here, there


def said(ours: Ours) -> tuple[int, int]:
    """Give the most statements and the most commits that completing one of the steps takes."""
    ours.count()
    statements, commits = [], []
    case = ours.begin({})
    for node, data in ANSWERS:
        ours.complete(case, node, data)
        statements.append(len(ours.statements))
        commits.append(ours.commits)
    return max(statements), max(commits)


def measure(name: str, make: Callable[[Mapping[str, bytes], str, Path], Any]) -> dict[str, Any]:
    """Measure one comparison in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = Ours(six_tasks(), PROCESS_ID, place)
        here, there = pairs(ours, make(six_tasks(), PROCESS_ID, place))
        statements, commits = said(ours)
    mine, base = statistics.median(here), statistics.median(there)
    return {
        "name": name,
        "ours_ms": round(mine, 2),
        "base_ms": round(base, 2),
        "ratio": round(mine / base, 2),
        "n": len(here),
        "statements": statements,
        "commits": commits,
    }


def main() -> None:
    """Measure everything, write it down, print it as a table."""
    results = [measure("completion / bare cycle", Bare), measure("completion / naive use", Naive)]
    RESULT.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    columns = ("name", "ours_ms", "base_ms", "ratio", "n", "statements", "commits")
    print("  ".join(f"{column:>12}" for column in columns))
    for row in results:
        print("  ".join(f"{row[column]!s:>12}" for column in columns))
    sys.exit(0)


if __name__ == "__main__":
    main()
