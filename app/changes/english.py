"""The English beside the Vietnamese in two versions: wordings that only English readers see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from app import language
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.saying import say
from app.changes.told import NOTHING, Part, Quoted

_CATALOGUE = "en.po"


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell which texts read otherwise in English while their Vietnamese stands.

    A version writes down only what differs from the English that comes with the program.
    """
    before, after = _words(old), _words(new)
    for text in dict.fromkeys((*after, *before)):
        shipped = language.english(text) if language.has_english(text) else ""
        was, now = before.get(text, shipped), after.get(text, shipped)
        if was != now and _stands(text, old) and _stands(text, new):
            yield Change(
                kind="english",
                file=_CATALOGUE,
                element="",
                name=text,
                sentence=say("english", name=Quoted(text), old=_quoted(was), new=_quoted(now)),
                old=was,
                new=now,
            )


def _stands(text: str, bundle: Bundle) -> bool:
    """Tell whether a text stands in a version, as a file or as XML writes it."""
    written = {text.encode(), escape(text, quote=False).encode(), escape(text).encode()}
    files = (body for name, body in bundle.files.items() if name != _CATALOGUE)
    return any(each in body for body in files for each in written)


def _quoted(text: str) -> Part:
    return Quoted(text) if text else NOTHING


def _words(bundle: Bundle) -> Mapping[str, str]:
    """Read the pairs of a version, as far as they can be read."""
    try:
        return language.read_pairs(bundle.files.get(_CATALOGUE, b""))
    except (ValueError, LookupError):
        return {}
