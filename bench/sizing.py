"""How much machine an office needs, from what was measured: ``python -m bench.sizing`` writes the table anew.

The measured figures stand once, in the first table of the chapter "How much machine" of the operations guide;
whoever measures again puts them there. The second table is reckoned from them by this module alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "operations.md"
BEGIN, END = "<!-- reckoned by bench/sizing.py -->", "<!-- end of what is reckoned -->"
FIGURE = re.compile(r"^\| `(\w+)` \| ([\d.,]+) \|", re.MULTILINE)

PLACES = (("a ward", 300), ("a city", 5_000), ("a province", 15_000), ("the country", 500_000))
SECONDS = 250 * 8 * 3600  # of the working days of a year
COLUMNS = (
    "", "petitions a year", "busy in the peak hour", "cores", "web × threads", "workers", "database a year",
    "papers a year",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Size:
    """What one place needs."""

    busy: float  # cores' worth of work in the peak hour
    cores: int
    web: int  # processes
    workers: int
    rows: float  # GB a year
    papers: float  # GB a year


def figures(guide: str) -> dict[str, float]:
    """Read the measured and assumed figures out of the guide."""
    return {name: float(value.replace(",", "")) for name, value in FIGURE.findall(guide)}


def size(petitions: int, of: Mapping[str, float]) -> Size:
    """Reckon what so many petitions a year need."""
    each = of["completions"] * of["completion_ms"] + of["pages"] * of["page_ms"]
    each += of["fires"] / of["fires_per_second"] * 1000
    busy = petitions * each / 1000 / SECONDS * of["peak"]
    cores = max(2, math.ceil(busy / of["load"]))
    workers = 0 if petitions <= of["embedded_until"] else max(2, math.ceil(cores / 4))
    return Size(
        busy=busy,
        cores=cores,
        web=1 if not workers else cores,
        workers=workers,
        rows=petitions * of["case_kb"] / 1e6,
        papers=petitions * of["paper_mb"] / 1e3,
    )


def table(of: Mapping[str, float]) -> str:
    """Write what each place needs as the guide's second table."""
    lines = [_line(COLUMNS), "|" + "---|" * len(COLUMNS) + "\n"]
    for name, petitions in PLACES:
        it = size(petitions, of)
        web = f"{it.web} × 8" if it.workers else "embedded"
        cells = (name, f"{petitions:,}", f"{it.busy:.3f}", it.cores, web, it.workers or "–")
        cells += (_amount(it.rows), _amount(it.papers))
        lines.append(_line(cells))
    return "".join(lines)


def written(guide: str) -> str:
    """Give the guide with the second table reckoned from the first."""
    before, _begin, rest = guide.partition(f"{BEGIN}\n")
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(figures(guide))}{END}{after}"


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def _amount(gigabytes: float) -> str:
    return f"{gigabytes * 1000:.0f} MB" if gigabytes < 1 else f"{gigabytes:,.0f} GB"


if __name__ == "__main__":
    GUIDE.write_text(written(GUIDE.read_text("utf-8")), "utf-8")
