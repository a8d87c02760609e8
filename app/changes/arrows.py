"""The arrows of two drawings: where they lead, when they are taken, what stands in all other cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.conditions import condition
from app.changes.naming import name_at, plain_name
from app.changes.saying import NEITHER, Sides, Value, say, texts
from app.changes.sheet import Arrow, Sheet
from app.changes.told import Part, Quoted, Row, Told, told
from app.changes.ways import COME, GONE, Network, Way
from app.language import N_


@dataclass(frozen=True, kw_only=True, eq=False)
class Arrows:
    """The arrows of two drawings, and the bundles that name fields and choices."""

    net: Network
    file: str
    one: Bundle
    other: Bundle
    quiet: frozenset[str] = frozenset()  # gateways that another sentence tells

    def compare(self) -> Iterator[Change]:
        """Tell what is different about them and is not told otherwise."""
        yield from self._order()
        yield from self._ends()
        yield from self._branches()
        yield from self._both()
        yield from self._defaults()

    def _order(self) -> Iterator[Change]:
        """Tell what comes elsewhere in the row; what went to another phase is told as that."""
        new, back = self.net.pairs.new, self.net.pairs.back
        for key, before, after in self.net.moved():
            home = self.net.pairs.old.things[back[key]].node.parent
            if self.net.pairs.homes.get(home, home) == new.things[key].node.parent:
                sides = Value(before, name_at(before, new)), Value(after, name_at(after, new))
                yield self._told("step_order", key, sides, was=back[key], name=name_at(key, new))

    def _ends(self) -> Iterator[Change]:
        """Tell arrows that came or went between elements of both, an arrow that turned to another as one."""
        lost, found = self.net.lost, self.net.found
        for way in lost:
            arrow = self.net.old[way]
            turned = next((other for other in found if self._same(way, other)), None)
            if turned is None:
                yield self._came("arrow_removed", arrow, self.net.pairs.old, self.one)
                continue
            found.remove(turned)
            new, key = self.net.pairs.new, self.net.new[turned].flow.id
            sides = Value(way[1], name_at(way[1], new)), Value(turned[1], name_at(turned[1], new))
            source, when = name_at(way[0], new), self._when(self.net.new[turned], new, self.other)
            yield self._told("rerouted", key, sides, was=arrow.flow.id, source=source, when=when)
        for way in found:
            yield self._came("arrow_added", self.net.new[way], self.net.pairs.new, self.other)

    def _same(self, old: Way, new: Way) -> bool:
        """Tell whether an arrow is the same one, led elsewhere."""
        one, other = self.net.old[old], self.net.new[new]
        return old[0] == new[0] and (one.flow.id == other.flow.id or one.condition == other.condition)

    def _branches(self) -> Iterator[Change]:
        """Tell the ways to and from what came, but for those that only go on as before."""
        pairs = self.net.pairs
        natural: dict[Way, str] = {}
        for way, path in self.net.inserted.items():
            natural |= dict.fromkeys(path, "") | {path[0]: self.net.old[way].condition}
        for thing in pairs.come:
            for beside in (pairs.new.before(thing.id), pairs.new.after(thing.id)):
                natural |= {way: natural.get(way, "") for way in self._first(thing.id, beside[:1])}
        come = {thing.id for thing in pairs.come} - self.quiet
        for way, arrow in self.net.new.items():
            if not come & {arrow.flow.source, arrow.flow.target} or way in self.net.told:
                continue
            if way not in natural or arrow.condition != natural[way]:
                yield self._came("arrow_added", arrow, pairs.new, self.other)

    def _first(self, key: str, beside: tuple[str, ...]) -> list[Way]:
        """Give the ways between an element and its first neighbour, which its own sentence names."""
        ends = {key, *beside}
        flows = ((way, arrow.flow) for way, arrow in self.net.new.items())
        return [way for way, flow in flows if beside and {flow.source, flow.target} == ends]

    def _both(self) -> Iterator[Change]:
        """Tell what is written on an arrow of both drawings and differs."""
        pairs = self.net.pairs
        for way, new in self.net.new.items():
            old = self.net.old.get(way)
            if old is None:
                continue
            source, target = (name_at(key, pairs.new) for key in (new.flow.source, new.flow.target))
            differ = {
                "condition": (self._said(old, pairs.old, self.one), self._said(new, pairs.new, self.other)),
                "arrow_name": texts(old.flow.name, new.flow.name),
            }
            for kind, sides in differ.items():
                if sides[0].text != sides[1].text:
                    yield self._told(kind, new.flow.id, sides, was=old.flow.id, source=source, target=target)

    def _defaults(self) -> Iterator[Change]:
        """Tell where a gateway leads in all other cases."""
        pairs = self.net.pairs
        old = {way[0]: way[1] for way, arrow in self.net.old.items() if arrow.flow.default}
        new = {way[0]: way[1] for way, arrow in self.net.new.items() if arrow.flow.default}
        explained = {*self.net.inserted, *self.net.taken_out, *self.net.told}
        for key in dict.fromkeys((*old, *new)):
            before, after = old.get(key, ""), new.get(key, "")
            if key in pairs.back and before != after and not {(key, before), (key, after)} & explained:
                sides = _target(before, pairs.old, pairs.back), _target(after, pairs.new, {})
                yield self._told("default", key, sides, was=pairs.back[key], name=name_at(key, pairs.new))

    def _came(self, kind: str, arrow: Arrow, sheet: Sheet, bundle: Bundle) -> Change:
        ends = [name_at(key, sheet) for key in (arrow.flow.source, arrow.flow.target)]
        when = self._when(arrow, sheet, bundle)
        return self._told(kind, arrow.flow.id, source=ends[0], target=ends[1], when=when)

    def _said(self, arrow: Arrow, sheet: Sheet, bundle: Bundle) -> Value:
        """Say when an arrow is taken."""
        if not arrow.condition:
            return Value("", Told(N_("nothing else holds") if arrow.flow.default else N_("always")))
        asked = sheet.asked(arrow.flow.source)
        return Value(arrow.condition, condition(arrow.condition, bundle, asked))

    def _when(self, arrow: Arrow, sheet: Sheet, bundle: Bundle) -> Part:
        if arrow.condition:
            return told(N_(", when {condition}"), condition=self._said(arrow, sheet, bundle).part)
        return Row((", ", Quoted(arrow.flow.name)), "") if arrow.flow.name else Row(())

    def _plain(self, key: str) -> str:
        """Name an element or an arrow in one plain text."""
        for sheet in (self.net.pairs.new, self.net.pairs.old):
            if key in sheet.things:
                return plain_name(sheet.things[key], sheet)
            ends = next(((a.flow.source, a.flow.target) for a in sheet.arrows if a.flow.id == key), ())
            if ends:
                return " → ".join(
                    plain_name(sheet.things[k], sheet) if k in sheet.things else k for k in ends
                )
        return key

    def _told(
        self, kind: str, key: str, sides: Sides = NEITHER, *, was: str = "", **names: Part | str
    ) -> Change:
        old, new = sides
        return Change(
            kind=kind,
            file=self.file,
            element=key,
            name=self._plain(key),
            sentence=say(kind, **({"old": old.part, "new": new.part} | names)),
            old=old.text,
            new=new.text,
            was=was if was != key else "",
        )


def _target(key: str, sheet: Sheet, known: Mapping[str, str]) -> Value:
    """Name where an arrow leads, by the element's id in its own drawing."""
    own = known.get(key, key).lstrip(GONE + COME)
    return Value(key, name_at(own, sheet)) if key else Value("", Told(N_("nothing")))
