"""The ground on which random diagrams grow: places, tails, and how an element is hung on one."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.truth.drawn import Book, Condition, Flow, Net, Node


@dataclass(frozen=True)
class Tail:
    """Where the next element is hung on, and the condition of the arrow that leads there."""

    node: str
    condition: Condition | None = None
    default: bool = False


@dataclass(frozen=True)
class Place:
    """What may be drawn at a place."""

    net: Net
    depth: int
    free: bool = True
    plain: bool = False

    def inner(self, **changed: object) -> Place:
        return replace(self, **{"depth": self.depth - 1, **changed})


class Ground:
    """One diagram while it is drawn."""

    def __init__(self, seed: int, size: int = 14) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a diagram is not a secret
        self.left = size
        self.count = 0
        self.book = Book()

    def id(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def add(self, net: Net, kind: str, letter: str, tail: Tail | None, **said: object) -> str:
        node = Node(self.id(letter), kind, **said)
        net.nodes[node.id] = node
        self.left -= 1
        if tail is not None:
            self.join(net, tail, node.id)
        return node.id

    def join(self, net: Net, tail: Tail, target: str) -> None:
        net.flows.append(Flow(self.id("f"), tail.node, target, tail.condition, tail.default))

    def asking(self, place: Place, tail: Tail, values: tuple[str, ...]) -> tuple[Tail, str]:
        name = f"o{self.count + 1}"
        return Tail(self.add(place.net, "user", "a", tail, asks=(name, values))), name
