"""Lettering: how wide words are, and where their lines break.

Widths are estimates for the interface's typeface (Be Vietnam Pro, slightly generous), so that the
same diagram gives the same picture on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LINE = 1.3  # height of a line, in sizes

_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!()[]·", 0.29),
    **dict.fromkeys(' ft-/"', 0.37),
    " ": 0.27,
    "r": 0.39,
    **dict.fromkeys("mw", 0.87),
    **dict.fromkeys("MW%…", 0.92),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZĐ", 0.69),
    **dict.fromkeys("szckxvy", 0.53),
}
_USUAL = 0.6
_BOLD = 1.06


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of a text, in the units of its size; accents add nothing."""
    letters = unicodedata.normalize("NFD", text)
    sum_ = sum(_WIDTHS.get(c, _USUAL) for c in letters if not unicodedata.combining(c))
    return sum_ * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float, *, lines: int = 9, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines of about equal width that fit the room; what exceeds them ends in «…».

    A single word that is too wide is broken inside.
    """
    done = _broken(text, room, size, bold=bold)
    if len(done) > lines:
        return (*done[: lines - 1], _shortened(done[lines - 1], room, size))
    narrower = done
    while len(narrower) == len(done) > 1:  # even lines, instead of one word alone on the last
        done, room = narrower, room - size / 4
        narrower = _broken(text, room, size, bold=bold)
        if any(width(word, size, bold=bold) > room for word in text.split()):
            break
    return tuple(done)


def _broken(text: str, room: float, size: float, *, bold: bool) -> list[str]:
    done: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            done.append(line)
        *pieces, line = _pieces(word, room, size)
        done += pieces
    return [*done, line] if line else done


def _pieces(word: str, room: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, room: float, size: float) -> str:
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
