"""Pages on paper: the browser prints them, and the sheets are counted."""

from __future__ import annotations

import re

from playwright.sync_api import Page

SHEET = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


def printed(page: Page) -> bytes:
    """Print the open page as the browser would, on the paper that the page asks for."""
    return page.pdf(prefer_css_page_size=True, print_background=False)


def sheets(pdf: bytes) -> int:
    """Count the sheets of a printed page."""
    return len(SHEET.findall(pdf))


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Give the sizes of the sheets in millimetres."""
    return {(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in BOX.findall(pdf)}
