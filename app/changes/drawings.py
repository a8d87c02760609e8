"""The drawings of two versions compared: the procedure's own first, then those that it calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.changes import clocks, facets, frames, scripts, turns
from app.changes.arrows import Arrows
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.elements import Lone
from app.changes.facets import Kept
from app.changes.kinds import WITHIN
from app.changes.pairing import Pairs, pair
from app.changes.saying import say
from app.changes.told import Drawn, told
from app.changes.ways import Network


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell what changed in all drawings; what is called is told as such."""
    yield from _compared(old, new, old.main, new.main)
    for name in new.drawings:
        if name not in {new.main, old.main} and name in old.files:
            for change in _compared(old, new, name, name):
                title = Drawn(_title(new, name))
                yield replace(change, sentence=told(WITHIN, procedure=title, change=change.sentence))
    yield from _lone("called_removed", old, new)
    yield from _lone("called_added", new, old)


def _lone(kind: str, here: Bundle, there: Bundle) -> Iterator[Change]:
    """Tell which drawings of called procedures only one version has."""
    for name in here.drawings:
        if name != here.main and name not in there.files:
            title = _title(here, name)
            yield Change(kind=kind, file=name, element="", name=title, sentence=say(kind, name=Drawn(title)))


def _title(bundle: Bundle, name: str) -> str:
    read = bundle.sheet(name)
    named = (said for said, _purpose in read.processes.values()) if read else ()
    return next(filter(None, named), name)


def _compared(old: Bundle, new: Bundle, was: str, file: str) -> Iterator[Change]:
    if not (was and file) or old.files[was] == new.files[file]:
        return
    before, after = old.sheet(was), new.sheet(file)
    if before is None or after is None:
        yield Change(
            kind="unreadable", file=file, element="", name=file, sentence=say("unreadable", name=file)
        )
        return
    sides = _Sides(old, new, pair(before, after), file)
    ranks = sides.pairs.ranks
    yield from sorted(sides.compare(), key=lambda change: ranks.get(change.element, (-1, 0)))


@dataclass(frozen=True, eq=False)
class _Sides:
    """One drawing as both versions have it."""

    old: Bundle
    new: Bundle
    pairs: Pairs
    file: str

    def compare(self) -> Iterator[Change]:
        yield from frames.compare(self.pairs, self.file)
        yield from self._kept()
        net = Network(self.pairs)
        turned = list(turns.compare(net, self.file))
        quiet = {gate for _change, gates in turned for gate in gates}
        yield from (change for change, _gates in turned)
        for things, sheet, bundle, how in (
            (self.pairs.gone, self.pairs.old, self.old, "removed"),
            (self.pairs.come, self.pairs.new, self.new, "added"),
        ):
            lone = Lone(things=things, sheet=sheet, bundle=bundle, file=self.file, how=how)
            yield from lone.compare(quiet)
        arrows = Arrows(net=net, file=self.file, one=self.old, other=self.new, quiet=frozenset(quiet))
        yield from arrows.compare()

    def _kept(self) -> Iterator[Change]:
        sheets = {"before": self.pairs.old, "after": self.pairs.new}
        kept = [
            Kept(file=self.file, old=old, new=new, one=self.old, other=self.new, **sheets)
            for old, new in self.pairs.kept
        ]
        moved, reminded = clocks.shifts(kept), clocks.shifts(kept, "reminder")
        followed = {shift.old: shift.new for shift in moved}
        for each in kept:
            yield from facets.compare(each, self.pairs.homes)
            yield from clocks.compare(each, moved, reminded)
            yield from scripts.compare(each, followed)
