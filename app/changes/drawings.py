"""The drawings of two versions compared: the procedure's own first, then those that it calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.changes import elements, facets
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.facets import Kept
from app.changes.pairing import Pairs, pair
from app.changes.saying import say
from app.changes.told import Drawn


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell what changed in all drawings; what is called is told as such."""
    yield from _compared(old, new, old.main, new.main)
    called = [name for name in new.sheets if name != new.main and name in old.sheets and name != old.main]
    for name in called:
        for change in _compared(old, new, name, name):
            key = next(iter(new.sheets[name].processes), name)
            title = Drawn(new.sheets[name].processes.get(key, ("", ""))[0] or name)
            yield replace(change, sentence=say("within", procedure=title, change=change.sentence))


def _compared(old: Bundle, new: Bundle, was: str, file: str) -> Iterator[Change]:
    if not (was and file) or old.files[was] == new.files[file]:
        return
    pairs = pair(old.sheets[was], new.sheets[file])
    found = [*_kept(old, new, pairs, file), *elements.compare(pairs, file)]
    yield from sorted(found, key=lambda change: pairs.ranks.get(change.element, (-1, 0)))


def _kept(old: Bundle, new: Bundle, pairs: Pairs, file: str) -> Iterator[Change]:
    for before, after in pairs.kept:
        kept = Kept(file=file, old=before, new=after, before=pairs.old, after=pairs.new, one=old, other=new)
        yield from facets.compare(kept, pairs.homes)
