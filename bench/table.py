"""Rows as a table: for the terminal, and for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]


def plain(rows: Rows) -> str:
    """Give a table for the terminal."""
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )


def marked(rows: Rows, columns: Mapping[str, str]) -> str:
    """Give a table in Markdown: the columns named, under their headings."""
    numbers = {name for name in columns if all(isinstance(row[name], int | float) for row in rows)}
    head = [" | ".join(columns.values()), " | ".join("--:" if name in numbers else "---" for name in columns)]
    body = [" | ".join(_cell(row[name]) for name in columns) for row in rows]
    return "\n".join(f"| {line} |" for line in (*head, *body))


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return f"{value:,}" if isinstance(value, int) else str(value)
