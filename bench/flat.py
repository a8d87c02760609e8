"""Whether something costs the same however much there is: the claim behind every list of the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

MOST = 2.5  # times what it costs where there is least: noise, a deeper index, less of it in memory
LEAST = 5.0  # ms that nobody notices; below, the machine's own moods are larger than what is measured


def uneven(rows: list[dict[str, Any]], *, by: str, of: Sequence[str]) -> list[str]:
    """Name what costs much more where there is most than where there is least."""
    found: dict[tuple[Any, ...], dict[int, float]] = defaultdict(dict)
    for row in rows:
        found[tuple(row[name] for name in of)][row[by]] = row["median_ms"]
    told = []
    for what, times in found.items():
        least, most = times[min(times)], times[max(times)]
        if most > max(least, LEAST) * MOST:
            told.append(f"{', '.join(what)}: {least} ms at {min(times):,}, {most} ms at {max(times):,}")
    return told
