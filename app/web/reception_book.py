"""The register of receptions as a spreadsheet: the same columns and heading as on paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.listings.reception_lines import COLUMNS, Line
from app.listings.register import Heading
from app.web import register_book

MOTTO = register_book.MOTTO
TITLE = "SỔ TIẾP CÔNG DÂN"


def write(path: Path, lines: Iterable[Line], *, heading: Heading, period: str) -> None:
    """Write the register into a file; only one line lies in memory at a time."""
    register_book.write_book(
        path,
        (line.cells() for line in lines),
        columns=COLUMNS,
        title=TITLE,
        heading=heading,
        period=period,
    )
