"""A procedure as a citizen needs it: the same drawing in plain words, with its limits and letters.

Nothing of any case is in it. It is told from the version in force; of one case from the version on which
that case runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from app import clock, language
from app.casework import definitions
from app.casework.definitions import Pinned
from app.errors import NotFound
from app.language import _, content
from app.legaltime import book
from app.listings import (
    citizen_words,
    flow_places,
    introductions,
    map_limits,
    map_road,
    procedure_flow,
    sketches,
)
from app.listings.flow_places import Places
from app.listings.map_limits import MapLimit
from app.listings.map_road import Road
from app.listings.sketches import Sketch

Letters = dict[str, list[str]]  # by the element at which they come


@dataclass(frozen=True, kw_only=True)
class MapStep:
    """What the office does at one point, in the words of the drawing for citizens."""

    elements: tuple[str, ...]  # those that are told alike
    words: str
    inside: tuple[str, ...]  # what a called procedure does, step by step
    letters: tuple[str, ...]  # that come to the citizen here


@dataclass(frozen=True, kw_only=True)
class MapPhase:
    """A phase with its steps; a stretch of steps outside of all phases has no name."""

    key: str  # the element of the drawing; empty for a stretch outside of all phases
    name: str
    steps: tuple[MapStep, ...]
    limits: tuple[MapLimit, ...]
    may: tuple[str, ...]  # what the citizen can do meanwhile


@dataclass(frozen=True, kw_only=True)
class PublicMap:
    """The whole map, and how it can end."""

    procedure: str
    title: str
    about: str
    phases: tuple[MapPhase, ...]
    ends: tuple[str, ...]
    rights: tuple[str, ...]
    sketch: Sketch


@dataclass(frozen=True, kw_only=True)
class MapLine:
    """One map of the list."""

    procedure: str
    title: str
    about: str


def all_maps(session: Session) -> tuple[MapLine, ...]:
    """List the procedures that a citizen can begin and that are in force today."""
    standing = definitions.all_in_force(session, clock.today())
    found = introductions.of(session, {key: standing[key] for key in citizen_words.MAPS if key in standing})
    return tuple(
        MapLine(procedure=key, title=title, about=citizen_words.about(key))
        for key, (title, _purpose) in found.items()
    )


def show(session: Session, procedure: str) -> PublicMap:
    """Give the map of a procedure as it is in force today.

    Raises: NotFound for what no citizen begins, and for what is not in force.
    """
    if procedure not in citizen_words.MAPS or (pinned := procedure_flow.in_force(session, procedure)) is None:
        raise NotFound
    return of(pinned)


def of(pinned: Pinned) -> PublicMap:
    """Tell a version as a map; the same for every reader of a language on one day and by one law."""
    places = flow_places.of(pinned)
    return _of(_Told(places, pinned), language.current(), clock.today().isoformat(), book.current().stamp)


@dataclass(frozen=True, eq=False)
class _Told:
    places: Places
    pinned: Pinned

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same version: its places are read once."""
        return isinstance(other, _Told) and other.places is self.places

    def __hash__(self) -> int:
        """Follow the version."""
        return id(self.places)


@lru_cache(maxsize=64)
def _of(told: _Told, _tongue: str, _day: str, _law: object) -> PublicMap:
    pinned, places = told.pinned, told.places
    own = pinned.diagrams[f"{pinned.procedure}.bpmn"]
    title = content(pinned.definition.name)
    picture = sketches.sketch(own, {}, title=title)
    road = map_road.of(places, own, tuple(line.element for line in picture.lines))
    return PublicMap(
        procedure=pinned.procedure,
        title=title,
        about=citizen_words.about(pinned.procedure),
        phases=tuple(_phases(pinned, places, road)),
        ends=tuple(dict.fromkeys(places.name(end) for end in road.ends)),
        rights=citizen_words.rights(pinned.procedure),
        sketch=picture,
    )


def _phases(pinned: Pinned, places: Places, road: Road) -> Iterator[MapPhase]:
    letters = _letters(pinned, places, road)
    for stretch in road.stretches:
        steps = tuple(_steps(places, stretch.elements, letters))
        about = {stretch.phase, *stretch.elements} - {""}
        if steps:
            yield MapPhase(
                key=stretch.phase,
                name=places.name(stretch.phase) if stretch.phase else _(stretch.words),
                steps=steps,
                limits=map_limits.of(places, stretch.phase, stretch.elements),
                may=tuple(citizen_words.may(places, about)),
            )


def _steps(places: Places, elements: Iterable[str], letters: Letters) -> Iterator[MapStep]:
    """Tell steps in order; those that are told alike are one."""
    told: dict[str, list[str]] = {}
    for element in elements:
        if words := _words(places, element, letters):
            told.setdefault(words, []).append(element)
    for words, alike in told.items():
        yield MapStep(
            elements=tuple(alike),
            words=words,
            inside=tuple(_inside(places, alike, words)),
            letters=tuple(dict.fromkeys(letter for each in alike for letter in letters.get(each, ()))),
        )


def _words(places: Places, element: str, letters: Letters) -> str:
    node = places.nodes[element]
    said = content(node.properties.get("citizen", ""))
    if said or not node.calls:
        return said
    return _("The office writes to you.") if element in letters else ""


def _inside(places: Places, elements: list[str], words: str) -> Iterator[str]:
    """Tell the steps of what is called here, unless it only writes, signs and sends a letter."""
    issuing = {call for calls in places.issued.values() for call in calls}
    called = {places.nodes[each].calls for each in elements if each not in issuing} - {""}
    said = (
        content(node.properties.get("citizen", ""))
        for key in places.steps
        if (node := places.nodes[key]).inside in called
    )
    yield from (each for each in dict.fromkeys(said) if each and each != words)


def _letters(pinned: Pinned, places: Places, road: Road) -> Letters:
    """Say where each letter comes to the citizen: at the last point that names it."""
    found: Letters = {}
    for key, template in sorted(pinned.letters.items()):
        steps = (each for each, node in places.nodes.items() if node.properties.get("letter") == key)
        homes = [road.home(places, each) for each in (*places.issued.get(key, ()), *steps)]
        if homes and citizen_words.comes_to(template):
            found.setdefault(max(homes, key=road.turn), []).append(citizen_words.letter(template))
    return found
