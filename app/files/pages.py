"""A paper as pictures of its pages, as a reader sees them: what lies beneath or beside is not taken along.

A PDF from outside is drawn where it can do no harm: ``app.gate.chamber`` calls the jobs below.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pypdfium2
from PIL import Image

from app.files.errors import FileRefused
from app.language import _

LONG_SIDE = 2200  # pixels: a sheet of A4 at 188 dots an inch, at which small print can be read
MOST_PAGES = 200
AT_ONCE = 8  # pages of one job, so that its answer stays below what the chamber may say
_LARGEST_SCALE = 4.0  # of a PDF's points: a stamp-sized page is not blown up without end
_POINTS = (1.0, 1e7)  # a page smaller or larger than this is no page
_QUALITY = 85
_LOCKED = 4  # PDFium's number for a file that asks for a password
PDF = "application/pdf"
PICTURES = frozenset({"image/jpeg", "image/png"})
TEXT = "text/plain"


def count_job(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Count the pages of a PDF: ``content``."""
    with _opened(payload["content"]) as paper:
        return {"pages": len(paper)}


def draw_job(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Draw some pages of a PDF: ``content``, ``first`` (from 0), ``last`` (included)."""
    with _opened(payload["content"]) as paper:
        numbers = range(payload["first"], min(payload["last"] + 1, len(paper)))
        return {"pictures": [_drawn(paper, number) for number in numbers]}


def of_picture(content: bytes) -> bytes:
    """Give a photograph or scan as the picture of its one page.

    Raises: FileRefused when it cannot be read.
    """
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            return _saved(_on_paper(picture))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _damaged() from None


def size(picture: bytes) -> tuple[int, int]:
    """Tell the width and height of a page's picture in pixels."""
    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as page:
        return page.size


def batches(pages: int) -> Iterator[tuple[int, int]]:
    """Divide the pages of a paper into jobs: first and last page of each, from 0."""
    for first in range(0, pages, AT_ONCE):
        yield first, min(first + AT_ONCE, pages) - 1


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        # Where the library has nothing to tell of this paper, its number may still be that of the one before.
        if error.err_code == _LOCKED and b"/Encrypt" in content:
            locked = _("it is locked with a password; save it without one.")
            raise FileRefused(name="PDF", reason=locked) from None
        raise _damaged() from None
    if not 0 < len(paper) <= MOST_PAGES:
        paper.close()
        raise FileRefused(name="PDF", reason=_("it has more than {most} pages; split it.", most=MOST_PAGES))
    try:
        yield paper
    finally:
        paper.close()


def _drawn(paper: pypdfium2.PdfDocument, number: int) -> bytes:
    try:
        page = paper[number]
        width, height = page.get_size()
        if not (_POINTS[0] <= min(width, height) and max(width, height) <= _POINTS[1]):
            raise _damaged()
        scale = min(LONG_SIDE / max(width, height), _LARGEST_SCALE)
        bitmap = page.render(scale=scale, draw_annots=True, may_draw_forms=False)
        return _saved(bitmap.to_pil())
    except pypdfium2.PdfiumError:
        raise _damaged() from None


def _on_paper(picture: Image.Image) -> Image.Image:
    """Lay a picture on white: what is transparent is paper, as the reader sees it."""
    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is decoded no finer than needed
    if picture.mode not in {"RGB", "L"}:
        clear = picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    return picture


def _saved(picture: Image.Image) -> bytes:
    plain = picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
    plain.info = {}
    sheet = io.BytesIO()
    plain.save(sheet, "JPEG", quality=_QUALITY)
    return sheet.getvalue()


def _damaged() -> FileRefused:
    return FileRefused(name=_("paper"), reason=_("its pages cannot be drawn; print it and scan it."))
