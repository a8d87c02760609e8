"""Every Vietnamese text that the files of a bundle say to somebody: what may need its English beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from app import letters, xmlsafe
from app.errors import OfficeError

_SAID = frozenset({"citizen", "legalBasis"})  # properties that somebody reads
_LABELS = frozenset({"label", "dateLabel", "timeLabel", "description", "text"})


def of(bodies: Iterable[bytes]) -> tuple[str, ...]:
    """List the texts of drawings, tables, forms and letters, each once."""
    return tuple(dict.fromkeys(text for body in bodies for text in _texts(body) if text.strip()))


@lru_cache(maxsize=256)
def _texts(body: bytes) -> tuple[str, ...]:
    start = body.lstrip()[:1]
    if start == b"<":
        return tuple(_drawn(body))
    if start == b"{":
        return tuple(_asked(body))
    return _lettered(body) if body.lstrip().startswith(b"---") else ()


def _drawn(body: bytes) -> Iterator[str]:
    try:
        root = xmlsafe.read(body)
    except xmlsafe.XmlRefused:
        return
    for element in root.iter():
        local = etree.QName(element).localname
        if local == "property" and element.get("name") in _SAID:
            yield element.get("value", "")
        elif local in {"documentation", "description"}:
            yield " ".join((element.text or "").split())
        elif local != "property" and element.get("name"):
            yield " ".join(element.get("name", "").split())


def _asked(body: bytes) -> Iterator[str]:
    try:
        waiting = [json.loads(body)]
    except (ValueError, RecursionError):
        return
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            yield from (str(text) for key, text in at.items() if key in _LABELS and isinstance(text, str))
        waiting += at.values() if isinstance(at, dict) else at if isinstance(at, list) else ()


def _lettered(body: bytes) -> tuple[str, ...]:
    try:
        return letters.read(body.decode()).texts
    except (OfficeError, ValueError):
        return ()
