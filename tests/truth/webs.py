"""Random diagrams that are no blocks: steps in an order, with arrows from earlier ones to later ones."""

from __future__ import annotations

from tests.truth.ground import Ground, Place, Tail


class Webs(Ground):
    """Draws webs: all gateways parallel, or inclusive joins behind gateways of every kind."""

    def web(self, place: Place, tail: Tail) -> Tail:
        """Draw a web of steps; whatever splits and joins in it, an inclusive join waits just long enough."""
        size, inclusive = self.random.randint(3, 6), self.random.random() < 0.6
        arrows = self._arrows(size)
        joins: dict[int, str] = {}
        tails: dict[int, list[Tail]] = {-1: [tail]}
        for step in range(size):
            coming = [tails[source].pop() for source, target in arrows if target == step]
            here = coming[0]
            if len(coming) > 1:
                joins[step] = self.add(place.net, "or" if inclusive else "and", "g", None)
                for one in coming:
                    self.join(place.net, one, joins[step])
                here = Tail(joins[step])
            ways = sum(source == step for source, _ in arrows)
            tails[step] = self._step(place, here, ways, inclusive=inclusive)
        return tails[size - 1][0]

    def _arrows(self, size: int) -> list[tuple[int, int]]:
        """Draw arrows so that everything is reached, and everything leads to the last step."""
        arrows = {(-1, 0)}
        for step in range(1, size):
            arrows.add((self.random.randrange(step), step))
        for step in range(size - 1):
            if not any(source == step for source, _ in arrows):
                arrows.add((step, self.random.randrange(step + 1, size)))
        for _ in range(self.random.randrange(size)):
            source = self.random.randrange(size - 1)
            arrows.add((source, self.random.randrange(source + 1, size)))
        return sorted(arrows)

    def _step(self, place: Place, tail: Tail, ways: int, *, inclusive: bool) -> list[Tail]:
        if ways < 2:
            return [Tail(self.add(place.net, "user", "a", tail))]
        kind = self.random.choice(["and", "or", "xor"]) if inclusive else "and"
        if kind == "and":
            split = self.add(place.net, "and", "g", Tail(self.add(place.net, "user", "a", tail)))
            return [Tail(split) for _ in range(ways)]
        letters = "abcdef"[: ways - 1]
        sets = [*letters, "z", *({letters, letters[:2]} if kind == "or" else ())]
        asked, name = self.asking(place, tail, tuple(sets))
        split = self.add(place.net, kind, "g", asked)
        heads = [Tail(split, (name, tuple(v for v in sets if letter in v))) for letter in letters]
        return [Tail(split, default=True), *heads]
