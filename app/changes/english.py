"""The English beside the Vietnamese in two versions: wordings that only English readers see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from babel.messages.pofile import PoFileError, read_po

from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.saying import say
from app.changes.told import NOTHING, Part, Quoted


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell which texts read otherwise in English while their Vietnamese stands."""
    for name, body in new.files.items():
        if not name.endswith(".po") or old.files.get(name, body) == body:
            continue
        before, after = _words(old.files[name]), _words(body)
        for text, said in after.items():
            if text in before and before[text] != said:
                yield Change(
                    kind="english",
                    file=name,
                    element="",
                    name=text,
                    sentence=say("english", name=Quoted(text), old=_quoted(before[text]), new=_quoted(said)),
                    old=before[text],
                    new=said,
                )


def _quoted(text: str) -> Part:
    return Quoted(text) if text else NOTHING


def _words(body: bytes) -> Mapping[str, str]:
    """Read a catalogue, as far as it can be read."""
    try:
        catalogue = read_po(BytesIO(body))
    except (PoFileError, ValueError, LookupError):
        return {}
    return {str(message.id): str(message.string) for message in catalogue if message.id}
