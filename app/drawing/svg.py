"""SVG: elements with classes and presentation attributes, every text escaped.

No ``style``, no script, no reference to anything outside: the strictest content policy lets it pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from app.drawing.diagram import Box, Point
from app.drawing.errors import DrawingRefused
from app.drawing.look import LOOKS, Attributes
from app.language import _

NOTHING = Markup()
_NONE: Attributes = {}


def tag(
    name: str, *children: str, look: str = "", more: Attributes = _NONE, **attributes: str | float
) -> Markup:
    """Write one element; ``look`` is its class, and gives the attributes that ``LOOKS`` lists.

    ``more`` and Python's ``stroke_width`` (SVG's ``stroke-width``) come on top; numbers are written
    short. Children that are not markup are escaped.
    """
    looks = {"class": look, **LOOKS.get(look, {})} if look else {}
    written = {key.replace("_", "-"): value for key, value in attributes.items()}
    pairs = "".join(f' {key}="{escape(short(value))}"' for key, value in {**looks, **more, **written}.items())
    inside = join(escape(child) for child in children)
    if not inside:
        return Markup(f"<{name}{pairs}/>")  # noqa: S704 - names are ours, values are escaped above
    return Markup(f"<{name}{pairs}>{inside}</{name}>")  # noqa: S704 - the same


def join(parts: Iterable[Markup]) -> Markup:
    """Put elements one after the other."""
    return Markup("".join(parts))  # noqa: S704 - what comes in is markup already


def short(value: str | float) -> str:
    """Write a number with two decimals at most, and no more than it needs."""
    if isinstance(value, str):
        return value
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def along(points: Iterable[Point]) -> str:
    """Write points for a polyline or polygon."""
    return " ".join(f"{short(p.x)},{short(p.y)}" for p in points)


def sides(box: Box) -> Attributes:
    """Write a box as the attributes of a rectangle."""
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def link(href: str) -> str:
    """Let an address into a picture only if it leads to a page.

    Raises: DrawingRefused for any other scheme (``javascript:``, ``data:``).
    """
    if urlsplit(href).scheme not in ("", "http", "https") or href.strip() != href:
        raise DrawingRefused(reason=_("a link of it leads to no page"))
    return href
