"""A marking as plain data: a tree of scopes, the tokens on their flows, and the work at their nodes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.truth.drawn import Flow, Net, Node
from tests.truth.fields import Fields


@dataclass
class Scope:
    """One instance of a process or subprocess; ``given`` is what its ended tokens brought to the end."""

    net: Net
    tokens: list[tuple[Flow, Fields]] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    given: list[Fields] = field(default_factory=list)
    thrown: Node | None = None

    def close(self) -> None:
        self.tokens, self.work = [], []

    @property
    def over(self) -> bool:
        return not (self.tokens or self.work)


@dataclass
class Part:
    """One instance of an activity: its fields, and its scope when it is a subprocess or a call."""

    fields: Fields
    scope: Scope | None = None


@dataclass(eq=False)
class Work:
    """A token within a node: the instances open, how many are still to begin, what waits on its border."""

    node: Node
    fields: Fields
    parts: list[Part] = field(default_factory=list)
    left: int = 0
    done: list[Fields] = field(default_factory=list)
    borders: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """What a marking shows: open steps with their fields, timers, messages by what waits, ends reached."""

    open: Counter[tuple[str, frozenset[tuple[str, object]]]]
    timers: Counter[str]
    messages: Counter[tuple[str, str]]
    ended: bool
    ends: frozenset[str]  # an end of a round that was passed again is forgotten with it
