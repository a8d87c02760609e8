"""Every letter that the procedure sends today is still sent, and what is opened is sent on every path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app import letters
from app.checklist.paths import around
from app.checklist.points import Line, line
from app.checklist.ways import Place, Ways, acts
from app.errors import OfficeError
from app.language import N_
from app.letters.template import TAG

_GONE = N_("“{letter}” is sent today and would not be sent any more.")
_UNSENT = N_("“{letter}” is opened here, and on this path nobody sends it: {way}.")


def told(
    ways: Ways, files: Mapping[str, bytes], before: Ways | None, old: Mapping[str, bytes]
) -> Iterator[Line]:
    """Tell which letters are gone since the version before, and which are opened and not sent."""
    opened = _opened(ways)
    for key, places in sorted(_opened(before).items()) if before else ():
        if key not in opened:
            still = next((place.drawn for place in sorted(places) if place.drawn in ways.nodes), "")
            yield line(still, _GONE, letter=_title(key, old))
    yield from _unsent(ways, opened, files)


def _opened(ways: Ways) -> dict[str, set[Place]]:
    found: dict[str, set[Place]] = {}
    for place in ways.steps:
        for function, first in acts(ways.node(place)):
            if function == "open_letter" and isinstance(first, str):
                found.setdefault(first, set()).add(place)
    return found


def _unsent(ways: Ways, opened: Mapping[str, set[Place]], files: Mapping[str, bytes]) -> Iterator[Line]:
    """Follow each letter from where it is opened to an end; what an event breaks off is not asked."""
    sending = {place for place in ways.steps if _sends(ways, place)}
    broken = {place for place in ways.steps if ways.node(place).attached_to}
    ends = {place for place, after in ways.steps.items() if not after}
    for key, places in sorted(opened.items()):
        for way in around(ways, places - sending, sending | broken, ends):
            words = tuple((ways.name(place), "") for place in (way[0], way[-1]))
            yield line(way[0].drawn, _UNSENT, letter=_title(key, files), way=words)


def _sends(ways: Ways, place: Place) -> bool:
    node = ways.node(place)
    recorded = {part.strip() for part in node.properties.get("records", "").split(",")}
    return "letter_issue" in recorded or any(function == "number_letter" for function, _first in acts(node))


def _title(key: str, files: Mapping[str, bytes]) -> str:
    body = files.get(f"letters/{key}.html", b"")
    try:
        template = letters.read(body.decode())
    except (OfficeError, ValueError):
        return key
    return TAG.sub("…", template.title)
