"""Where the steps of a version stand: on which drawing, in which phase, inside which called procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from app import drawing, xmlsafe
from app.casework.definitions import Pinned
from app.drawing.diagram import PHASES
from app.drawing.reading import read
from app.engine.nodes import Node
from app.engine.timed import rule_of_timer
from app.language import content
from app.listings.what_follows import Course, course

_OPENS = re.compile(r"""open_letter\(\s*["']([^"']+)["']\s*\)""")


@dataclass(frozen=True, eq=False)
class Places:
    """The steps of one version, in the order in which a case reaches them, and what each stands in."""

    nodes: Mapping[str, Node]
    way: Course
    steps: tuple[str, ...]  # of people: those of the procedure's own drawing, then of what it calls
    sheets: Mapping[str, str]  # by element: the file on which it is drawn
    sources: Mapping[str, str]  # by arrow: where it comes from
    heard: Mapping[str, str]  # by event: the message that it waits for
    titles: Mapping[str, str]  # by process: what a called procedure calls itself
    issued: Mapping[str, frozenset[str]]  # by letter: the calls in which it is written, signed and sent

    def name(self, node: str) -> str:
        """Say what an element is called; of a version that is gone, its bare key."""
        return content(self.nodes[node].name) if node in self.nodes else node

    def around(self, node: str, letter: str = "") -> Iterator[str]:
        """Give an element and all that it certainly stands in, outwards.

        What several elements call stands in that one which issues its ``letter``, else in what holds all.
        """
        while node in self.nodes:
            yield node
            inside = self.nodes[node].inside
            if inside in self.nodes:
                node = inside
                continue
            calling = self.way.callers(inside)
            known = [each for each in calling if each in self.issued.get(letter, ())] or list(calling)
            if len(known) != 1:
                yield from self._shared(known, letter)
                return
            node = known[0]

    def phase(self, node: str, letter: str = "") -> str:
        """Name the outermost phase that a step stands in; empty outside of all."""
        phases = [each for each in self.around(node, letter) if self.nodes[each].type in PHASES]
        return phases[-1] if phases else ""

    def drawings(self) -> dict[str, str]:
        """Say what each drawing calls itself, by its file."""
        found = {file: file for file in self.sheets.values()}
        for file in found:
            key = file.rpartition("/")[2].removesuffix(".bpmn")
            found[file] = content(self.titles.get(key, "")) or file
        return found

    def rules(self) -> tuple[str, ...]:
        """List the limits that are drawn anywhere, each once, in the order of the file."""
        found = (rule_of_timer(node.timer) for node in self.nodes.values())
        return tuple(dict.fromkeys(rule for kind, rule, _ahead in found if kind == "limit" and rule))

    def _shared(self, calling: list[str], letter: str) -> Iterator[str]:
        """Give what holds every one of several callers."""
        chains = [list(self.around(each, letter)) for each in calling]
        if chains:
            yield from (each for each in chains[0] if all(each in chain for chain in chains))


@dataclass(frozen=True)
class _Version:
    id: UUID
    pinned: Pinned = field(compare=False)


def of(pinned: Pinned) -> Places:
    """Give the places of a version; versions never change, so each is read once a process."""
    return _of(_Version(pinned.version_id, pinned))


@lru_cache(maxsize=64)
def _of(version: _Version) -> Places:
    pinned = version.pinned
    way = course(pinned)
    sheets = {element: name for name, body in pinned.diagrams.items() for element in read(body).nodes}
    own = f"{pinned.procedure}.bpmn"
    ordered = sorted(pinned.diagrams.items(), key=lambda each: each[0] != own)
    lines = (line.element for _name, body in ordered for line in drawing.tell(body))
    steps = tuple(key for key in lines if key in way.nodes and way.nodes[key].type == "userTask")
    said = (each for body in pinned.diagrams.values() for each in drawing.introduce(body))
    titles = {each.process: each.title for each in said}
    heard = {event: name for body in pinned.diagrams.values() for event, name in _heard(body)}
    sources = {arrow.id: arrow.source for arrow in pinned.definition.arrows}
    return Places(way.nodes, way, steps, sheets, sources, heard, titles, _issued(way))


def _heard(body: bytes) -> Iterator[tuple[str, str]]:
    """Tell which message each event waits for."""
    root = xmlsafe.read(body)
    names = {each.get("id", ""): each.get("name", "") for each in root.iter("{*}message")}
    for each in root.iter("{*}messageEventDefinition"):
        holder = each.getparent()
        if holder is not None and each.get("messageRef") in names:
            yield holder.get("id", ""), names[each.get("messageRef", "")]


def _issued(way: Course) -> dict[str, frozenset[str]]:
    """Tell in which calls each letter goes out: those that come right after it is opened."""
    found: dict[str, frozenset[str]] = {}
    for node in way.nodes.values():
        for letter in _OPENS.findall(node.script):
            after = way.next_steps(node.id, into_calls=False)
            calls = frozenset(each for each in after if way.nodes[each].calls)
            found[letter] = found.get(letter, frozenset()) | calls
    return found
