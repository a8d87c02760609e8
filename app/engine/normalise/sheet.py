"""A copy of a drawing on which the rewrites work, and what they write down."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

from lxml import etree

from app.engine.model import HOLDERS
from app.engine.normalise.area import Area, origin
from app.engine.note import Note
from app.engine.xmlsafe import bpmn, local


class Sheet:
    """The copy, its parts, and the notes made so far.

    The parts are taken stock of once, after the rewrites that put ids and references right.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = deepcopy(root)
        self.notes: list[Note] = []
        self._ids = {name for xml in self.root.iter() if (name := xml.get("id"))}

    @cached_property
    def areas(self) -> list[Area]:
        """List the parts: each process, and each subprocess behind what holds it."""
        processes = self.root.findall(bpmn("process"))
        return [Area(holder, self.fresh) for process in processes for holder in _holders(process)]

    def elements(self) -> Iterator[tuple[Area, etree._Element]]:
        """Give every element with the part it is drawn in; what is taken away meanwhile is passed over."""
        for area in list(self.areas):
            for name, node in list(area.nodes.items()):
                if area.nodes.get(name) is node:
                    yield area, node

    def area(self, holder: etree._Element) -> Area | None:
        """Find the part that a process or a subprocess holds."""
        return next((area for area in self.areas if area.holder is holder), None)

    def drop(self, area: Area, node: etree._Element) -> None:
        """Take an element away with all that is drawn within it."""
        within = set(_holders(node))
        area.remove(node)
        self.areas[:] = [other for other in self.areas if other.holder not in within]

    def fresh(self, wanted: str) -> str:
        """Give this id, or one like it, that nothing in the file has."""
        name, count = wanted, 1
        while name in self._ids:
            count += 1
            name = f"{wanted}_{count}"
        self._ids.add(name)
        return name

    def declare(self, kind: str, of: str, **attributes: str) -> str:
        """Declare a message, an error or the like for an element, beside the processes, and give its id."""
        made = etree.Element(bpmn(kind), {"id": self.fresh(f"{kind}_of_{of}"), **attributes})
        self.root.insert(0, made)
        return made.get("id", "")

    def note(self, xml: etree._Element, rule: str, sentence: str, **names: str) -> None:
        """Write down what was done; the meaning is kept."""
        self.notes.append(Note(_place(xml), rule, sentence, tuple(names.items())))

    def ask(self, xml: etree._Element, rule: str, sentence: str, **names: str) -> None:
        """Write down what a person must settle; nothing is changed."""
        self.notes.append(Note(_place(xml), rule, sentence, tuple(names.items()), open=True))


def title(xml: etree._Element) -> str:
    """Give the text on the drawing, or the id where there is none."""
    return " ".join((xml.get("name") or "").split()) or xml.get("id", "")


def _holders(xml: etree._Element) -> Iterator[etree._Element]:
    yield xml
    for child in xml:
        if local(child) in HOLDERS:
            yield from _holders(child)


def _place(xml: etree._Element) -> str:
    """Give the id to name: the element's own, or that of the nearest thing around it."""
    found: etree._Element | None = xml
    while found is not None and not origin(found):
        found = found.getparent()
    return origin(found) if found is not None else ""
