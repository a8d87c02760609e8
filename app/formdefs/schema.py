"""Take values out of a form's JSON, whatever stands there: a stranger may have written the file."""

from __future__ import annotations

import math
from collections.abc import Mapping


def text(part: Mapping[str, object], name: str) -> str:
    """Take a text; anything else counts as none."""
    found = part.get(name)
    return found.strip() if isinstance(found, str) else ""


def condition(found: object) -> str:
    """Take a FEEL text without the "=" that marks it."""
    return found.removeprefix("=").strip() if isinstance(found, str) else ""


def mapping(found: object) -> Mapping[str, object]:
    """Take an object; anything else counts as an empty one."""
    return found if isinstance(found, Mapping) else {}


def parts(found: object) -> list[Mapping[str, object]]:
    """Take the objects of a list; anything else counts as none."""
    return [part for part in found if isinstance(part, Mapping)] if isinstance(found, list) else []


def number(found: object) -> float | None:
    """Take a finite number, also one written as text; whole ones as int."""
    if isinstance(found, bool) or not isinstance(found, (int, float, str)):
        return None
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def whole(found: object, otherwise: int = 0) -> int:
    """Take a count: a whole number from 0 up."""
    value = number(found)
    return otherwise if value is None else max(0, int(value))
