"""``python -m bench [measure …] [--scale N]``: measure, print a table of each, keep ``bench/result.json``.

Every measure is one module; its ratios are of one run. What is not measured this time keeps what it was.
Ends with 1 where something was done twice or not at all, or grew that must not grow.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from time import perf_counter
from typing import Any

from bench import machine, result, table

MEASURES = ("completion", "parts", "tick", "drain", "lists", "sizes", "loop")
USUAL = 100_000


def main() -> None:
    """Measure what is named, or everything."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("measures", nargs="*", choices=[[], *MEASURES], help="which; all where none is named")
    asked.add_argument("--scale", type=int, default=USUAL, help="how many tasks lists are measured up to")
    given = asked.parse_args()
    failed = [told for name in given.measures or MEASURES for told in _taken(name, given.scale)]
    print("\nbench/result.json is written; for docs/performance.md: python -m bench.report")
    for told in failed:
        print(f"NOT AS CLAIMED  {told}", file=sys.stderr)
    sys.exit(1 if failed else 0)


def _taken(name: str, scale: int) -> list[str]:
    module = import_module(f"bench.{name}")
    print(f"\n{name}", flush=True)
    began = perf_counter()
    rows: list[dict[str, Any]] = module.measure(scale)
    print(table.plain(rows))
    took = round(perf_counter() - began)
    print(f"({took} s)", flush=True)
    result.keep(name, {"scale": scale, "took_s": took, "machine": machine.described(), "rows": rows})
    wrong: list[str] = module.wrong(rows) if hasattr(module, "wrong") else []
    return [f"{name}: {told}" for told in wrong]


if __name__ == "__main__":
    main()
