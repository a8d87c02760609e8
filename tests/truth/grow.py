"""Random diagrams: blocks within blocks, drawn from a seed, with every way of waiting that may be in force.

A block is hung on a tail and gives back its own tail, or none when every path of it has ended.
"""

from __future__ import annotations

from dataclasses import replace

from tests.truth.drawn import Book, Net, Node
from tests.truth.ground import Place, Tail
from tests.truth.webs import Webs

MESSAGES = ("withdrawal", "enough", "paid", "heard")


class Grower(Webs):
    """Draws one diagram."""

    def grow(self) -> Book:
        self._net("p", depth=3)
        return self.book

    def _net(self, name: str, depth: int, first: bool = False, **said: object) -> Net:  # noqa: FBT001, FBT002
        net = self.book.nets[name] = Net(name)
        place = Place(net, depth, **said)
        tail: Tail | None = Tail(self.add(net, "start", "s", None))
        if first:
            tail = Tail(self.add(net, "user", "a", tail))
        tail = self.several(place, tail)
        if tail is not None:
            self.add(net, "end", "e", tail)
        return net

    def several(self, place: Place, tail: Tail | None, least: int = 1) -> Tail | None:
        for _ in range(self.random.randint(least, 3)):
            if tail is None or (self.left <= 0 and tail.condition is None and not tail.default):
                return tail
            tail = self.block(place, tail)
        return tail

    def block(self, place: Place, tail: Tail) -> Tail | None:
        simple = [self.user, self.user, self.script]
        nested = [self.choice, self.fork, self.some, self.rework]
        waiting = [self.catch, self.race, self.guarded, self.guarded, self.phase, self.phase, self.call]
        waiting += [self.repeated, self.repeated_phase, self.web, self.web]
        if self.left <= 0 or place.depth <= 0:
            menu = simple
        elif place.plain:
            menu = [*simple, self.choice]
        else:
            menu = [*simple, *nested, *nested, *waiting]
        return self.random.choice(menu)(place, tail)

    def user(self, place: Place, tail: Tail) -> Tail:
        return Tail(self.add(place.net, "user", "a", tail))

    def script(self, place: Place, tail: Tail) -> Tail:
        return Tail(self.add(place.net, "script", "x", tail))

    def choice(self, place: Place, tail: Tail) -> Tail | None:
        """Draw an exclusive choice that comes together again; some ways end, where they may."""
        letters = "abc"[: self.random.choice([2, 2, 3])]
        tail, name = self.asking(place, tail, (*letters, "z"))
        split = self.add(place.net, "xor", "g", tail)
        heads = [Tail(split, (name, (letter,)), default=letter == letters[-1]) for letter in letters]
        return self._together(place, heads, "xor")

    def fork(self, place: Place, tail: Tail) -> Tail | None:
        """Draw branches side by side that wait for each other."""
        split = self.add(place.net, "and", "g", tail)
        heads = [Tail(split) for _ in range(self.random.choice([2, 2, 3]))]
        return self._together(place.inner(free=False, depth=place.depth), heads, "and")

    def some(self, place: Place, tail: Tail) -> Tail | None:
        """Draw branches of which one or more are taken."""
        letters = "abc"[: self.random.choice([2, 3, 3])]
        values = ("a", "b", "ab", "z") if len(letters) == 2 else ("a", "bc", "ab", "ac", "abc", "z")
        tail, name = self.asking(place, tail, values)
        split = self.add(place.net, "or", "g", tail)
        heads = [Tail(split, (name, tuple(v for v in values if letter in v))) for letter in letters]
        return self._together(place, [*heads, Tail(split, default=True)], "or")

    def _together(self, place: Place, heads: list[Tail], kind: str) -> Tail | None:
        """Draw each branch, and the gateway where those that go on meet; one branch may be bare."""
        bare = self.random.random() < 0.4
        tails: list[Tail] = []
        for number, head in enumerate(heads):
            if place.free and number and self.random.random() < 0.15:
                self.add(place.net, "end", "e", head)
                continue
            last = number == len(heads) - 1
            tail = head if last and bare else self.several(place.inner(), head)
            tails += [tail] if tail is not None else []
        if not tails:
            return None
        join = self.id("g")
        place.net.nodes[join] = Node(join, kind)
        for tail in tails:
            self.join(place.net, tail, join)
        return Tail(join)

    def rework(self, place: Place, tail: Tail) -> Tail | None:
        """Draw something that is sent back until it is right."""
        again = self.add(place.net, "xor", "g", tail)
        inside = self.several(place.inner(), Tail(again))
        if inside is None:
            return None
        inside, name = self.asking(place, inside, ("on", "back"))
        split = self.add(place.net, "xor", "g", inside)
        self.join(place.net, Tail(split, (name, ("back",))), again)
        return Tail(split, default=True)

    def catch(self, place: Place, tail: Tail) -> Tail:
        if self.random.random() < 0.5:
            return Tail(self.add(place.net, "catch", "t", tail, event="timer"))
        return Tail(self.add(place.net, "catch", "c", tail, event="message", name=self._message()))

    def _message(self) -> str:
        return self.random.choice(MESSAGES)

    def race(self, place: Place, tail: Tail) -> Tail | None:
        """Draw an event gateway: what comes first decides."""
        gate = self.add(place.net, "race", "g", tail)
        first, second = self.random.sample(MESSAGES, 2)
        heads = [Tail(self.add(place.net, "catch", "c", Tail(gate), event="message", name=first))]
        if self.random.random() < 0.6:
            heads.append(Tail(self.add(place.net, "catch", "t", Tail(gate), event="timer")))
        if len(heads) == 1 or self.random.random() < 0.4:
            heads.append(Tail(self.add(place.net, "receive", "r", Tail(gate), event="message", name=second)))
        return self._together(place, heads, "xor")

    def guarded(self, place: Place, tail: Tail) -> Tail:
        """Draw a step with events on its border."""
        return self.borders(place, self.add(place.net, "user", "a", tail))

    def phase(self, place: Place, tail: Tail) -> Tail:
        """Draw a subprocess; it may end in an error that its border catches."""
        name = self.add(place.net, "sub", "b", tail)
        net = self._net(name, place.depth - 1)
        code = self.random.choice(["no", ""]) if self._may_fail(net) else None
        return self.borders(place, name, code)

    def _may_fail(self, net: Net) -> bool:
        """Turn an end of a subprocess into an error, or into one that ends it at once."""
        ends = [node for node in net.nodes.values() if node.kind == "end"]
        chance = self.random.random()
        if len(ends) < 2 or chance > 0.7:
            return False
        event, name = ("error", "no") if chance < 0.4 else ("terminate", "")
        net.nodes[ends[0].id] = replace(ends[0], event=event, name=name)
        return event == "error"

    def call(self, place: Place, tail: Tail) -> Tail:
        name = self.id("q")
        self._net(name, place.depth - 1)
        return self.borders(place, self.add(place.net, "call", "k", tail, name=name))

    def repeated(self, place: Place, tail: Tail) -> Tail:
        """Draw a step that several people do, side by side or one after another, until enough have."""
        many, one_by_one = self.random.randint(2, 4), self.random.random() < 0.4
        name = f"o{self.count + 1}"
        enough = {"enough": name, "asks": (name, ("y", "n", "n"))} if self.random.random() < 0.5 else {}
        task = self.add(place.net, "user", "a", tail, many=many, one_by_one=one_by_one, **enough)
        return self.borders(place, task)

    def repeated_phase(self, place: Place, tail: Tail) -> Tail:
        """Draw a subprocess done several times; its first step tells the instances apart."""
        one_by_one = self.random.random() < 0.4
        name = self.add(place.net, "sub", "b", tail, many=self.random.randint(2, 3), one_by_one=one_by_one)
        self._net(name, place.depth - 1, first=True, plain=True)
        return self.borders(place, name)

    def borders(self, place: Place, name: str, code: str | None = None) -> Tail:
        """Hang events on an activity's border; what interrupts comes back to the path or ends by itself."""
        tails = [Tail(name)]
        if code is not None:
            self._border(place, name, tails, event="error", name=code)
        for _ in range(self.random.choice([0, 1, 1, 2])):
            event = self.random.choice(["timer", "message"])
            said = {"name": self._message()} if event == "message" else {}
            self._border(place, name, tails, event=event, interrupts=self.random.random() < 0.5, **said)
        if len(tails) == 1:
            return tails[0]
        merge = self.add(place.net, "xor", "g", None)
        for tail in tails:
            self.join(place.net, tail, merge)
        return Tail(merge)

    def _border(self, place: Place, on: str, tails: list[Tail], **said: object) -> None:
        border = self.add(place.net, "border", "t" if said["event"] == "timer" else "c", None, on=on, **said)
        if not said.get("interrupts", True):
            tail = self.several(place.inner(plain=True, free=True), Tail(border))
        else:
            tail = self.several(place.inner(), Tail(border))
            if tail is not None and not (place.free and self.random.random() < 0.3):
                tails.append(tail)
                return
        if tail is not None:
            self.add(place.net, "end", "e", tail)
