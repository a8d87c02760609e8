"""The articles of law that a change touches, each with the number of its text."""

from __future__ import annotations

from app.legaltime import citations


def touched(*texts: str) -> tuple[str, ...]:
    """List the articles that legal bases cite, in their order, each once: «Điều 28, 02/2011/QH13»."""
    found = (cited for text in texts for cited in citations.read(text))
    return tuple(dict.fromkeys(", ".join(filter(None, (c.article, c.number))) for c in found))
