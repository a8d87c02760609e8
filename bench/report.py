"""``python -m bench.report`` puts what was measured into ``docs/performance.md`` and draws its figure."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from bench import figure, result, table

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, PICTURE = DOCS / "performance.md", DOCS / "pictures" / "performance.svg"
COLUMNS = {
    "completion": {
        "database": "database",
        "way": "completing a task",
        "median_ms": "median, ms",
        "p95_ms": "p95, ms",
        "ratio": "× bare cycle",
        "statements": "statements",
        "commits": "commits",
        "n": "n",
    },
    "parts": {
        "part": "part",
        "service_percent": "through the service, %",
        "web_percent": "through the web, %",
    },
    "tick": {
        "database": "database",
        "what": "what",
        "waiting": "timers that wait",
        "median_ms": "median, ms",
        "p95_ms": "p95, ms",
        "statements": "statements",
    },
    "drain": {
        "database": "database",
        "workers": "workers",
        "waiting": "timers that wait",
        "due": "due",
        "fired": "fired",
        "doubles": "fired twice",
        "seconds": "seconds",
        "fires_per_s": "a second",
    },
    "lists": {
        "database": "database",
        "list": "list",
        "what": "what",
        "tasks": "tasks",
        "median_ms": "median, ms",
        "p95_ms": "p95, ms",
        "statements": "statements",
    },
    "sizes": {
        "procedure": "procedure",
        "places": "waiting places",
        "median": "median, bytes",
        "p95": "p95, bytes",
        "most": "most, bytes",
        "within_aim": "within 2,000 bytes",
    },
    "loop": {
        "pass": "pass",
        "ms": "ms (two steps)",
        "times_the_first": "× the first",
        "state_bytes": "state, bytes",
        "ended_by": "ended by",
    },
}


def main() -> None:
    """Fill the page from the last results; what was not measured keeps what stands there."""
    known = result.kept()
    text = PAGE.read_text(encoding="utf-8")
    for name in COLUMNS:
        if name not in known:
            print(f"{name} is not measured: python -m bench {name}", file=sys.stderr)
            continue
        text = between(text, name, _told(name, known[name]))
    PAGE.write_text(text, encoding="utf-8")
    if "completion" in known:
        PICTURE.write_text(_drawn(known["completion"]), encoding="utf-8")


def between(text: str, name: str, content: str) -> str:
    """Put content between the marks of a name.

    Raises: LookupError where the page has no such marks.
    """
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not place.search(text):
        raise LookupError(f"no place for {name}")
    return place.sub(lambda found: f"{found[1]}{content}\n{found[2]}", text)


def _told(name: str, found: dict[str, Any]) -> str:
    here = found["machine"]
    versions = ", ".join(f"{key} {here[key]}" for key in ("Python", "SQLite", "PostgreSQL"))
    said = f"{here['day']}, {here['cores']} cores, {here['system']}, {versions}; {found['took_s']} s."
    return f"{table.marked(found['rows'], COLUMNS[name])}\n\n{said}"


def _drawn(found: dict[str, Any]) -> str:
    here = found["machine"]
    told = f"Medians of one run, {here['cores']} cores, {here['day']}; the dashed line is the aim: make bench"
    return figure.drawn(found["rows"], "Completing a task, beside the bare engine cycle (×1)", told)


if __name__ == "__main__":
    main()
