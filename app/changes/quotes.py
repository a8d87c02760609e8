"""Short quotes: of two long texts, the words that differ with a few around them."""

from __future__ import annotations

from app.changes.told import Part, Quoted, quoted

_AROUND = 4  # words before and after what differs
_SHORT = 14  # words: a text of so many is quoted whole


def apart(old: str, new: str) -> tuple[Part, Part]:
    """Quote where two texts differ; short ones whole."""
    before, after = old.split(), new.split()
    if max(len(before), len(after)) <= _SHORT:
        return quoted(old), quoted(new)
    same = min(len(before), len(after))
    start = next((n for n in range(same) if before[n] != after[n]), same)
    end = next((n for n in range(same - start) if before[-1 - n] != after[-1 - n]), same - start)
    return _cut(before, start, end), _cut(after, start, end)


def _cut(words: list[str], start: int, end: int) -> Part:
    first, last = max(0, start - _AROUND), min(len(words), len(words) - end + _AROUND)
    said = " ".join(words[first:last])
    return Quoted(("… " if first else "") + said + (" …" if last < len(words) else ""))
