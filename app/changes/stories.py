"""The scenarios of two versions compared: by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.saying import say
from app.changes.told import Part, Told, quoted, row
from app.language import N_

LARGEST = 256 * 1024  # bytes of a file
_PARTS = {
    "given": N_("what is known at the beginning"),
    "when": N_("what happens"),
    "then": N_("where it leads"),
}


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell which scenarios came, went or go otherwise."""
    for name in dict.fromkeys((*old.files, *new.files)):
        if not name.endswith((".yaml", ".yml")) or old.files.get(name) == new.files.get(name):
            continue
        before, after = (_stories(each.files.get(name)) for each in (old, new))
        if before is None or after is None:
            yield Change(
                kind="unreadable", file=name, element="", name=name, sentence=say("unreadable", name=name)
            )
        else:
            yield from _compared(before, after, name)


def _compared(old: Mapping[str, object], new: Mapping[str, object], file: str) -> Iterator[Change]:
    for title, story in new.items():
        if title not in old:
            yield _told("scenario_added", file, title)
        elif old[title] != story:
            parts = [Told(_PARTS[part]) for part in _PARTS if _part(old[title], part) != _part(story, part)]
            yield _told("scenario", file, title, new=row(parts))
    for title in old:
        if title not in new:
            yield _told("scenario_removed", file, title)


def _part(story: object, part: str) -> object:
    return story.get(part) or None if isinstance(story, Mapping) else story


def _told(kind: str, file: str, title: str, **names: Part) -> Change:
    sentence = say(kind, name=quoted(title), **names)
    return Change(kind=kind, file=file, element="", name=title, sentence=sentence)


def _stories(body: bytes | None) -> Mapping[str, object] | None:
    """Read the scenarios of a file by their names; nothing of what is no list of them."""
    if body is None:
        return {}
    try:
        if len(body) > LARGEST or any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(body)):
            return None
        found = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(found, list):
        return None
    return {str(one.get("name")): one for one in found if isinstance(one, dict)}
