"""Blacking out: what lies under a box is gone, not covered.

A box is burnt into the pixels of a page's picture, and the working copy is bound from these pictures alone:
it has no layers, no text, no thumbnails, no names of who made it or when.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from app.sealing.folding import fold

WHOLE = 1000  # a page is a thousand wide and a thousand high, whatever its size
_BLOCK = 16  # pixels: JPEG smears what it holds over blocks of this size, so a box covers whole ones
_QUALITY = 82
_A4_LONG = 842.0  # points: pages are bound as sheets that print on A4
_BLOT = "█████"  # always five, so that the length of a name is not told


@dataclass(frozen=True, kw_only=True)
class Box:
    """A black box on a page, in thousandths of its width and height from the top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def kept(self) -> bool:
        """Tell whether the box lies on the page at all."""
        inside = 0 <= self.x < WHOLE and 0 <= self.y < WHOLE
        return inside and 0 < self.width <= WHOLE and 0 < self.height <= WHOLE


def burn(picture: bytes, boxes: Iterable[Box]) -> bytes:
    """Blacken the boxes in a page's picture (JPEG in, JPEG out); every pixel beneath is lost."""
    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as page:
        sheet = Image.new("RGB", page.size)
        sheet.paste(page)
    pen = ImageDraw.Draw(sheet)
    for box in boxes:
        pen.rectangle(_pixels(box, sheet.size), fill="black")
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def bind(pictures: Iterable[bytes]) -> bytes:
    """Bind pictures of pages (JPEG, RGB) into a PDF that holds nothing else."""
    parts, kids = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"], []
    places: dict[int, int] = {}

    def put(number: int, body: bytes) -> None:
        places[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    for turn, picture in enumerate(pictures):
        page = 3 + 3 * turn
        kids.append(b"%d 0 R" % page)
        for offset, body in enumerate(_page(page, picture)):
            put(page + offset, body)
    put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    put(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids)))
    return b"".join([*parts, _index(places, sum(map(len, parts)))])


def blot(text: str, words: Sequence[str]) -> str:
    """Blacken words in a text wherever they stand, with or without their accents."""
    whole = unicodedata.normalize("NFC", text)
    plain = "".join(_letter(letter) for letter in whole)
    wanted = [_pattern(word) for word in sorted(words, key=len, reverse=True) if fold(word)]
    for pattern in wanted:
        places = [found.span() for found in re.finditer(pattern, plain)]
        for start, end in reversed(places):
            whole, plain = (each[:start] + _BLOT + each[end:] for each in (whole, plain))
    return whole


def _pattern(word: str) -> str:
    words = r"\s+".join(re.escape(part) for part in fold(word).split())
    return rf"(?<!\w){words}(?!\w)"


def _letter(letter: str) -> str:
    """Fold one letter into one, so that places in the folded text are places in the text."""
    folded = fold(letter)
    return folded[0] if folded else letter


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Grow a box to whole blocks of the picture, and keep it on the page."""
    (width, height), right, below = size, box.x + box.width, box.y + box.height
    left, top = (box.x * width // WHOLE // _BLOCK * _BLOCK, box.y * height // WHOLE // _BLOCK * _BLOCK)
    far, low = (-(-right * width // WHOLE // _BLOCK) * _BLOCK, -(-below * height // WHOLE // _BLOCK) * _BLOCK)
    return left, top, min(far, width) - 1, min(low, height) - 1


def _page(number: int, picture: bytes) -> tuple[bytes, bytes, bytes]:
    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as page:
        width, height = page.size
    scale = _A4_LONG / max(width, height)
    wide, high = width * scale, height * scale
    drawing = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (wide, high)
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R"
        b" /Resources << /XObject << /P %d 0 R >> >> >>" % (wide, high, number + 1, number + 2),
        _stream(b"", drawing),
        _stream(
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB"
            b" /BitsPerComponent 8 /Filter /DCTDecode" % (width, height),
            picture,
        ),
    )


def _stream(told: bytes, body: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(body), body)


def _index(places: dict[int, int], start: int) -> bytes:
    lines = [b"%010d 00000 n \n" % places[number] for number in sorted(places)]
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(lines) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(lines) + 1, start)
    return head + b"".join(lines) + tail
