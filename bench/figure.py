"""The drawing of what a completion costs: bars, in either light, readable as text and without colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, LEFT, TOP, STEP, BAR = 760, 268, 74, 30, 16
ROOM = WIDTH - LEFT - 150  # for the longest bar
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#22302f}.h{font-weight:600}.s{fill:#566463}"
    ".b{fill:#0b5d66}.o{fill:#9db4b2}line{stroke:#8a6d1d;stroke-dasharray:4 4}"
    "@media(prefers-color-scheme:dark){text{fill:#e6eeed}.s{fill:#a9b8b6}.b{fill:#5cc3ce}"
    ".o{fill:#4d6664}line{stroke:#e0b95a}}"
)
AIM = 2


def drawn(rows: Sequence[Mapping[str, Any]], title: str, told: str) -> str:
    """Draw the ways of completing a task on each database, as multiples of the bare cycle beside them."""
    most = max((row["ratio"] for row in rows), default=AIM)
    parts, at, database = [], TOP, ""
    for row in rows:
        if row["database"] != database:
            database, at = row["database"], at + 14
            parts.append(_text("h", 16, at, database))
            at += 12
        parts.append(_bar(row, at, most))
        at += STEP
    x = LEFT + round(ROOM * AIM / most)
    line = f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{at}"/>' + _text("s", x + 6, TOP, f"×{AIM}")
    head = _text("h", 16, 26, title) + _text("s", 16, 48, told)
    spoken = "; ".join(f"{row['database']}, {row['way']}: ×{row['ratio']}" for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {at + 12}" role="img"'
        f' aria-labelledby="t d"><title id="t">{escape(title)}</title><desc id="d">{escape(spoken)}</desc>'
        f"<style>{STYLE}</style>{head}{line}{''.join(parts)}</svg>\n"
    )


def _bar(row: Mapping[str, Any], at: int, most: float) -> str:
    width = max(2, round(ROOM * row["ratio"] / most))
    kind = "b" if row["way"].startswith("through") else "o"
    bar = f'<rect class="{kind}" x="{LEFT}" y="{at}" width="{width}" height="{BAR}" rx="3"/>'
    measured = f"×{row['ratio']} · {row['median_ms']} ms"
    return _text("", 32, at + 13, row["way"]) + bar + _text("s", LEFT + width + 8, at + 13, measured)


def _text(kind: str, x: int, y: int, words: str) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x}" y="{y}">{escape(words)}</text>'
